/** Time for limits and time-outs, so that a test need not wait for either. */
export interface ProviderClock {
  now(): Date;
  /** @returns its own undo */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: ProviderClock = {
  now: () => new Date(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export function pause(clock: ProviderClock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

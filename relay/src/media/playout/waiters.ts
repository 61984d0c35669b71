/** Those who wait until something of a playout is so. */
export interface Waiters {
  /** @returns true: it is so. False: it was given up */
  until(ready: () => boolean): Promise<boolean>;
  /** Something changed. */
  wake(): void;
  giveUp(): void;
}

export function createWaiters(): Waiters {
  let waiting: { ready: () => boolean; done: (reached: boolean) => void }[] = [];
  return {
    until: (ready) =>
      new Promise((done) => {
        waiting.push({ ready, done });
      }),
    wake() {
      if (waiting.length === 0) return;
      const ready = waiting.filter((one) => one.ready());
      waiting = waiting.filter((one) => !ready.includes(one));
      for (const { done } of ready) done(true);
    },
    giveUp() {
      const all = waiting;
      waiting = [];
      for (const { done } of all) done(false);
    },
  };
}

import { StageError } from '../ports.ts';

/** Nothing came for so long (ms). */
const TICK_MS = 100;

/**
 * What a model sends, and a `tick` whenever it is silent for a moment. However reading ends, the model is told to stop; one
 * that does not listen is left behind.
 * @param open begins the answer; its signal is aborted at the end
 * @throws StageError when nothing comes for `patienceMs`; the signal's reason
 */
export async function* streamWithTicks<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  { signal, patienceMs }: { signal: AbortSignal; patienceMs: (hasBegun: boolean) => number },
): AsyncGenerator<T | 'tick'> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const end = { once: true, signal: stop.signal };
    signal.addEventListener('abort', () => reject(signal.reason as Error), end);
  });
  const parts = open(AbortSignal.any([signal, stop.signal]))[Symbol.asyncIterator]();
  let hasBegun = false;
  let wake: (tick: 'tick') => void = () => {};
  const timer = setInterval(() => wake('tick'), TICK_MS);
  let next = parts.next();
  try {
    for (let silentMs = 0; ;) {
      const got = await Promise.race([next, new Promise<'tick'>((resolve) => (wake = resolve)), aborted]);
      if (got === 'tick') {
        silentMs += TICK_MS;
        if (silentMs >= patienceMs(hasBegun)) throw new StageError('timed_out', 'The language model fell silent.');
        yield got;
        continue;
      }
      if (got.done === true) return;
      hasBegun = true;
      silentMs = 0;
      yield got.value;
      next = parts.next();
    }
  } finally {
    clearInterval(timer);
    stop.abort();
    // One that does not end would keep the caller waiting.
    next.catch(() => null);
    void parts.return?.().catch(() => null);
  }
}

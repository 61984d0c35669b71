import { setImmediate } from 'node:timers/promises';

/** A call that rings waits no longer than this for a file that is read (ms). */
const SLICE_MS = 8;

/** Goes through a long list in slices, so that everything else of the process gets its turn between. */
export async function* inSlices<T>(items: Iterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  let begunMs = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - begunMs < SLICE_MS) continue;
    await setImmediate();
    signal?.throwIfAborted();
    begunMs = performance.now();
  }
}

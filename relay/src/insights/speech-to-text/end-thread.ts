import type { Worker } from 'node:worker_threads';

/** A run of the model takes milliseconds; loading it from a slow disk takes seconds (ms). */
const PATIENCE_MS = 5_000;

/**
 * Ends a thread that runs a model: it is told `null`, and ends after the step that it is in. It is never terminated:
 * onnxruntime-node takes the whole process with it when its thread is ended in the middle of a run (measured: SIGABRT).
 * One that hangs is left behind.
 */
export function endThread(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, PATIENCE_MS);
    patience.unref();
    worker.once('exit', () => {
      clearTimeout(patience);
      resolve();
    });
    worker.ref();
    worker.postMessage(null, []);
  });
}

import { StorageError } from '../port.ts';

/** Items that wait for one another's transaction. */
export interface Batch<I, O> {
  readonly add: (item: I) => Promise<O>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
}

interface Waiting<I, O> {
  item: I;
  done: (output: O) => void;
  failed: (error: unknown) => void;
}

/**
 * While one transaction is under way the next items gather, and then share one: the busier, the larger. When a shared
 * transaction fails for what is in it, each item is tried alone, so that only the guilty one fails.
 */
export function createBatch<I, O>(runAll: (items: I[]) => Promise<O[]>, largest: number): Batch<I, O> {
  const queue: Waiting<I, O>[] = [];
  let running: Promise<void> | null = null;

  async function runBatch(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await runAll(batch.map((w) => w.item));
      for (const [i, output] of outputs.entries()) batch[i]?.done(output);
    } catch (error) {
      const nobodysFault = error instanceof StorageError;
      if (batch.length === 1 || nobodysFault) for (const waiting of batch) waiting.failed(error);
      else for (const waiting of batch) await runBatch([waiting]);
    }
  }

  async function runQueue(): Promise<void> {
    // What else arrives in this turn of the loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await runBatch(queue.splice(0, largest));
    running = null;
  }

  return {
    add: (item) =>
      new Promise((done, failed) => {
        queue.push({ item, done, failed });
        running ??= runQueue();
      }),
    idle: async () => {
      await running;
    },
  };
}

/** From whoever makes something at its own pace to the one who takes it. Nothing is lost, and nobody waits to give. */
export interface HandOver<T> extends AsyncIterable<T> {
  give(value: T): void;
  /** What was given before is still taken. */
  end(): void;
  /** At once: what waits is not taken any more. */
  fail(error: unknown): void;
}

/** One taker only. */
export function createHandOver<T>(): HandOver<T> {
  const waiting: T[] = [];
  let over: { error: unknown } | 'ended' | null = null;
  let wake: () => void = () => undefined;

  return {
    give(value) {
      if (over !== null) return;
      waiting.push(value);
      wake();
    },
    end() {
      over ??= 'ended';
      wake();
    },
    fail(error) {
      if (typeof over === 'object' && over !== null) return;
      over = { error };
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (typeof over === 'object' && over !== null) throw over.error;
        const next = waiting.shift();
        if (next !== undefined) {
          yield next;
          continue;
        }
        if (over === 'ended') return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

import type { AppState } from '../src-preload/contract.ts';

export interface StatePusher {
  /** Something changed: the state goes out once, after the current burst of changes, and only if it says something new. */
  changed(): void;
  close(): void;
}

export function createStatePusher(describe: () => AppState, push: (state: AppState) => void): StatePusher {
  let last = '';
  let scheduled = false;
  let closed = false;
  return {
    changed() {
      if (scheduled || closed) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        if (closed) return;
        const state = describe();
        const text = JSON.stringify(state);
        if (text === last) return;
        last = text;
        push(state);
      });
    },
    close() {
      closed = true;
    },
  };
}

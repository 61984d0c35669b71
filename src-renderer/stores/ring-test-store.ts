import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, RingTestRun } from '../../src-preload/contract.ts';

export interface RingTestData {
  run: RingTestRun | null;
  /** Why the last press did not start a test. */
  refused: 'offline' | 'running' | 'failed' | null;
  starting: boolean;
}

export interface RingTestStore {
  store: StoreApi<RingTestData>;
  start(): () => void;
  ring(rings: number): Promise<void>;
}

export function createRingTestStore(bridge: Bridge): RingTestStore {
  const store = createStore<RingTestData>(() => ({ run: null, refused: null, starting: false }));
  return {
    store,
    start() {
      const undo = bridge.on('ring-test:progress', (run) => store.setState({ run, refused: null }));
      void bridge.request('ring-test:latest').then(
        (run) => store.setState((data) => ({ run: data.run ?? run })),
        () => undefined, // Not measured yet is what is shown then.
      );
      return undo;
    },
    async ring(rings) {
      store.setState({ starting: true, refused: null });
      try {
        const answer = await bridge.request('ring-test:run', { rings });
        if ('refused' in answer) store.setState({ refused: answer.refused });
        // Progress may have come first, and then it is newer than the answer.
        else store.setState(({ run }) => ({ run: run?.testId === answer.testId && !answer.done ? run : answer }));
      } catch {
        store.setState({ refused: 'failed' });
      } finally {
        store.setState({ starting: false });
      }
    },
  };
}

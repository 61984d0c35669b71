import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AudioUsage, Bridge } from '../../src-preload/contract.ts';

export interface AudioUsageData {
  /** null until told. */
  usage: AudioUsage | null;
  clearing: 'no' | 'asked' | 'busy' | 'failed';
}

export interface AudioUsageStore {
  store: StoreApi<AudioUsageData>;
  start: () => () => void;
  askToClear: () => void;
  cancel: () => void;
  clear: () => Promise<void>;
}

/** How much audio this computer keeps. */
export function createAudioUsageStore(bridge: Bridge): AudioUsageStore {
  const store = createStore<AudioUsageData>(() => ({ usage: null, clearing: 'no' }));
  return {
    store,
    start() {
      let pushed = false;
      const undo = bridge.on('recordings:usage-changed', (usage) => {
        pushed = true;
        store.setState({ usage });
      });
      void bridge.request('recordings:usage').then(
        (usage) => {
          // An answer that arrives after a push is older than the push.
          if (!pushed) store.setState({ usage: usage ?? null });
        },
        () => undefined,
      );
      return undo;
    },
    askToClear: () => store.setState({ clearing: 'asked' }),
    cancel: () => store.setState({ clearing: 'no' }),
    async clear() {
      store.setState({ clearing: 'busy' });
      try {
        const usage = await bridge.request('recordings:clear');
        store.setState({ usage, clearing: 'no' });
      } catch {
        store.setState({ clearing: 'failed' });
      }
    },
  };
}

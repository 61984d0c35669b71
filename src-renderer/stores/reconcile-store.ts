import type { ReconcileResult } from '@callbrief/relay/wire/control';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge } from '../../src-preload/contract.ts';

export const reconcileDays = [2, 7, 15] as const;
export type ReconcileDays = (typeof reconcileDays)[number];

export interface ReconcileData {
  days: ReconcileDays;
  running: boolean;
  result: ReconcileResult | null;
  refused: ActRefusal | null;
}

export interface ReconcileStore {
  store: StoreApi<ReconcileData>;
  choose(days: ReconcileDays): void;
  run(): Promise<void>;
}

/** Compares the office's calls with the phone system's own list. Takes its time: it goes on while other screens are shown. */
export function createReconcileStore(bridge: Bridge): ReconcileStore {
  const store = createStore<ReconcileData>(() => ({ days: 2, running: false, result: null, refused: null }));
  return {
    store,
    choose: (days) => store.setState({ days, result: null, refused: null }),
    async run() {
      const { days, running } = store.getState();
      if (running) return;
      store.setState({ running: true, result: null, refused: null });
      const answer = await bridge.request('reconcile:run', { days }).catch(() => ({ refused: 'failed' }) as const);
      store.setState('refused' in answer ? { refused: answer.refused } : { result: answer });
      store.setState({ running: false });
    },
  };
}

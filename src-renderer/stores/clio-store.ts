import type { ClioConnect, ClioState } from '@callbrief/relay/wire/time-export';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge } from '../../src-preload/contract.ts';

export interface ClioData {
  clio: ClioState | null;
  /** Why Clio's state is not known, or the last press did nothing. */
  clioRefused: ActRefusal | null;
  clioOpened: boolean;
}

export interface ClioStore {
  store: StoreApi<ClioData>;
  lookAtClio(): Promise<void>;
  connectClio(ask: Omit<ClioConnect, 'language'>): Promise<void>;
  disconnectClio(): Promise<void>;
}

/** Settings > Time and practice software: the firm's connection to Clio, kept by the office. */
export function createClioStore(bridge: Bridge): ClioStore {
  const store = createStore<ClioData>(() => ({ clio: null, clioRefused: null, clioOpened: false }));
  const failed = { refused: 'failed' } as const;

  async function lookAtClio(): Promise<void> {
    const answer = await bridge.request('clio:state').catch(() => failed);
    if ('refused' in answer) store.setState({ clio: null, clioRefused: answer.refused });
    else
      store.setState({ clio: answer, clioRefused: null, ...(answer.state === 'connected' && { clioOpened: false }) });
  }

  return {
    store,
    lookAtClio,
    async connectClio(ask) {
      const answer = await bridge.request('clio:connect', ask).catch(() => failed);
      store.setState('refused' in answer ? { clioRefused: answer.refused } : { clioOpened: true, clioRefused: null });
    },
    async disconnectClio() {
      const answer = await bridge.request('clio:disconnect').catch(() => failed);
      if ('refused' in answer) store.setState({ clioRefused: answer.refused });
      else await lookAtClio();
    },
  };
}

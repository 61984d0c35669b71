import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge, ExportAsk } from '../../src-preload/contract.ts';

export type CallFileOutcome =
  | { what: 'saved'; path: string }
  | { what: 'export_refused'; refusal: ActRefusal }
  | { what: 'hold'; on: boolean }
  | { what: 'hold_refused'; refusal: ActRefusal | 'unconfirmed' };

export interface CallFileData {
  exporting: ExportAsk['kind'] | null;
  outcome: CallFileOutcome | null;
  /** The dialog about the legal hold: put on, or lifted. */
  hold: { callId: string; on: boolean; reason: string; busy: boolean } | null;
}

export interface CallFileStore {
  store: StoreApi<CallFileData>;
  export: (ask: ExportAsk) => Promise<void>;
  dismiss: () => void;
  askHold: (callId: string, on: boolean) => void;
  typeReason: (reason: string) => void;
  closeHold: () => void;
  hold: () => Promise<void>;
}

/** What goes out of a call as a file, and what keeps it from being removed. */
export function createCallFileStore(bridge: Bridge): CallFileStore {
  const store = createStore<CallFileData>(() => ({ exporting: null, outcome: null, hold: null }));
  return {
    store,
    async export(ask) {
      if (store.getState().exporting !== null) return;
      store.setState({ exporting: ask.kind, outcome: null });
      const answer = await bridge.request('export:make', ask).catch(() => ({ refused: 'failed' as const }));
      const told = (): CallFileOutcome | null => {
        if ('refused' in answer) return { what: 'export_refused', refusal: answer.refused };
        // No place was chosen: the person knows.
        return answer.saved === null ? null : { what: 'saved', path: answer.saved };
      };
      store.setState({ exporting: null, outcome: told() });
    },
    dismiss: () => store.setState({ outcome: null }),
    askHold: (callId, on) => store.setState({ hold: { callId, on, reason: '', busy: false } }),
    typeReason: (reason) => store.setState(({ hold }) => ({ hold: hold && { ...hold, reason } })),
    closeHold: () => store.setState({ hold: null }),
    async hold() {
      const { hold } = store.getState();
      if (hold === null || hold.busy || hold.reason.trim() === '') return;
      store.setState({ hold: { ...hold, busy: true } });
      const { callId, on } = hold;
      const answer = await bridge
        .request('recordings:legal-hold', { callId, on, reason: hold.reason.trim() })
        .catch(() => ({ result: 'refused' as const, refusal: 'failed' as const, detail: null }));
      const told = (): CallFileOutcome => {
        if (answer.result === 'done') return { what: 'hold', on };
        return { what: 'hold_refused', refusal: answer.result === 'refused' ? answer.refusal : 'unconfirmed' };
      };
      store.setState({ hold: null, outcome: told() });
    },
  };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, Bridge } from '../../src-preload/contract.ts';

export interface BlockData {
  /** The number that is asked about; null: the dialog is closed. */
  asked: { number: string; formatted: string; block: boolean } | null;
  comment: string;
  saving: boolean;
  answer: Exclude<ActAnswer, { result: 'done' }> | null;
}

export interface BlockStore {
  store: StoreApi<BlockData>;
  ask: (asked: NonNullable<BlockData['asked']>) => void;
  comment: (text: string) => void;
  close: () => void;
  confirm: () => Promise<void>;
}

/** Blocking a number, or taking its calls again, for the whole firm: asked first, with a reason for colleagues. */
export function createBlockStore(bridge: Bridge, whenDone: () => void): BlockStore {
  const closed: BlockData = { asked: null, comment: '', saving: false, answer: null };
  const store = createStore<BlockData>(() => closed);
  return {
    store,
    ask: (asked) => store.setState({ ...closed, asked }),
    comment: (comment) => store.setState({ comment }),
    close: () => store.setState(closed),
    async confirm() {
      const { asked, comment, saving } = store.getState();
      if (!asked || saving) return;
      store.setState({ saving: true, answer: null });
      const answer = await bridge
        .request('blocked:set', { number: asked.number, blocked: asked.block, comment: comment.trim() })
        .catch((): ActAnswer => ({ result: 'refused', refusal: 'failed', detail: null }));
      if (answer.result === 'done') whenDone();
      if (store.getState().asked !== asked) return;
      store.setState(answer.result === 'done' ? closed : { saving: false, answer });
    },
  };
}

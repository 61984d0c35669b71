import type { BlockedNumber } from '@callbrief/relay/wire/control';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, ActRefusal, Bridge } from '../../src-preload/contract.ts';

export interface BlockedData {
  /** null until fetched. */
  list: readonly BlockedNumber[] | null;
  notLoaded: boolean;
  /** What is being asked of the phone system at the moment. */
  busy: { number: string; blocked: boolean } | null;
  /** What became of the last press in the list. */
  last:
    | { result: 'blocked'; number: string }
    /** Can be undone: blocked again for the same reason. */
    | { result: 'unblocked'; number: string; comment: string }
    | { result: 'unconfirmed' }
    | { result: 'refused'; refusal: ActRefusal; detail: string | null; removing: boolean }
    | null;
  /** A number that is asked about first, from a call or a conversation; null: the dialog is closed. */
  dialog: BlockDialogData | null;
}

export interface BlockDialogData {
  number: string;
  formatted: string;
  block: boolean;
  /** The reason, for colleagues. */
  comment: string;
  /** What became of it, when it was not done. */
  answer: Exclude<ActAnswer, { result: 'done' }> | null;
}

export interface BlockedStore {
  store: StoreApi<BlockedData>;
  load: () => Promise<void>;
  /** @returns whether it happened */
  block: (number: string, comment: string) => Promise<boolean>;
  unblock: (number: string) => Promise<boolean>;
  forget: () => void;
  /** Opens the dialog. */
  ask: (asked: Pick<BlockDialogData, 'number' | 'formatted' | 'block'>) => void;
  comment: (text: string) => void;
  close: () => void;
  confirm: () => Promise<void>;
}

/**
 * Numbers whose calls the firm does not take: the list in settings, and the dialog at a call. Nothing is tried twice:
 * what is unconfirmed is looked up again.
 * @param whenDone a number was blocked or not any more: what is on screen may say so
 */
export function createBlockedStore(bridge: Bridge, whenDone: () => void = () => undefined): BlockedStore {
  const store = createStore<BlockedData>(() => ({
    list: null,
    notLoaded: false,
    busy: null,
    last: null,
    dialog: null,
  }));

  async function load(): Promise<void> {
    try {
      store.setState({ list: await bridge.request('blocked:list'), notLoaded: false });
    } catch {
      store.setState({ notLoaded: true });
    }
  }

  /** @returns null: something else is being asked at the moment */
  async function askPhoneSystem(number: string, blocked: boolean, comment: string): Promise<ActAnswer | null> {
    if (store.getState().busy) return null;
    store.setState({ busy: { number, blocked } });
    const answer = await bridge
      .request('blocked:set', { number, blocked, comment })
      .catch((): ActAnswer => ({ result: 'refused', refusal: 'failed', detail: null }));
    store.setState({ busy: null });
    if (answer.result === 'done') whenDone();
    // A list that nobody has looked at yet is fetched when somebody does.
    if (answer.result !== 'refused' && store.getState().list !== null) await load();
    return answer;
  }

  async function set(number: string, blocked: boolean, comment: string): Promise<boolean> {
    store.setState({ last: null });
    const answer = await askPhoneSystem(number, blocked, comment);
    if (answer === null) return false;
    switch (answer.result) {
      case 'refused':
        store.setState({ last: { ...answer, removing: !blocked } });
        return false;
      case 'unconfirmed':
        store.setState({ last: { result: 'unconfirmed' } });
        return false;
      case 'done':
        store.setState({ last: blocked ? { result: 'blocked', number } : { result: 'unblocked', number, comment } });
        return true;
      default:
        return answer satisfies never;
    }
  }

  return {
    store,
    load,
    block: (number, comment) => set(number, true, comment),
    unblock: (number) => set(number, false, store.getState().list?.find((one) => one.number === number)?.comment ?? ''),
    forget: () => store.setState({ last: null }),
    ask: (asked) => store.setState({ dialog: { ...asked, comment: '', answer: null } }),
    comment: (comment) => store.setState(({ dialog }) => ({ dialog: dialog && { ...dialog, comment } })),
    close: () => store.setState({ dialog: null }),
    async confirm() {
      const { dialog: asked, busy } = store.getState();
      if (!asked || busy) return;
      store.setState({ dialog: { ...asked, answer: null } });
      const answer = await askPhoneSystem(asked.number, asked.block, asked.comment.trim());
      // Closed meanwhile, or asked about another number.
      const isOpen = store.getState().dialog?.number === asked.number;
      if (answer !== null && isOpen) store.setState({ dialog: answer.result === 'done' ? null : { ...asked, answer } });
    },
  };
}

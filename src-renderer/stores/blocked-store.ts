import type { BlockedNumber } from '@callbrief/relay/wire/control';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActRefusal, Bridge } from '../../src-preload/contract.ts';

export interface BlockedData {
  /** null until fetched. */
  list: readonly BlockedNumber[] | null;
  notLoaded: boolean;
  /** What is being asked of the phone system at the moment. */
  busy: { number: string; blocked: boolean } | null;
  /** What became of the last press. */
  last:
    | { result: 'blocked'; number: string }
    /** Can be undone: blocked again for the same reason. */
    | { result: 'unblocked'; number: string; comment: string }
    | { result: 'unconfirmed' }
    | { result: 'refused'; refusal: ActRefusal; detail: string | null; removing: boolean }
    | null;
}

export interface BlockedStore {
  store: StoreApi<BlockedData>;
  load(): Promise<void>;
  /** @returns whether it happened */
  block(number: string, comment: string): Promise<boolean>;
  unblock(number: string): Promise<boolean>;
  forget(): void;
}

/** Numbers whose calls the firm does not take. Nothing is tried twice: what is unconfirmed is looked up again. */
export function createBlockedStore(bridge: Bridge): BlockedStore {
  const store = createStore<BlockedData>(() => ({ list: null, notLoaded: false, busy: null, last: null }));

  async function load(): Promise<void> {
    try {
      store.setState({ list: await bridge.request('blocked:list'), notLoaded: false });
    } catch {
      store.setState({ notLoaded: true });
    }
  }

  async function set(number: string, blocked: boolean, comment: string): Promise<boolean> {
    if (store.getState().busy) return false;
    store.setState({ busy: { number, blocked }, last: null });
    const answer = await bridge
      .request('blocked:set', { number, blocked, comment })
      .catch(() => ({ result: 'refused', refusal: 'failed', detail: null }) as const);
    store.setState({ busy: null });
    switch (answer.result) {
      case 'refused':
        store.setState({ last: { ...answer, removing: !blocked } });
        return false;
      case 'unconfirmed':
        store.setState({ last: { result: 'unconfirmed' } });
        await load();
        return false;
      case 'done':
        store.setState({
          last: blocked ? { result: 'blocked', number } : { result: 'unblocked', number, comment },
        });
        await load();
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
  };
}

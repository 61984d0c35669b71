import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActAnswer, Bridge, DialTarget } from '../../src-preload/contract.ts';

export interface DialData {
  /** What was pressed, typed or linked; null: the dialog is closed. */
  text: string | null;
  /** null while it is looked up, or when that failed (`lookUpFailed`). */
  target: DialTarget | null;
  lookUpFailed: boolean;
  calling: boolean;
  /** Why the last press on Call did not simply work. */
  answer: Exclude<ActAnswer, { result: 'done' }> | null;
  /** The own phone rings now for this person or number; shown for a while after the dialog closed. */
  ringingFor: string | null;
}

export interface DialStore {
  store: StoreApi<DialData>;
  start: () => () => void;
  /** Asks before anything is dialled. */
  ask: (text: string) => void;
  close: () => void;
  call: () => Promise<void>;
  dismissRinging: () => void;
}

/** Longer than the own phone takes to ring; then the phone itself tells. */
const RINGING_SHOWN_MS = 15_000;

export function createDialStore(bridge: Bridge): DialStore {
  const closed = { text: null, target: null, lookUpFailed: false, calling: false, answer: null };
  const store = createStore<DialData>(() => ({ ...closed, ringingFor: null }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Rises with every dialog: an answer for an earlier one is dropped. */
  let asked = 0;

  function showRinging(name: string | null): void {
    if (timer) clearTimeout(timer);
    timer = name === null ? null : setTimeout(() => store.setState({ ringingFor: null }), RINGING_SHOWN_MS);
    store.setState({ ringingFor: name });
  }
  function ask(text: string): void {
    // While the phone is being rung for one number, a link that comes in must not replace it.
    if (store.getState().calling) return;
    const mine = (asked += 1);
    store.setState({ ...closed, text });
    void bridge.request('dial:look-up', { text: text.slice(0, 200) }).then(
      (target) => mine === asked && store.setState({ target }),
      () => mine === asked && store.setState({ lookUpFailed: true }),
    );
  }

  return {
    store,
    start() {
      const undo = bridge.on('dial:asked', ({ text }) => ask(text));
      return () => {
        undo();
        if (timer) clearTimeout(timer);
      };
    },
    ask,
    close() {
      asked += 1;
      store.setState(closed);
    },
    async call() {
      const { target, calling } = store.getState();
      if (!target || target.number === null || target.cannotBecause !== null || calling) return;
      const mine = asked;
      store.setState({ calling: true, answer: null });
      const answer = await bridge
        .request('dial:call', { number: target.number })
        .catch((): ActAnswer => ({ result: 'refused', refusal: 'failed', detail: null }));
      const name = target.contactName ?? target.numberFormatted ?? target.number;
      if (answer.result === 'done') showRinging(name);
      if (mine !== asked) return;
      store.setState(answer.result === 'done' ? closed : { calling: false, answer });
    },
    dismissRinging: () => showRinging(null),
  };
}

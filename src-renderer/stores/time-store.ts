import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type {
  TimeEditAsk,
  TimeExportAnswer,
  TimeExportAsk,
  TimeList,
  TimeRow,
} from '../../src-preload/contract/time.ts';
import { daysOf, type Period } from '../time/periods.ts';

export interface TimeData {
  period: Period;
  whose: 'mine' | 'all';
  /** null until fetched. */
  list: TimeList | null;
  /** Whose card is on screen, and its entries. */
  callId: string | null;
  ofCall: TimeRow[];
  /** The last thing that was written could not be kept on this computer. */
  notSaved: boolean;
  invoiceNumber: string;
  exporting: TimeExportAsk['to'] | null;
  /** What became of the last export. */
  outcome: { to: TimeExportAsk['to']; answer: TimeExportAnswer } | null;
}

export interface TimeStore {
  store: StoreApi<TimeData>;
  start(): () => void;
  load(): Promise<void>;
  show(change: Partial<Pick<TimeData, 'period' | 'whose'>>): void;
  openCall(callId: string): void;
  edit(row: Pick<TimeRow, 'entryId' | 'callId'>, set: TimeEditAsk['set']): Promise<void>;
  setInvoiceNumber(text: string): void;
  export(to: TimeExportAsk['to'], exportedBefore?: TimeExportAsk['exportedBefore']): Promise<void>;
  forgetOutcome(): void;
}

/** Time to charge: the review list of a period, and the entries of the call on screen. */
export function createTimeStore(bridge: Bridge, now: () => Date = () => new Date()): TimeStore {
  const store = createStore<TimeData>(() => ({
    period: 'week',
    whose: 'mine',
    list: null,
    callId: null,
    ofCall: [],
    notSaved: false,
    invoiceNumber: '',
    exporting: null,
    outcome: null,
  }));
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  async function load(): Promise<void> {
    const { period, whose } = store.getState();
    const list = await bridge.request('time:list', { ...daysOf(period, now()), whose });
    const asked = store.getState();
    if (asked.period === period && asked.whose === whose) store.setState({ list });
  }
  async function loadCall(): Promise<void> {
    const { callId } = store.getState();
    if (callId === null) return;
    const ofCall = await bridge.request('time:of-call', { callId });
    if (store.getState().callId === callId) store.setState({ ofCall });
  }
  function reload(): void {
    if (store.getState().list !== null) quietly(load());
    quietly(loadCall());
  }

  return {
    store,
    start() {
      const undos = [
        bridge.on('items:changed', ({ kinds }) => {
          if (kinds.includes('time_entry')) reload();
        }),
        // A note, a link or a verified summary makes another draft.
        bridge.on('calls:changed', reload),
        bridge.on('insights:changed', ({ callId }) => {
          if (callId === store.getState().callId) quietly(loadCall());
        }),
      ];
      return () => {
        for (const undo of undos) undo();
      };
    },
    load,
    show(change) {
      store.setState({ ...change, outcome: null });
      quietly(load());
    },
    openCall(callId) {
      if (callId !== store.getState().callId) store.setState({ callId, ofCall: [] });
      quietly(loadCall());
    },
    async edit({ entryId, callId }, set) {
      try {
        await bridge.request('time:edit', { entryId, callId, set });
        store.setState({ notSaved: false });
      } catch {
        store.setState({ notSaved: true });
      }
      reload();
    },
    setInvoiceNumber: (invoiceNumber) => store.setState({ invoiceNumber }),
    async export(to, exportedBefore = 'refuse') {
      const { exporting, period, whose, invoiceNumber } = store.getState();
      if (exporting !== null) return;
      store.setState({ exporting: to, outcome: null });
      const ask = { to, ...daysOf(period, now()), whose, exportedBefore, invoiceNumber: invoiceNumber.trim() };
      const answer = await bridge
        .request('time:export', ask)
        .catch((): TimeExportAnswer => ({ result: 'refused', refusal: 'failed' }));
      store.setState({ exporting: null, outcome: { to, answer } });
      reload();
    },
    forgetOutcome: () => store.setState({ outcome: null }),
  };
}

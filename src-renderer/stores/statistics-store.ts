import { everybody, type StatisticsFilter } from '@callbrief/relay/wire/statistics';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { StatisticsExport, StatisticsView } from '../../src-preload/contract/statistics.ts';

export const periods = [7, 30, 91, 365] as const;
export type Period = (typeof periods)[number];

export interface StatisticsData {
  days: Period;
  filter: StatisticsFilter;
  /** What was added up last; stays on screen while it is added up anew. */
  view: StatisticsView | null;
  failed: boolean;
  /** What became of the last file: its path, or that it could not be written. */
  file: { saved: string } | 'not_saved' | null;
}

export interface StatisticsStore {
  store: StoreApi<StatisticsData>;
  load(): Promise<void>;
  choose(change: { days?: Period; filter?: Partial<StatisticsFilter> }): void;
  save(file: StatisticsExport): Promise<void>;
  /** While the screen is shown: calls that come in are added. @returns its own undo */
  follow(): () => void;
}

/** Calls come in bursts; the sum of a year takes a moment (ms). */
const AFTER_CALLS_MS = 3_000;

export function createStatisticsStore(bridge: Bridge): StatisticsStore {
  const store = createStore<StatisticsData>(() => ({
    days: 30,
    filter: everybody,
    view: null,
    failed: false,
    file: null,
  }));
  let asked = 0;

  async function load(): Promise<void> {
    const { days, filter } = store.getState();
    asked += 1;
    const question = asked;
    const view = await bridge.request('statistics:get', { days, ...filter }).catch(() => null);
    // An answer to an older question is not what is asked now.
    if (question === asked) store.setState(view ? { view, failed: false } : { failed: true });
  }

  return {
    store,
    load,
    choose({ days, filter }) {
      store.setState((now) => ({ days: days ?? now.days, filter: { ...now.filter, ...filter }, file: null }));
      void load();
    },
    async save(file) {
      const answer = await bridge.request('statistics:export', file).catch(() => ({ refused: 'failed' }) as const);
      if ('refused' in answer) store.setState({ file: 'not_saved' });
      else if (answer.saved !== null) store.setState({ file: { saved: answer.saved } });
    },
    follow() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const undo = bridge.on('calls:changed', ({ callIds }) => {
        // Names are said otherwise, or hidden: at once.
        if (callIds.length === 0) void load();
        else
          timer ??= setTimeout(() => {
            timer = undefined;
            void load();
          }, AFTER_CALLS_MS);
      });
      return () => {
        clearTimeout(timer);
        undo();
      };
    },
  };
}

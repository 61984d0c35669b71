import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type {
  MatterList,
  MatterListQuery,
  MatterListRow,
  MatterView,
  Timeline,
  TimelineEntry,
  TimelineQuery,
} from '../../src-preload/contract/matters.ts';
import { createPagedRows, pagedRow, type PagedRows } from './paged-rows.ts';

export type MattersTab = 'matters' | 'contacts';

/** One at a time. */
export type DirectoryDialog =
  | { kind: 'matter'; matterId: string | null }
  | { kind: 'contact'; contactId: string | null }
  | { kind: 'remove_matter'; matterId: string; title: string }
  | { kind: 'remove_contact'; contactId: string; title: string }
  | { kind: 'merge'; contactId: string | null }
  | { kind: 'note' }
  | { kind: 'task' };

export interface MattersData {
  tab: MattersTab;
  /** Null: the list is on screen. */
  openId: string | null;
  view: MatterView | null;
  /** The open one was removed, or is not this person's any more. */
  gone: boolean;
  /** Of the list. */
  selected: number;
  /** Rises when the keyboard should follow the selection into the list. */
  focusRequests: number;
  dialog: DirectoryDialog | null;
  finding: boolean;
}

export type MatterRows = PagedRows<
  Pick<MatterListQuery, 'filter' | 'search'>,
  MatterListRow,
  Pick<MatterList, 'counts' | 'mayCreate'>
>;
export type TimelineRows = PagedRows<
  Pick<TimelineQuery, 'filter' | 'find'>,
  TimelineEntry,
  Pick<Timeline, 'counts' | 'days' | 'coming'>
>;

export interface MattersStore {
  store: StoreApi<MattersData>;
  list: MatterRows;
  timeline: TimelineRows;
  start: () => () => void;
  /** The screen came up: what it shows is read. */
  enter: () => void;
  open: (matterId: string | null) => void;
  showTab: (tab: MattersTab) => void;
  select: (index: number) => void;
  move: (by: number) => void;
  openSelected: () => void;
  ask: (dialog: DirectoryDialog | null) => void;
  find: (on: boolean) => void;
}

const firstList: Pick<MatterListQuery, 'filter' | 'search'> = { filter: 'open', search: '' };
const firstTimeline: Pick<TimelineQuery, 'filter' | 'find'> = { filter: 'all', find: '' };

/** Matters: the list, and the one that is open with its timeline. */
export function createMattersStore(bridge: Bridge): MattersStore {
  const store = createStore<MattersData>(() => ({
    tab: 'matters',
    openId: null,
    view: null,
    gone: false,
    selected: 0,
    focusRequests: 0,
    dialog: null,
    finding: false,
  }));
  const list: MatterRows = createPagedRows(firstList, (query, window) =>
    bridge.request('matters:list', { ...query, ...window }),
  );
  const timeline: TimelineRows = createPagedRows(firstTimeline, async (query, window) => {
    const matterId = store.getState().openId;
    if (matterId === null) return null;
    const { entries, ...answer } = await bridge.request('matters:timeline', { matterId, ...query, ...window });
    // Another one was opened meanwhile.
    return store.getState().openId === matterId ? { ...answer, rows: entries } : null;
  });
  /** Nothing of it is on screen before: a computer that only rings asks nothing. */
  let entered = false;
  // What cannot be read leaves the screen as it was; the main process tells why in a notice.
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);

  async function load(): Promise<void> {
    const { openId } = store.getState();
    if (openId === null) return;
    const view = await bridge.request('matters:get', { matterId: openId });
    if (store.getState().openId !== openId) return;
    // What was there stays readable, and is told to be gone.
    store.setState(view === null ? { gone: true } : { view, gone: false });
  }

  let again: ReturnType<typeof setTimeout> | null = null;
  function changed(): void {
    if (!entered || again !== null) return;
    // Many changes in a row (catching up) become one reading.
    again = setTimeout(() => {
      again = null;
      quietly(list.refresh());
      quietly(load());
      quietly(timeline.refresh());
    }, 50);
  }

  function enter(): void {
    entered = true;
    quietly(list.refresh());
    quietly(load());
    quietly(timeline.refresh());
  }

  const matters: MattersStore = {
    store,
    list,
    timeline,
    start() {
      const undos = [
        bridge.on('calls:changed', changed),
        bridge.on('items:changed', changed),
        bridge.on('insights:changed', changed),
        () => again !== null && clearTimeout(again),
      ];
      return () => {
        for (const undo of undos.toReversed()) undo();
      };
    },
    enter,
    open(matterId) {
      const { openId } = store.getState();
      if (matterId === openId) return;
      store.setState({ tab: 'matters', openId: matterId, view: null, gone: false, finding: false });
      timeline.store.setState({ answer: null, pages: new Map() });
      timeline.ask({ filter: 'all', find: '' });
      if (matterId === null) store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
      else quietly(load());
    },
    showTab: (tab) => store.setState({ tab, openId: null, view: null, gone: false }),
    select: (selected) => store.setState({ selected }),
    move(by) {
      const total = list.store.getState().answer?.total ?? 0;
      if (total === 0) return;
      store.setState(({ selected, focusRequests }) => ({
        selected: Math.min(total - 1, Math.max(0, selected + by)),
        focusRequests: focusRequests + 1,
      }));
    },
    openSelected() {
      const row = pagedRow(list.store.getState().pages, store.getState().selected);
      if (row) matters.open(row.id);
    },
    ask: (dialog) => store.setState({ dialog }),
    find(on) {
      store.setState({ finding: on });
      if (!on) timeline.ask({ find: '' });
    },
  };
  list.store.subscribe((now, before) => {
    if (now.query !== before.query) store.setState({ selected: 0 });
  });
  return matters;
}

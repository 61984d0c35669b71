import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge, CallFilter, CallList, HistoryRow } from '../../src-preload/contract.ts';

export const PAGE_ROWS = 100;

export interface CallListData {
  filter: CallFilter;
  search: string;
  /** null until the first answer for the present question; the rows of the last one stay on screen meanwhile. */
  meta: Omit<CallList, 'rows'> | null;
  /** What `meta` and `pages` answer: the words to put beside them. */
  answered: { filter: CallFilter; search: string };
  /** Rows by page; pages far from the screen are not kept after a change. */
  pages: ReadonlyMap<number, readonly HistoryRow[]>;
  selectedId: string | null;
  /** The selected row is a message of this number (null: none); undefined: a call, or nothing. */
  selectedNumber: string | null | undefined;
  /** Place of the selected row; null when it is not among the loaded rows. */
  selectedIndex: number | null;
  /** Rises when the keyboard should follow the selection into the list. */
  focusRequests: number;
}

export interface CallListStore {
  store: StoreApi<CallListData>;
  start(): () => void;
  ask(question: Partial<{ filter: CallFilter; search: string }>): void;
  /** The list shows these rows; fetches what is missing. */
  show(first: number, last: number): void;
  select(index: number, options?: { focus: boolean }): void;
  /** A call from elsewhere: shown even when it is not in the present list. */
  selectCall(callId: string): void;
  move(by: number): void;
}

export const rowAt = (data: Pick<CallListData, 'pages'>, index: number): HistoryRow | undefined =>
  data.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];

/** Calls and messages, asked for in windows of 100 rows, so that 100,000 of them cost no more than what is on screen. */
export function createCallListStore(bridge: Bridge): CallListStore {
  const store = createStore<CallListData>(() => ({
    filter: 'all',
    search: '',
    meta: null,
    answered: { filter: 'all', search: '' },
    pages: new Map(),
    selectedId: null,
    selectedNumber: undefined,
    selectedIndex: null,
    focusRequests: 0,
  }));
  let visible = { first: 0, last: 0 };
  /** Rises with every question and change; an answer for an older one is dropped. */
  let generation = 0;
  let refreshing = false;
  let refreshAgain = false;
  const asked = new Set<number>();
  /** A row that is to be selected as soon as it is loaded. */
  let wanted: { index: number; options: { focus: boolean } } | null = null;

  const fetchPage = (page: number) => {
    const { filter, search } = store.getState();
    return bridge.request('calls:list', { filter, search, offset: page * PAGE_ROWS, limit: PAGE_ROWS });
  };
  const visiblePages = () => {
    const pages: number[] = [];
    for (let p = Math.floor(visible.first / PAGE_ROWS); p <= Math.floor(visible.last / PAGE_ROWS); p += 1)
      pages.push(p);
    return pages;
  };

  /** Fetches what is on screen again and forgets the rest. */
  async function refresh(isNewQuestion: boolean): Promise<void> {
    const mine = (generation += 1);
    asked.clear();
    if (isNewQuestion) visible = { first: 0, last: 0 };
    const { filter, search } = store.getState();
    wanted = null;
    const shown = visiblePages();
    const lists = await Promise.all(shown.map(fetchPage));
    const newest = lists[0];
    if (mine !== generation || !newest) return;
    const pages = new Map(shown.map((page, i) => [page, lists[i]?.rows ?? []]));
    store.setState((data) => ({
      meta: { ...newest, days: sameDays(data.meta?.days, newest.days) },
      answered: { filter, search },
      pages,
      ...placeSelection(data, pages, isNewQuestion),
    }));
  }

  /** Many changes in a row (catching up) become one refresh at a time. */
  async function refreshSoon(): Promise<void> {
    if (refreshing) {
      refreshAgain = true;
      return;
    }
    refreshing = true;
    try {
      await refresh(false);
    } finally {
      refreshing = false;
    }
    if (refreshAgain) {
      refreshAgain = false;
      await refreshSoon();
    }
  }
  // A list that cannot be read is told by a notice of the main process; the rows on screen stay.
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  const callList: CallListStore = {
    store,
    start() {
      quietly(refresh(true));
      return bridge.on('calls:changed', () => quietly(refreshSoon()));
    },
    ask(question: Partial<{ filter: CallFilter; search: string }>) {
      store.setState(question);
      quietly(refresh(true));
    },
    show(first: number, last: number) {
      visible = { first, last: Math.max(first, last) };
      const mine = generation;
      for (const page of visiblePages()) {
        if (store.getState().pages.has(page) || asked.has(page)) continue;
        asked.add(page);
        quietly(
          fetchPage(page).then(
            ({ rows }) => {
              if (mine !== generation) return;
              asked.delete(page);
              store.setState((data) => {
                const pages = new Map(data.pages).set(page, rows);
                return { pages, selectedIndex: indexOf(data.selectedId, pages) };
              });
              if (wanted && Math.floor(wanted.index / PAGE_ROWS) === page)
                callList.select(wanted.index, wanted.options);
            },
            () => void asked.delete(page),
          ),
        );
      }
    },
    select(index: number, options = { focus: false }) {
      wanted = null;
      const row = rowAt(store.getState(), index);
      if (!row) {
        // The end of a long list: it is selected when its page is here.
        wanted = { index, options };
        callList.show(index, index);
        return;
      }
      store.setState(({ focusRequests }) => ({
        selectedId: row.id,
        selectedNumber: numberOf(row),
        selectedIndex: index,
        focusRequests: options.focus ? focusRequests + 1 : focusRequests,
      }));
    },
    selectCall(callId: string) {
      store.setState(({ pages }) => ({
        selectedId: callId,
        selectedNumber: undefined,
        selectedIndex: indexOf(callId, pages),
      }));
    },
    move(by: number) {
      const { meta, selectedIndex } = store.getState();
      if (!meta || meta.total === 0) return;
      const from = selectedIndex ?? (by > 0 ? -1 : 0);
      callList.select(Math.min(meta.total - 1, Math.max(0, from + by)), { focus: true });
    },
  };
  return callList;
}

/** The same days stay the same object, so that a list of 100,000 rows is not measured again for each call. */
function sameDays(before: CallList['days'] | undefined, days: CallList['days']): CallList['days'] {
  const same =
    before?.length === days.length &&
    days.every(({ day, count }, i) => before[i]?.day === day && before[i].count === count);
  return same ? before : days;
}

function indexOf(callId: string | null, pages: ReadonlyMap<number, readonly HistoryRow[]>): number | null {
  if (callId === null) return null;
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.id === callId);
    if (at >= 0) return page * PAGE_ROWS + at;
  }
  return null;
}

/** A new question selects its first row, unless the selected call is among the answers. */
function placeSelection(
  data: CallListData,
  pages: ReadonlyMap<number, readonly HistoryRow[]>,
  isNewQuestion: boolean,
): Pick<CallListData, 'selectedId' | 'selectedNumber' | 'selectedIndex'> {
  const index = indexOf(data.selectedId, pages);
  const first = pages.get(0)?.[0];
  if (index === null && first && (isNewQuestion || data.selectedId === null))
    return { selectedId: first.id, selectedNumber: numberOf(first), selectedIndex: 0 };
  return { selectedId: data.selectedId, selectedNumber: data.selectedNumber, selectedIndex: index };
}

const numberOf = (row: HistoryRow) => (row.kind === 'message' ? row.number : undefined);

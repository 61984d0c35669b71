import { createStore, type StoreApi } from 'zustand/vanilla';

const PAGE_ROWS = 60;

export interface PagedData<Query, Row, Answer> {
  query: Query;
  /** Null until the first answer; the rows of the last question stay on screen meanwhile. */
  answer: (Answer & { total: number }) | null;
  /** What `answer` and `pages` answer. */
  answered: Query;
  pages: ReadonlyMap<number, readonly Row[]>;
}

export interface PagedRows<Query, Row, Answer> {
  store: StoreApi<PagedData<Query, Row, Answer>>;
  ask: (question: Partial<Query>) => void;
  /** These rows are on screen: what is missing is fetched. */
  show: (first: number, last: number) => void;
  /** Something changed: what is on screen is fetched again, the rest is forgotten. */
  refresh: () => Promise<void>;
}

export const pagedRow = <Row>(pages: ReadonlyMap<number, readonly Row[]>, index: number): Row | undefined =>
  pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];

/** Rows that are asked for in windows, so that a list of thousands costs no more than what is on screen. */
export function createPagedRows<Query extends object, Row, Answer extends object>(
  first: Query,
  /** Null: there is nothing to ask about; what stands there stays. */
  fetchPage: (
    query: Query,
    window: { offset: number; limit: number },
  ) => Promise<(Answer & { rows: readonly Row[]; total: number }) | null>,
): PagedRows<Query, Row, Answer> {
  const store = createStore<PagedData<Query, Row, Answer>>(() => ({
    query: first,
    answer: null,
    answered: first,
    pages: new Map(),
  }));
  let visible = { first: 0, last: 0 };
  /** Rises with every question and change; an answer for an older one is dropped. */
  let generation = 0;
  const asked = new Set<number>();
  const fetchAt = (page: number) => fetchPage(store.getState().query, { offset: page * PAGE_ROWS, limit: PAGE_ROWS });

  function visiblePages(): number[] {
    const from = Math.floor(visible.first / PAGE_ROWS);
    const to = Math.floor(visible.last / PAGE_ROWS);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  }

  async function refresh(): Promise<void> {
    const mine = (generation += 1);
    asked.clear();
    const { query } = store.getState();
    const shown = visiblePages();
    const answers = await Promise.all(shown.map(fetchAt));
    const [newest] = answers;
    if (mine !== generation || newest == null) return;
    store.setState({
      answer: newest,
      answered: query,
      pages: new Map(shown.map((page, index) => [page, answers[index]?.rows ?? []])),
    });
  }

  return {
    store,
    refresh,
    ask(question) {
      store.setState(({ query }) => ({ query: { ...query, ...question } }));
      visible = { first: 0, last: 0 };
      void refresh().catch(() => undefined);
    },
    show(from, to) {
      visible = { first: from, last: Math.max(from, to) };
      const mine = generation;
      for (const page of visiblePages()) {
        if (store.getState().pages.has(page) || asked.has(page)) continue;
        asked.add(page);
        void fetchAt(page).then(
          (answer) => {
            if (mine !== generation || answer === null) return;
            asked.delete(page);
            store.setState(({ pages }) => ({ pages: new Map(pages).set(page, answer.rows) }));
          },
          () => void asked.delete(page),
        );
      }
    },
  };
}

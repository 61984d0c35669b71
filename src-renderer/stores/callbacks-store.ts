import type { CallbackDid } from '@callbrief/relay/wire/callback';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type {
  CallbackDetail,
  CallbackGroup,
  CallbackList,
  CallbackRow,
  CallbackSet,
  NewCallbackSet,
} from '../../src-preload/contract/callbacks.ts';

export type CallbackScope = 'mine' | 'my_lawyers' | 'everyone';
/** Whom the caller wanted: `person:<id>`, `team:<id>`. */
export type ForFilter = 'all' | `person:${string}` | `team:${string}`;

export interface CallbacksData {
  /** null until the first answer; `failed`: it could not be read. */
  list: CallbackList | null;
  failed: boolean;
  scope: CallbackScope;
  forFilter: ForFilter;
  /** The closed ones are folded away. */
  closedOpen: boolean;
  selectedId: string | null;
  /** Of the selected one; the last one stays until it is here. */
  detail: CallbackDetail | null;
  adding: boolean;
  assigning: boolean;
  /** Its caller, reason and for whom are being written anew. */
  editing: boolean;
  /** The last change, for the strip that takes it back; null: none, or it left. */
  changed: { id: string; title: string | null; what: 'closed' | 'added'; times: number } | null;
  /** What the last undo could not do, or that a change was not kept. */
  told: 'changed_since' | 'nothing' | 'not_saved' | null;
  /** Rises when the keyboard should follow the selection into the table. */
  focusRequests: number;
}

export interface CallbacksStore {
  store: StoreApi<CallbacksData>;
  start: () => () => void;
  show: (scope: CallbackScope) => void;
  showFor: (filter: ForFilter) => void;
  foldClosed: (open: boolean) => void;
  select: (callbackId: string, options?: { focus: boolean }) => void;
  move: (by: number) => void;
  edit: (set: CallbackSet, did?: CallbackDid | null) => void;
  editRow: (row: CallbackRow, set: CallbackSet, did?: CallbackDid | null) => void;
  setAdding: (on: boolean) => void;
  setAssigning: (on: boolean) => void;
  setEditing: (on: boolean) => void;
  /** As `edit`; the dialog stays open until it was kept. */
  rewrite: (set: CallbackSet) => Promise<void>;
  /** @returns whether it was kept */
  add: (callbackId: string, set: NewCallbackSet) => Promise<boolean>;
  undo: () => void;
  dismiss: () => void;
}

/** Groups move by themselves while time passes. */
const REFRESH_MS = 30_000;

/** What the table shows, in its order. */
export function rowsShown({ list, scope, forFilter, closedOpen }: CallbacksData): CallbackRow[] {
  return rowsInScope({ list, scope, forFilter }).filter(({ group }) => group !== 'closed' || closedOpen);
}

export function rowsInScope({
  list,
  scope,
  forFilter,
}: Pick<CallbacksData, 'list' | 'scope' | 'forFilter'>): CallbackRow[] {
  return (list?.rows ?? []).filter(
    (row) =>
      (scope === 'everyone' || row.mine || (scope === 'my_lawyers' && row.ofMyLawyers)) &&
      (forFilter === 'all' || (row.for !== null && forFilter === `${row.for.kind}:${row.for.id}`)),
  );
}

export const callbackGroups: readonly CallbackGroup[] = ['overdue', 'soon', 'later_today', 'later', 'closed'];

export function createCallbacksStore(bridge: Bridge): CallbacksStore {
  const store = createStore<CallbacksData>(() => ({
    list: null,
    failed: false,
    scope: 'everyone',
    forFilter: 'all',
    closedOpen: false,
    selectedId: null,
    detail: null,
    adding: false,
    assigning: false,
    editing: false,
    changed: null,
    told: null,
    focusRequests: 0,
  }));
  let running: Promise<void> | null = null;
  let again = false;

  async function loadDetail(): Promise<void> {
    const { selectedId } = store.getState();
    const detail = selectedId === null ? null : await bridge.request('callbacks:get', { callbackId: selectedId });
    if (store.getState().selectedId === selectedId) store.setState({ detail: detail ?? null });
  }

  async function read(): Promise<void> {
    try {
      const list = await bridge.request('callbacks:list');
      // A pretend main process of a test may have none.
      if (list) keep(list);
      await loadDetail();
    } catch {
      // What is on screen stays; the main process tells why in a notice.
      store.setState({ failed: true });
    }
  }

  /** Many changes in a row become one reading at a time. Resolves when all of them are read. */
  function refresh(): Promise<void> {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await read();
      }
    })().finally(() => {
      running = null;
    });
    return running;
  }

  function keep(list: CallbackList): void {
    store.setState((data) => {
      const next = { ...data, list, failed: false };
      return { list, failed: false, selectedId: settle(data, next) };
    });
  }

  /** The same one stays selected while it is there; where it went from the table, its neighbour is. */
  function settle(before: CallbacksData, now: CallbacksData): string | null {
    const shown = rowsShown(now);
    const { selectedId } = before;
    if (shown.some(({ id }) => id === selectedId)) return selectedId;
    const place = rowsShown(before).findIndex(({ id }) => id === selectedId);
    return shown[Math.min(Math.max(0, place), shown.length - 1)]?.id ?? null;
  }

  const quietly = (work: Promise<void>) => void work.catch(() => undefined);

  function choose(change: Partial<CallbacksData>): void {
    store.setState((data) => {
      const next = { ...data, ...change };
      return { ...change, selectedId: settle(data, next) };
    });
    quietly(loadDetail());
  }

  function select(selectedId: string, options = { focus: false }): void {
    store.setState(({ focusRequests }) => ({
      selectedId,
      assigning: false,
      editing: false,
      focusRequests: options.focus ? focusRequests + 1 : focusRequests,
    }));
    quietly(loadDetail());
  }

  async function write(row: CallbackRow, set: CallbackSet, did: CallbackDid | null): Promise<void> {
    const closes = did === 'reached' || set.status === 'ok' || set.status === 'for_info';
    try {
      await bridge.request('callbacks:edit', { callbackId: row.id, set, did });
    } catch {
      store.setState({ told: 'not_saved' });
      return;
    }
    store.setState(({ changed }) => ({
      told: null,
      changed:
        closes && row.closed === null
          ? { id: row.id, title: row.title, what: 'closed', times: (changed?.times ?? 0) + 1 }
          : changed?.id === row.id
            ? null
            : changed,
    }));
    await refresh();
  }

  function edit(set: CallbackSet, did: CallbackDid | null = null): void {
    const { selectedId, list } = store.getState();
    const row = list?.rows.find(({ id }) => id === selectedId);
    if (row) quietly(write(row, set, did));
  }

  return {
    store,
    start() {
      quietly(refresh());
      const timer = setInterval(() => quietly(refresh()), REFRESH_MS);
      const undos = [
        bridge.on('items:changed', ({ kinds }) => {
          if (kinds.includes('callback')) quietly(refresh());
        }),
        // Names, matters and calls stand in the rows.
        bridge.on('calls:changed', () => quietly(refresh())),
        () => clearInterval(timer),
      ];
      return () => {
        for (const undo of undos) undo();
      };
    },
    show: (scope) => choose({ scope }),
    showFor: (forFilter) => choose({ forFilter }),
    foldClosed: (closedOpen) => choose({ closedOpen }),
    select,
    move(by) {
      const data = store.getState();
      const shown = rowsShown(data);
      if (shown.length === 0) return;
      const at = shown.findIndex(({ id }) => id === data.selectedId);
      const to = Math.min(Math.max(0, at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by), shown.length - 1);
      const row = shown[to];
      if (row) select(row.id, { focus: true });
    },
    edit,
    editRow: (row, set, did = null) => quietly(write(row, set, did)),
    setAdding: (adding) => store.setState({ adding, told: null }),
    setAssigning: (assigning) => store.setState({ assigning }),
    setEditing: (editing) =>
      store.setState(({ detail, selectedId }) => ({ editing: editing && detail?.id === selectedId, told: null })),
    async rewrite(set) {
      const { selectedId, list, focusRequests } = store.getState();
      const row = list?.rows.find(({ id }) => id === selectedId);
      if (row && Object.keys(set).length > 0) await write(row, set, null);
      if (store.getState().told !== 'not_saved') store.setState({ editing: false, focusRequests: focusRequests + 1 });
    },
    async add(callbackId, set) {
      try {
        await bridge.request('callbacks:add', { callbackId, set });
      } catch {
        store.setState({ told: 'not_saved' });
        return false;
      }
      store.setState({ adding: false, told: null });
      await refresh();
      const { list } = store.getState();
      const row = list?.rows.find(({ id }) => id === callbackId);
      if (row) {
        // It may not be among those that are shown: then it is told that it is there.
        if (rowsShown(store.getState()).some(({ id }) => id === callbackId)) select(callbackId, { focus: true });
        store.setState(({ changed }) => ({
          changed: { id: row.id, title: row.title, what: 'added', times: (changed?.times ?? 0) + 1 },
        }));
      }
      return true;
    },
    undo() {
      quietly(
        bridge.request('callbacks:undo').then(async (undone) => {
          store.setState({ changed: null, told: undone.result === 'undone' ? null : undone.result });
          await refresh();
          if (undone.result === 'undone' && rowsShown(store.getState()).some(({ id }) => id === undone.itemId))
            select(undone.itemId, { focus: true });
        }),
      );
    },
    dismiss: () => store.setState({ changed: null, told: null }),
  };
}

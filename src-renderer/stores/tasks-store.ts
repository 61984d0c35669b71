import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../src-preload/contract.ts';
import type { NewTaskSet, TaskGroup, TaskList, TaskRow, TaskSet } from '../../src-preload/contract/tasks.ts';

export interface TasksData {
  list: TaskList | null;
  failed: boolean;
  scope: 'mine' | 'everyone';
  doneOpen: boolean;
  selectedId: string | null;
  /** What is being done to the selected task, in the table or over it. */
  doing: 'add' | 'title' | 'due' | 'assign' | null;
  /** The last change, for the strip that takes it back. */
  changed: { id: string; title: string; what: 'done' | 'removed'; times: number } | null;
  told: 'changed_since' | 'nothing' | 'not_saved' | null;
  focusRequests: number;
}

export interface TasksStore {
  store: StoreApi<TasksData>;
  start: () => () => void;
  show: (scope: TasksData['scope']) => void;
  foldDone: (open: boolean) => void;
  select: (taskId: string, options?: { focus: boolean }) => void;
  /** A task from elsewhere, also where it is not mine or already done. */
  reveal: (taskId: string) => void;
  move: (by: number) => void;
  edit: (set: TaskSet) => void;
  editRow: (row: TaskRow, set: TaskSet) => void;
  /** Done, or open again. */
  toggle: (row: TaskRow) => void;
  begin: (doing: TasksData['doing']) => void;
  add: (taskId: string, set: NewTaskSet) => Promise<boolean>;
  undo: () => void;
  dismiss: () => void;
}

const REFRESH_MS = 30_000;

export const taskGroups: readonly TaskGroup[] = ['overdue', 'today', 'this_week', 'later', 'no_date', 'done'];

export const tasksInScope = ({ list, scope }: Pick<TasksData, 'list' | 'scope'>): TaskRow[] =>
  (list?.rows ?? []).filter(({ mine }) => scope === 'everyone' || mine);

/** What the table shows, in its order. */
export const tasksShown = (data: Pick<TasksData, 'list' | 'scope' | 'doneOpen'>): TaskRow[] =>
  tasksInScope(data).filter(({ group }) => group !== 'done' || data.doneOpen);

export function createTasksStore(bridge: Bridge): TasksStore {
  const store = createStore<TasksData>(() => ({
    list: null,
    failed: false,
    scope: 'mine',
    doneOpen: false,
    selectedId: null,
    doing: null,
    changed: null,
    told: null,
    focusRequests: 0,
  }));
  let running: Promise<void> | null = null;
  let again = false;

  async function read(): Promise<void> {
    try {
      const list = await bridge.request('tasks:list');
      if (list) {
        store.setState((data) => ({ list, failed: false, selectedId: settle(data, { ...data, list }) }));
      }
    } catch {
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

  /** The same one stays selected while it is there; else its neighbour. */
  function settle(before: TasksData, now: TasksData): string | null {
    const shown = tasksShown(now);
    const { selectedId } = before;
    if (shown.some(({ id }) => id === selectedId)) return selectedId;
    const place = tasksShown(before).findIndex(({ id }) => id === selectedId);
    return shown[Math.min(Math.max(0, place), shown.length - 1)]?.id ?? null;
  }

  const quietly = (work: Promise<void>) => void work.catch(() => undefined);
  const choose = (change: Partial<TasksData>) =>
    store.setState((data) => ({ ...change, selectedId: settle(data, { ...data, ...change }) }));

  function select(selectedId: string, options = { focus: false }): void {
    store.setState(({ focusRequests }) => ({
      selectedId,
      doing: null,
      focusRequests: options.focus ? focusRequests + 1 : focusRequests,
    }));
  }

  async function write(row: TaskRow, set: TaskSet): Promise<void> {
    try {
      await bridge.request('tasks:edit', { taskId: row.id, set });
    } catch {
      store.setState({ told: 'not_saved' });
      return;
    }
    const what = set.state === 'done' ? ('done' as const) : set.state === 'removed' ? ('removed' as const) : null;
    store.setState(({ changed }) => ({
      doing: null,
      told: null,
      changed: what === null ? null : { id: row.id, title: row.title, what, times: (changed?.times ?? 0) + 1 },
    }));
    await refresh();
    // The keyboard goes on where it was.
    store.setState(({ focusRequests }) => ({ focusRequests: focusRequests + 1 }));
  }

  function selected(): TaskRow | undefined {
    const { selectedId, list } = store.getState();
    return list?.rows.find(({ id }) => id === selectedId);
  }

  return {
    store,
    start() {
      quietly(refresh());
      const timer = setInterval(() => quietly(refresh()), REFRESH_MS);
      const undos = [
        bridge.on('items:changed', ({ kinds }) => {
          if (kinds.includes('task')) quietly(refresh());
        }),
        bridge.on('calls:changed', ({ callIds }) => {
          // A contact, a matter or a person may be named otherwise.
          if (callIds.length === 0) quietly(refresh());
        }),
        () => clearInterval(timer),
      ];
      return () => {
        for (const undo of undos) undo();
      };
    },
    show: (scope) => choose({ scope }),
    foldDone: (doneOpen) => choose({ doneOpen }),
    select,
    reveal(taskId) {
      quietly(
        refresh().then(() => {
          const row = store.getState().list?.rows.find(({ id }) => id === taskId);
          if (!row) return;
          if (!row.mine) store.setState({ scope: 'everyone' });
          if (row.group === 'done') store.setState({ doneOpen: true });
          select(taskId, { focus: true });
        }),
      );
    },
    move(by) {
      const data = store.getState();
      const shown = tasksShown(data);
      if (shown.length === 0) return;
      const at = shown.findIndex(({ id }) => id === data.selectedId);
      const to = Math.min(Math.max(0, at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by), shown.length - 1);
      const row = shown[to];
      if (row) select(row.id, { focus: true });
    },
    edit(set) {
      const row = selected();
      if (row) quietly(write(row, set));
    },
    editRow: (row, set) => quietly(write(row, set)),
    toggle: (row) => quietly(write(row, { state: row.group === 'done' ? 'open' : 'done' })),
    begin: (doing) => store.setState({ doing, told: null }),
    async add(taskId, set) {
      try {
        await bridge.request('tasks:add', { taskId, set });
      } catch {
        store.setState({ told: 'not_saved' });
        return false;
      }
      store.setState({ doing: null, told: null });
      await refresh();
      if (tasksShown(store.getState()).some(({ id }) => id === taskId)) select(taskId, { focus: true });
      return true;
    },
    undo() {
      quietly(
        bridge.request('tasks:undo').then(async (undone) => {
          store.setState({ changed: null, told: undone.result === 'undone' ? null : undone.result });
          await refresh();
          if (undone.result === 'undone' && tasksShown(store.getState()).some(({ id }) => id === undone.itemId))
            select(undone.itemId, { focus: true });
        }),
      );
    },
    dismiss: () => store.setState({ changed: null, told: null }),
  };
}

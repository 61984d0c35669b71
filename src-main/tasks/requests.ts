import type { Task, TaskFields } from '@callbrief/relay/wire/task';
import type { Undone } from '../../src-preload/contract/callbacks.ts';
import type { TaskRequests } from '../../src-preload/contract/tasks.ts';
import { takenBack, type UndoStack } from '../changes/undo-stack.ts';
import type { Change, History } from '../history/history.ts';
import type { RequestHandlers } from '../ipc/answer-request.ts';
import { DONE_SHOWN_MS, listTasks } from './task-list.ts';

export interface TaskHandlersOptions {
  history: () => History;
  undo: UndoStack;
  write: (changes: Change[]) => void;
  now: () => Date;
  timeZone: () => string;
  newId: () => string;
}

/** What each request about tasks does. */
export function createTaskHandlers(options: TaskHandlersOptions): Pick<RequestHandlers, keyof TaskRequests> {
  const { history, undo, write, now, timeZone, newId } = options;
  const change = (itemId: string, set: Partial<TaskFields>) =>
    ({ kind: 'edit_item', item: 'task', itemId, editId: newId(), set, did: null }) satisfies Change;

  function writeAndRemember(itemId: string, set: Partial<TaskFields>, before: Task | null): void {
    const made = change(itemId, set);
    undo.add({ change: made, before });
    write([made]);
  }

  function takeBack(): Undone {
    const entry = undo.take();
    if (entry === null) return { result: 'nothing' };
    const { itemId } = entry.change;
    const current = history().items.item('task', itemId);
    const set = current && takenBack(entry, current, { state: 'removed' });
    if (set === null) return { result: 'changed_since', itemId };
    write([change(itemId, set as Partial<TaskFields>)]);
    return { result: 'undone', itemId };
  }

  return {
    'tasks:list': () => {
      const store = history();
      const office = store.office();
      const since = new Date(now().getTime() - DONE_SHOWN_MS).toISOString();
      return listTasks([...store.items.all('task', 'owed'), ...store.items.settledSince('task', since)], {
        lookUps: store,
        me: office && store.person(office.personId),
        people: store.people(),
        clock: { now: now(), timeZone: timeZone() },
      });
    },
    'tasks:edit': ({ taskId, set }) => {
      const task = history().items.item('task', taskId);
      // Withheld meanwhile: there is nothing to write on.
      if (task !== null) writeAndRemember(taskId, set, task);
    },
    'tasks:add': ({ taskId, set }) => {
      if (history().items.item('task', taskId) === null) writeAndRemember(taskId, { ...set, source: 'person' }, null);
    },
    'tasks:undo': takeBack,
  };
}

import type { TaskFields } from '@callbrief/relay/wire/task';
import type { MatterRef, PersonRef, Undone } from './callbacks.ts';

/** What people of the firm have to do, from this computer. Everything works offline. */
export interface TaskRequests {
  'tasks:list': { ask: void; answer: TaskList };
  'tasks:edit': { ask: { taskId: string; set: TaskSet }; answer: void };
  /** `taskId` is made by the window once, so that pressing twice adds once. */
  'tasks:add': { ask: { taskId: string; set: NewTaskSet }; answer: void };
  /** Takes back the last change that was made here since the app started. */
  'tasks:undo': { ask: void; answer: Undone };
}

export type TaskSet = Partial<Pick<TaskFields, 'title' | 'due' | 'remindAt' | 'assigneePersonId' | 'state'>>;
export type NewTaskSet = Pick<TaskFields, 'kind' | 'title' | 'due' | 'remindAt' | 'assigneePersonId' | 'matterId'>;

export type TaskGroup = 'overdue' | 'today' | 'this_week' | 'later' | 'no_date' | 'done';

export interface TaskList {
  /** In the order of the groups, in each by when it is due; done ones newest first. */
  rows: TaskRow[];
  /** Open tasks of mine that are due today or overdue: what the badge on the rail counts. */
  badge: { overdue: number; today: number };
  people: PersonRef[];
  /** The civil day at the firm: `2026-11-19`. */
  today: string;
}

export interface TaskRow {
  id: string;
  group: TaskGroup;
  kind: TaskFields['kind'];
  title: string;
  /** The words it is taken from. */
  quote: string | null;
  due: TaskFields['due'];
  remindAt: string | null;
  assignee: PersonRef | null;
  /** Who wrote it, where another gave it to me. */
  fromName: string | null;
  /** The call it is from, with who that was. */
  call: { id: string; title: string | null; at: string } | null;
  contactName: string | null;
  matter: MatterRef | null;
  byMachine: boolean;
  mine: boolean;
  done: { byName: string; at: string } | null;
}

import type { Person } from '@callbrief/relay/wire/directory';
import type { Task } from '@callbrief/relay/wire/task';
import { otherNumber } from '@callbrief/relay/wire/call';
import type { TaskGroup, TaskList, TaskRow } from '../../src-preload/contract/tasks.ts';
import { clockAt, dayAt, lastDayOfWeek } from '../calendar/local-day.ts';
import { matterRef, personRef } from '../callbacks/callback-row.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import type { History } from '../history/history.ts';

/** For so long what is done can be looked up on the screen. */
export const DONE_SHOWN_MS = 14 * 86_400_000;

export interface TaskClock {
  now: Date;
  timeZone: string;
}

export interface SeenTasks {
  lookUps: Pick<History, 'call' | 'contact' | 'matter' | 'person'>;
  me: Person | null;
  clock: TaskClock;
}

const order: Record<TaskGroup, number> = { overdue: 0, today: 1, this_week: 2, later: 3, no_date: 4, done: 5 };

/** Under which heading it stands. Pure. A day counts until it is over; with a time, until then. */
export function taskGroupOf({ state, due }: Pick<Task, 'state' | 'due'>, { now, timeZone }: TaskClock): TaskGroup {
  if (state !== 'open') return 'done';
  if (due === null) return 'no_date';
  const today = dayAt(now, timeZone);
  if (due.date < today) return 'overdue';
  if (due.date === today) return due.time !== null && due.time < clockAt(now, timeZone) ? 'overdue' : 'today';
  return due.date <= lastDayOfWeek(today) ? 'this_week' : 'later';
}

/** What is to be done, as it stands at this moment. Pure. What was removed is not shown. */
export function listTasks(tasks: readonly Task[], seen: SeenTasks & { people: readonly Person[] }): TaskList {
  const { me, clock, people } = seen;
  const rows = tasks
    .filter(({ state }) => state !== 'removed')
    .map((task) => describeTask(task, seen))
    .sort(inOrder);
  const counted = (group: TaskGroup) => rows.filter((row) => row.mine && row.group === group).length;
  return {
    rows,
    badge: { overdue: counted('overdue'), today: counted('today') },
    people: people.map((person) => personRef(person, me)).sort((a, b) => a.name.localeCompare(b.name)),
    today: dayAt(clock.now, clock.timeZone),
  };
}

function describeTask(task: Task, { lookUps, me, clock }: SeenTasks): TaskRow {
  const { id, kind, title, quote, due, remindAt, source } = task;
  const call = task.callId === null ? null : lookUps.call(task.callId);
  const contactId = task.contactId ?? call?.contactId ?? null;
  const contact = contactId === null ? null : lookUps.contact(contactId);
  const matterId = task.matterId ?? call?.matterId ?? null;
  const matter = matterId === null ? null : lookUps.matter(matterId);
  const assignee = task.assigneePersonId === null ? null : lookUps.person(task.assigneePersonId);
  const number = call && otherNumber(call);
  const state = task.stamps['state'];
  const given = task.stamps['assigneePersonId'];
  return {
    id,
    group: taskGroupOf(task, clock),
    kind,
    title,
    quote,
    due,
    remindAt,
    assignee: assignee && personRef(assignee, me),
    fromName: given !== undefined && given.byPersonId !== assignee?.id ? given.byName : null,
    call: call && {
      id: call.id,
      title: contact?.name ?? (number === null ? null : formatNumber(number)),
      at: call.startedAt,
    },
    contactName: contact?.name ?? null,
    matter: matter && matterRef(matter),
    byMachine: source === 'agent',
    mine: me !== null && isMine(task, me.id),
    done: task.state === 'done' && state ? { byName: state.byName, at: state.at } : null,
  };
}

/** Given to me; or mine by writing it, and given to nobody. */
export function isMine({ assigneePersonId, stamps }: Task, personId: string): boolean {
  return assigneePersonId === null ? stamps['title']?.byPersonId === personId : assigneePersonId === personId;
}

function inOrder(a: TaskRow, b: TaskRow): number {
  if (a.group !== b.group) return order[a.group] - order[b.group];
  if (a.group === 'done') return compare(b.done?.at ?? '', a.done?.at ?? '');
  // A day without a time ends after all its times.
  const key = ({ due }: TaskRow) => (due === null ? '' : `${due.date} ${due.time ?? '24:00'}`);
  return compare(key(a), key(b)) || compare(a.title, b.title) || compare(a.id, b.id);
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

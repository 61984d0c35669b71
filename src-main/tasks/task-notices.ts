import type { Task } from '@callbrief/relay/wire/task';
import type { History } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';
import type { Log } from '../logging/log.ts';
import type { Clock } from '../relay-link/clock.ts';
import { isMine } from './task-list.ts';

/** One quiet notification. What the task says is not in it: it may stand on a locked screen. */
export type TaskNotice =
  | { kind: 'reminder'; taskId: string; about: string | null }
  | { kind: 'reminders'; count: number }
  | { kind: 'assigned'; taskId: string; isHandOver: boolean; byName: string }
  | { kind: 'assigned_several'; count: number };

export interface TaskNotices {
  /** Tasks changed, the computer woke up, or the first fill is over: looks again. */
  check(): void;
  close(): void;
}

export interface TaskNoticesOptions {
  history: Pick<History, 'items' | 'office' | 'contact' | 'matter' | 'remembered' | 'fillFinished'>;
  clock: Clock;
  notify: (notice: TaskNotice) => void;
  log: Log;
}

/** A timer stands still while the computer sleeps, so it is never set for longer (ms). */
const LONGEST_WAIT_MS = 60_000;
const REMINDED = 'tasks.reminded';
const ASSIGNED = 'tasks.assigned';

/**
 * Tells once of reminders that are due and of tasks that somebody else gave to me: also after a restart, and all that came
 * up meanwhile as one. What was told is remembered by task, with the time or the writing it was told of.
 */
export function createTaskNotices({ history, clock, notify, log }: TaskNoticesOptions): TaskNotices {
  let undoTimer: (() => void) | null = null;
  let closed = false;

  const told = (key: string): Record<string, string> | null => {
    const text = history.remembered.get(key);
    return text === null ? null : (JSON.parse(text) as Record<string, string>);
  };
  const remember = (key: string, value: Record<string, string>) =>
    rememberIfRoom(history.remembered, key, JSON.stringify(value));

  function check(): void {
    if (closed) return;
    undoTimer?.();
    undoTimer = null;
    const me = history.office()?.personId;
    // Until all is here, nobody knows what is new.
    if (me === undefined || !history.fillFinished()) return;
    const open = history.items.all('task', 'owed');
    const mine = open.filter((task) => isMine(task, me));
    tellAssigned(mine, me);
    tellReminders(mine);
    wait(mine);
  }

  function tellAssigned(mine: readonly Task[], me: string): void {
    const before = told(ASSIGNED);
    const given = mine.flatMap((task) => {
      const by = task.stamps['assigneePersonId'];
      return by !== undefined && by.byPersonId !== me && task.kind !== 'reminder' ? [{ task, by }] : [];
    });
    const now = Object.fromEntries(given.map(({ task, by }) => [task.id, by.editId]));
    const fresh = before === null ? [] : given.filter(({ task, by }) => before[task.id] !== by.editId);
    if (before !== null && JSON.stringify(before) === JSON.stringify(now)) return;
    // First what was told, then the telling: twice is worse than once too few.
    remember(ASSIGNED, now);
    const [only, another] = fresh;
    if (only === undefined) return;
    log.info('task_notice', { kind: 'assigned', count: fresh.length });
    notify(
      another === undefined
        ? { kind: 'assigned', taskId: only.task.id, isHandOver: only.task.kind === 'hand_over', byName: only.by.byName }
        : { kind: 'assigned_several', count: fresh.length },
    );
  }

  function tellReminders(mine: readonly Task[]): void {
    const before = told(REMINDED) ?? {};
    const now = clock.now().toISOString();
    const due = mine.flatMap((task) =>
      task.remindAt !== null && task.remindAt <= now ? [{ task, remindAt: task.remindAt }] : [],
    );
    const fresh = due.filter(({ task, remindAt }) => before[task.id] !== remindAt);
    if (fresh.length === 0) return;
    remember(REMINDED, Object.fromEntries(due.map(({ task, remindAt }) => [task.id, remindAt])));
    log.info('task_notice', { kind: 'reminder', count: fresh.length });
    const [only, another] = fresh;
    if (only !== undefined)
      notify(
        another === undefined
          ? { kind: 'reminder', taskId: only.task.id, about: aboutOf(only.task) }
          : { kind: 'reminders', count: fresh.length },
      );
  }

  function aboutOf({ contactId, matterId }: Task): string | null {
    const contact = contactId === null ? null : history.contact(contactId);
    return contact?.name ?? (matterId === null ? null : (history.matter(matterId)?.number ?? null));
  }

  function wait(mine: readonly Task[]): void {
    const nowMs = clock.now().getTime();
    const ahead = mine.flatMap(({ remindAt }) => (remindAt === null ? [] : [Date.parse(remindAt) - nowMs]));
    const next = Math.min(LONGEST_WAIT_MS, ...ahead.filter((ms) => ms > 0));
    undoTimer = clock.after(next, check);
  }

  return {
    check,
    close() {
      closed = true;
      undoTimer?.();
    },
  };
}

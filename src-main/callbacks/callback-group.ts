import type { Callback } from '@callbrief/relay/wire/callback';
import type { CallbackGroup } from '../../src-preload/contract/callbacks.ts';
import { dayAt } from '../calendar/local-day.ts';

export interface GroupClock {
  now: Date;
  timeZone: string;
  /** What counts as soon (minutes). */
  soonMinutes: number;
}

/** Under which heading it stands. Pure. Without a time it is for later. */
export function groupOf(
  { closed, dueFrom, dueAt }: Pick<Callback, 'closed' | 'dueFrom' | 'dueAt'>,
  { now, timeZone, soonMinutes }: GroupClock,
): CallbackGroup {
  if (closed !== null) return 'closed';
  const nowMs = now.getTime();
  if (dueAt !== null && Date.parse(dueAt) < nowMs) return 'overdue';
  // Of a window, its beginning: before it nobody can do anything.
  const from = dueFrom ?? dueAt;
  if (from === null) return 'later';
  if (Date.parse(from) <= nowMs + soonMinutes * 60_000) return 'soon';
  return dayAt(new Date(from), timeZone) === dayAt(now, timeZone) ? 'later_today' : 'later';
}

import type { Callback } from '@callbrief/relay/wire/callback';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Practice } from '@callbrief/relay/wire/practice';
import type { CallbackGroup, CallbackList, CallbackRow } from '../../src-preload/contract/callbacks.ts';
import { describeCallback, personRef, type Seen } from './callback-row.ts';

/** For so long what closed can be looked up and opened again. */
export const REOPEN_MS = 24 * 3_600_000;

const order: Record<CallbackGroup, number> = { overdue: 0, soon: 1, later_today: 2, later: 3, closed: 4 };

/** The queue as it stands at this moment. Pure. */
export function listCallbacks(
  callbacks: readonly Callback[],
  seen: Seen & { people: readonly Person[]; practice: Practice },
): CallbackList {
  const { me, practice, clock, people, teams } = seen;
  const since = new Date(clock.now.getTime() - REOPEN_MS).toISOString();
  const rows = callbacks
    .filter(({ closed }) => closed === null || closed.at >= since)
    .map((callback) => describeCallback(callback, seen))
    .sort(inOrder);
  const counted = rows.filter((row) => isOnBadge(row));
  return {
    rows,
    soonMinutes: clock.soonMinutes,
    withinMinutes: practice.callbacks.withinMinutes,
    badge: {
      overdue: counted.filter(({ group }) => group === 'overdue').length,
      soon: counted.filter(({ group }) => group === 'soon').length,
    },
    people: people.map((person) => personRef(person, me)).sort((a, b) => a.name.localeCompare(b.name)),
    teams: teams.map(({ id, name }) => ({ id, name })),
  };
}

/** I do it; or nobody took it yet, and it was me or my lawyers that were asked for, or nobody in particular. */
function isOnBadge({ group, owner, mine, ofMyLawyers, for: wanted }: CallbackRow): boolean {
  if (group !== 'overdue' && group !== 'soon') return false;
  return owner === null ? mine || ofMyLawyers || wanted === null : owner.isMe;
}

function inOrder(a: CallbackRow, b: CallbackRow): number {
  if (a.group !== b.group) return order[a.group] - order[b.group];
  if (a.closed !== null && b.closed !== null) return compare(b.closed.at, a.closed.at);
  const urgent = Number(b.urgency === 'high') - Number(a.urgency === 'high');
  const isNear = a.group === 'overdue' || a.group === 'soon';
  // What has no time stands last.
  return (isNear && urgent) || compare(a.dueFrom ?? a.dueAt ?? '~', b.dueFrom ?? b.dueAt ?? '~') || compare(a.id, b.id);
}

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

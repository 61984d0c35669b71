import type { ConnectionState } from '../../src-preload/contract.ts';

/** Where the link is. */
export type LinkPhase =
  | { kind: 'idle' }
  | { kind: 'attempting'; startedAt: string }
  | { kind: 'waiting'; nextAttemptAt: string }
  | { kind: 'catching_up'; lastEventId: number }
  | { kind: 'live'; since: string }
  | { kind: 'removed'; at: string }
  | { kind: 'closed' };

/** What is wrong, from the moment that nothing came any more until everything is caught up again. */
export interface LinkTrouble {
  since: string;
  /** `silent` until the first attempt after it failed. */
  kind: 'lost' | 'silent';
  /** It lasts longer than a restart of the relay: say so, calmly. */
  offline: boolean;
}

export interface LinkFacts {
  phase: LinkPhase;
  trouble: LinkTrouble | null;
  cursor: number;
  waitingChanges: number;
  lastActivityAt: string;
  roundTripMs: number | null;
  clockDifferenceMs: number | null;
}

/** The one sentence about the connection that the windows show. Pure. */
export function describeLink(facts: LinkFacts): ConnectionState {
  const { phase, trouble, waitingChanges } = facts;
  switch (phase.kind) {
    case 'removed':
      return { kind: 'removed', at: phase.at };
    case 'live': {
      const { roundTripMs, clockDifferenceMs, lastActivityAt: at } = facts;
      return { kind: 'up_to_date', at, since: phase.since, roundTripMs, clockDifferenceMs };
    }
    case 'catching_up':
      return { kind: 'catching_up', left: Math.max(0, phase.lastEventId - facts.cursor) };
    case 'idle':
    case 'attempting':
    case 'waiting':
    case 'closed':
      break;
  }
  if (!trouble) return { kind: 'connecting' };
  const { since } = trouble;
  if (trouble.offline) return { kind: 'offline', since, waitingChanges };
  if (trouble.kind === 'silent') return { kind: 'silent', since };
  const nextAttemptAt =
    phase.kind === 'waiting' ? phase.nextAttemptAt : phase.kind === 'attempting' ? phase.startedAt : since;
  return { kind: 'reconnecting', since, nextAttemptAt, waitingChanges };
}

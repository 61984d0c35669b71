import type { Call } from '@callbrief/relay/wire/call';
import type { AgentLive } from '@callbrief/relay/wire/agent-live';
import { isOver } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import type { RingCard } from '../../src-preload/contract.ts';
import { answeredByMe } from './perspective.ts';

/** One call on the board. */
export interface PopupEntry {
  call: Call;
  isTest: boolean;
  phase: RingCard['kind'] | 'agent_live';
  /** What the AI receptionist told last, while it speaks with the caller. */
  live: AgentLive | null;
  /** Its card is the 56 px strip. */
  folded: boolean;
  /** Ringing since, then talking since; ISO on this computer's clock. */
  since: string;
  /** Set when the caller gave up while something holds the card. */
  endedAt: string | null;
  /** It rang longer than any phone rings: the news of its end was lost. */
  endNotReported: boolean;
  countdown: Countdown | null;
  undoTimer: (() => void) | null;
}

export interface Countdown {
  ofSeconds: number;
  remainingMs: number;
  /** Epoch milliseconds while it runs; the last planned moment while it waits. */
  closesAtMs: number;
  waits: boolean;
}

/** Somebody's telephone rings, and whoever answers it has the caller. */
export const isHandedOver = ({ live }: PopupEntry): boolean => live?.handOver?.state === 'ringing';

/**
 * Until a person has the caller. A provider that leads a call to the receptionist says that it was answered, and by nobody.
 */
export function mayBeReceptionists({ phase, call }: PopupEntry): boolean {
  if (phase === 'ringing' || phase === 'agent_live') return true;
  const { personId, providerUserId, name } = call.answeredBy ?? { personId: null, providerUserId: null, name: null };
  return phase === 'answered_by_colleague' && (personId ?? providerUserId ?? name) === null;
}

/** What a newer state of a ringing call means for its card. An AI that takes the call tells of itself; without that it ends it. */
export function nextPhase(
  call: Call,
  me: Person | null,
): 'ringing' | 'you_answered' | 'answered_by_colleague' | 'ended' {
  if (call.outcome === 'ringing') return 'ringing';
  if (isOver(call.outcome) || call.answeredBy === null) return 'ended';
  return me !== null && answeredByMe(call, me) ? 'you_answered' : 'answered_by_colleague';
}

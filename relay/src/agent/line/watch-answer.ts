import type { ProviderClock } from '../../providers/provider-clock.ts';
import type { StoredEvent } from '../../storage/port.ts';
import { isOver } from '../../wire/call.ts';
import type { CallFact } from '../../wire/call-fact.ts';
import type { LoggedEventOf } from '../../wire/events.ts';
import type { FirmCalls, KnownCall, NamedCall } from './firm-calls.ts';

/** Waits for what the firm's own calls say of a telephone that rings. */
export interface AnswerWatch {
  /** To call with what was committed; returns at once. */
  follow(tenantId: string, events: readonly StoredEvent[]): void;
  /**
   * Whether somebody answers whose phone began to ring after `before`. `not_answered` also when nobody does in time, and
   * with the signal. Never rejects.
   */
  outcome(named: NamedCall, before: KnownCall, personId: string, signal: AbortSignal): Promise<RingOutcome>;
}

/** `over`: the call is, and nobody comes back. */
export type RingOutcome = 'answered' | 'not_answered' | 'over';

/** How long a telephone rings (ms); the tool that asked gives up then too (tools.ts, TRANSFER_MS). */
export const RING_MS = 30_000;
/** An event may have come to another process, or got lost (ms). */
const LOOK_EVERY_MS = 1_000;
/**
 * A blind transfer ends one phone and rings the next: told in the wrong order the call looks over in between (ms).
 */
const OVER_MS = 3_000;

export function createAnswerWatch(deps: { calls: FirmCalls; clock: ProviderClock }): AnswerWatch {
  const waiting = new Set<{ callId: string; tenantId: string; look: () => void }>();

  return {
    follow(tenantId, events) {
      if (waiting.size === 0) return;
      for (const { type, json } of events) {
        if (type !== 'call_changed') continue;
        const { call } = JSON.parse(json) as LoggedEventOf<'call_changed'>;
        for (const one of waiting) if (one.tenantId === tenantId && one.callId === call.id) one.look();
      }
    },
    outcome(named, before, personId, signal) {
      if (signal.aborted) return Promise.resolve('not_answered');
      const judge = judgeOf(before, personId);
      return new Promise((resolve) => {
        let overSinceMs: number | null = null;
        let isLooking = false;
        let hasNews = false;
        let stopLooking: () => void = () => {};
        const mine = { tenantId: named.tenantId, callId: before.call.id, look: () => void look() };
        const stopRinging = deps.clock.after(RING_MS, () => done('not_answered'));
        const aborted = () => done('not_answered');

        function done(outcome: RingOutcome): void {
          waiting.delete(mine);
          stopRinging();
          stopLooking();
          signal.removeEventListener('abort', aborted);
          resolve(outcome);
        }

        async function look(): Promise<void> {
          hasNews = true;
          if (isLooking) return;
          isLooking = true;
          while (hasNews && waiting.has(mine)) {
            hasNews = false;
            // A store that cannot be read now can be read in a second.
            const known = await deps.calls.find(named).catch(() => null);
            if (known !== null && waiting.has(mine)) judged(judge(known));
          }
          isLooking = false;
        }

        function judged(said: RingOutcome | 'rings'): void {
          if (said === 'answered' || said === 'not_answered') return done(said);
          const nowMs = deps.clock.now().getTime();
          if (said === 'rings') overSinceMs = null;
          else if (nowMs - (overSinceMs ??= nowMs) >= OVER_MS) done('over');
        }

        function lookAgain(): void {
          stopLooking = deps.clock.after(LOOK_EVERY_MS, () => {
            lookAgain();
            void look();
          });
        }

        waiting.add(mine);
        signal.addEventListener('abort', aborted, { once: true });
        lookAgain();
        void look();
      });
    },
  };
}

/**
 * By what was told since, not by times: the provider's clock and ours need not agree. Another phone than the wanted
 * person's counts too when it began to ring only now: whoever answers it has the caller.
 */
function judgeOf(before: KnownCall, personId: string): (now: KnownCall) => RingOutcome | 'rings' {
  const known = new Set(before.facts.map(({ factId }) => factId));
  const legsBefore = new Set(before.facts.map(({ legId }) => legId));
  return ({ call, facts }) => {
    const ofPerson = new Set(call.legs.filter((leg) => leg.personId === personId).map(({ legId }) => legId));
    const isNamed = ({ party }: CallFact) =>
      party !== null &&
      (party.personId === personId ||
        (party.providerUserId !== null &&
          call.legs.some((leg) => leg.personId === personId && leg.providerUserId === party.providerUserId)));
    const news = facts.filter(({ factId }) => !known.has(factId));
    const isRung = ({ legId }: CallFact) => legId !== null && (!legsBefore.has(legId) || ofPerson.has(legId));
    if (news.some((fact) => fact.kind === 'answered' && (isRung(fact) || isNamed(fact)))) return 'answered';
    const rung = news.filter((fact) => fact.kind === 'ringing' && isRung(fact)).map(({ legId }) => legId);
    const gone = new Set(news.flatMap(({ kind, legId }) => (kind === 'ended' || kind === 'rejected' ? [legId] : [])));
    if (rung.length > 0 && rung.every((legId) => gone.has(legId))) return 'not_answered';
    return isOver(call.outcome) ? 'over' : 'rings';
  };
}

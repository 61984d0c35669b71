import type { CallFact, EndCause, LegParty } from './call-fact.ts';
import type { CallTruth, Leg } from './call.ts';

/**
 * The call-state reducer. A call is the *set* of facts a provider told about it; its truth is computed from the set,
 * never from the order of arrival. So a hangup before its ringing, a voicemail after the missed, the same delivery
 * five times and two relay processes at once all end in the same call.
 */
export interface CallState {
  /** Unique by `factId`, in canonical order. */
  readonly facts: readonly CallFact[];
}

export const noFacts: CallState = { facts: [] };

/** Adds one fact. Returns the same object when the fact was known, so callers can see that nothing changed. */
export function reduceCall(state: CallState, fact: CallFact): CallState {
  const known = state.facts.find((f) => f.factId === fact.factId);
  if (known && inOrder(known, fact) <= 0) return state;
  const others = known ? state.facts.filter((f) => f !== known) : state.facts;
  return { facts: [...others, fact].sort(inOrder) };
}

/**
 * Total order over facts: by the provider's clock, then by content. Only ties of meaning (whose name, which number)
 * are settled by it; whether a call was answered, missed or is over does not depend on it.
 */
function inOrder(a: CallFact, b: CallFact): number {
  return compare(a.at, b.at) || compare(a.factId, b.factId) || compare(canonical(a), canonical(b));
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const canonical = (f: CallFact) => JSON.stringify(Object.entries(f).sort(([a], [b]) => compare(a, b)));

/** @returns the truth of a call, or null for an empty set. */
export function describeCall({ facts }: CallState): CallTruth | null {
  const first = facts[0];
  if (!first) return null;
  const direction = pick(facts, (f) => f.direction) ?? 'inbound';
  const of = (...kinds: CallFact['kind'][]) => facts.filter((f) => kinds.includes(f.kind));
  const answers = of('answered');
  const answer = answers[0];
  const agent = of('agent_took')[0];
  const rejected = of('rejected')[0];
  const voicemails = of('voicemail');
  const missed = of('missed');
  const legs = describeLegs(facts);
  const took = answer ?? agent;

  const endings = endingFacts(facts, took ? answers.concat(agent ?? []) : null);
  const over = endings.length > 0 || rejected !== undefined;
  const last = endings.at(-1) ?? rejected;
  const outcome = rejected
    ? 'rejected'
    : answer
      ? over
        ? 'answered'
        : 'talking'
      : agent
        ? over
          ? 'agent'
          : 'talking'
        : voicemails.length > 0
          ? 'voicemail'
          : over
            ? 'missed'
            : 'ringing';

  const startedAt = earliest(facts.map((f) => f.startedAt ?? f.at).concat(facts.map((f) => f.at)));
  const answeredAt = took?.at ?? null;
  const endedAt = over && last ? latest(answeredAt ? [last.at, answeredAt] : [last.at]) : null;
  return {
    direction,
    outcome,
    fromNumber: pick(facts, (f) => f.fromNumber),
    toNumber: pick(facts, (f) => f.toNumber),
    anonymous: facts.some((f) => f.anonymous) && pick(facts, (f) => f.fromNumber) === null,
    startedAt,
    answeredAt,
    endedAt,
    durationSeconds: endedAt === null ? null : answeredAt === null ? 0 : talkSeconds(endings, answeredAt, endedAt),
    answeredBy: answer ? (pick(answers, (f) => f.party) ?? nobodyNamed) : null,
    endCause: over ? (pick([...endings, ...missed], (f) => f.cause) ?? ('unknown' satisfies EndCause)) : null,
    legs,
    voicemail: voicemails.length > 0 ? { durationSeconds: rounded(pick(voicemails, (f) => f.durationSeconds)) } : null,
  };
}

/** Answered, but the provider did not say by whom. */
const nobodyNamed: LegParty = { providerUserId: null, personId: null, name: null };

/**
 * The facts that end the call, earliest first; empty while it goes on. A hangup ends an answered call only when it is
 * of a phone that answered (the other phones of a ring group stop ringing, the talk goes on). An unanswered call is
 * over when it was missed, went to voicemail, or no phone is left ringing.
 */
function endingFacts(facts: readonly CallFact[], answers: readonly CallFact[] | null): CallFact[] {
  const hangups = facts.filter((f) => f.kind === 'ended');
  if (answers) {
    const legs = new Set(answers.map((f) => f.legId));
    const ofTalk = hangups.filter((f) => f.legId === null || legs.has(null) || legs.has(f.legId));
    // A talk that moved to a second phone is over when the last phone that answered hung up.
    const talking = [...legs].filter((legId) => !ofTalk.some((f) => f.legId === null || f.legId === legId));
    const settled = legs.has(null) ? ofTalk.length > 0 : talking.length === 0;
    return settled ? ofTalk : [];
  }
  const whole = facts.filter((f) => f.kind === 'missed' || f.kind === 'voicemail');
  if (whole.length > 0) return facts.filter((f) => f.kind === 'missed' || f.kind === 'voicemail' || f.kind === 'ended');
  const rang = new Set(facts.filter((f) => f.kind === 'ringing').map((f) => f.legId));
  const ended = new Set(hangups.map((f) => f.legId));
  const stillRinging = !ended.has(null) && [...rang].some((legId) => !ended.has(legId));
  return stillRinging ? [] : hangups;
}

function describeLegs(facts: readonly CallFact[]): Leg[] {
  const callIsDone = facts.some((f) => f.kind === 'missed' || f.kind === 'voicemail');
  const answered = facts.some((f) => f.kind === 'answered');
  const byLeg = new Map<string, CallFact[]>();
  for (const f of facts) if (f.legId !== null) byLeg.set(f.legId, [...(byLeg.get(f.legId) ?? []), f]);
  return [...byLeg]
    .sort(([a], [b]) => compare(a, b))
    .map(([legId, own]) => {
      const party = pick(own, (f) => f.party) ?? nobodyNamed;
      const ended = own.some((f) => f.kind === 'ended');
      const took = own.some((f) => f.kind === 'answered');
      const state = took
        ? ended
          ? 'answered'
          : 'talking'
        : ended || callIsDone || answered
          ? 'not_answered'
          : 'ringing';
      return { ...party, legId, state };
    });
}

function talkSeconds(endings: readonly CallFact[], answeredAt: string, endedAt: string): number {
  const told = endings.map((f) => f.durationSeconds).filter((s) => s !== null);
  if (told.length > 0) return Math.round(Math.max(...told));
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000));
}

function pick<T>(facts: readonly CallFact[], of: (f: CallFact) => T | null): T | null {
  for (const f of facts) {
    const value = of(f);
    if (value !== null) return value;
  }
  return null;
}
const rounded = (seconds: number | null) => (seconds === null ? null : Math.round(seconds));
const earliest = (times: string[]) => times.reduce((a, b) => (b < a ? b : a));
const latest = (times: string[]) => times.reduce((a, b) => (b > a ? b : a));

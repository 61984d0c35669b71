import type { CallFact, LegParty } from './call-fact.ts';
import { DROPPED_BELOW_MS, type CallOutcome, type CallTruth, type Leg } from './call.ts';
import { describeAdded } from './call-added.ts';
import { endedBySilence } from './no-end.ts';

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

/**
 * Adds one fact. Returns the same object when the fact was known, so callers can see that nothing changed. Of two
 * tellings of one fact the earlier stays: a repetition may carry the time at which it was repeated.
 */
export function reduceCall(state: CallState, told: CallFact): CallState {
  const fact = inUtcMilliseconds(told);
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

/** The content as text, the same for every order of keys. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => compare(a, b));
  return `{${entries.map(([key, one]) => `${key}:${canonical(one)}`).join()}}`;
}

/** Times are compared as text, and `10:00:00Z` would sort behind `10:00:00.500Z`. */
function inUtcMilliseconds(fact: CallFact): CallFact {
  const at = milliseconds(fact.at);
  const startedAt = fact.startedAt === null ? null : milliseconds(fact.startedAt);
  return at === fact.at && startedAt === fact.startedAt ? fact : { ...fact, at, startedAt };
}
const ISO_LENGTH = '2026-11-19T11:31:04.120Z'.length;
const milliseconds = (time: string) =>
  time.length === ISO_LENGTH && time.endsWith('Z') ? time : new Date(time).toISOString();

/** @returns the truth of a call, or null for an empty set. */
export function describeCall(state: CallState): CallTruth | null {
  const told = state.facts.filter((f) => f.kind !== 'no_end' && f.kind !== 'added');
  if (told.length === 0) return null;
  return endedBySilence(describeTold(told, state.facts), told, ofKind(state.facts, 'no_end'));
}

function describeTold(told: readonly CallFact[], all: readonly CallFact[]): CallTruth {
  const facts = perPhone(told);
  const answers = answersOf(facts);
  const voicemails = ofKind(facts, 'voicemail');
  // That the receptionist took it stands on our clock: where the provider told it too, and by nobody's name, that is when.
  const took = answers[0] ?? ofKind(facts, 'answered')[0] ?? ofKind(facts, 'agent_took')[0];
  const endings = took ? endingsOfTalk(facts) : endingsOfRinging(facts);
  const over = endings.length > 0;
  const fromNumber = pick(facts, (f) => f.fromNumber);
  const answeredAt = took?.at ?? null;
  const endedAt = over ? latest(endings.map((f) => f.at).concat(answeredAt ?? [])) : null;
  const direction = pick(facts, (f) => f.direction) ?? 'inbound';
  // The receptionist never takes a call before it began, so what the provider told of that goes before our clock.
  const ofProvider = facts.filter((f) => f.kind !== 'agent_took');
  const timed = ofProvider.length > 0 ? ofProvider : facts;
  const startedAt = earliest(timed.map((f) => f.at).concat(timed.map((f) => f.startedAt ?? f.at)));
  const endCause = over ? (pick(endings.toReversed(), (f) => f.cause) ?? 'unknown') : null;
  const outcome = outcomeOf(facts, over);
  const dropped =
    outcome === 'missed' &&
    direction === 'inbound' &&
    gaveUpAtOnce(facts, endedAt) &&
    // Turned away by the firm's side at once: the caller wanted to be answered.
    !['closed', 'busy', 'congestion', 'not_found', 'forwarded'].includes(endCause ?? 'unknown');
  return {
    direction,
    outcome: dropped ? 'dropped' : outcome,
    fromNumber,
    toNumber: pick(facts, (f) => f.toNumber),
    anonymous: fromNumber === null && facts.some((f) => f.anonymous),
    startedAt,
    answeredAt,
    endedAt,
    durationSeconds:
      endedAt === null ? null : answeredAt === null ? 0 : talkSeconds(facts, endings, answeredAt, endedAt),
    answeredBy: answers.length > 0 ? (pick(answers, (f) => f.party) ?? nobodyNamed) : null,
    endCause,
    legs: describeLegs(facts, over),
    voicemail: voicemails.length > 0 ? { durationSeconds: rounded(pick(voicemails, (f) => f.durationSeconds)) } : null,
    added: describeAdded(all),
    healed: all.some((f) => f.origin === 'reconcile'),
  };
}

/**
 * Whoever tells only the end (compact dialect) tells nothing about how long it rang; nor do clocks that say it ended
 * before it rang.
 */
function gaveUpAtOnce(facts: readonly CallFact[], endedAt: string | null): boolean {
  const rings = ofKind(facts, 'ringing').map((f) => f.startedAt ?? f.at);
  if (rings.length === 0 || endedAt === null) return false;
  const rangMs = Date.parse(endedAt) - Date.parse(earliest(rings));
  return rangMs >= 0 && rangMs < DROPPED_BELOW_MS;
}

/**
 * sipgate rings several people under one callId and hangs up that callId, naming nobody. The phones are legs
 * `<callId>/<user>`; what is told of a whole `<callId>` is told of each of them (an answer: of the only one).
 */
function perPhone(facts: readonly CallFact[]): readonly CallFact[] {
  const legs = [...legIds(facts)];
  const ends = (f: CallFact) => f.kind === 'ended' || f.kind === 'rejected';
  return facts.flatMap((f) => {
    const phones = f.legId === null ? [] : legs.filter((legId) => legId.startsWith(`${f.legId}/`));
    const [only, another] = phones;
    if (only === undefined) return [f];
    if (another === undefined) return [{ ...f, legId: only }];
    if (!ends(f)) return [f];
    // Answered by one of several without a name: then the whole is a phone of its own, and ends too.
    const ownPhone = facts.some((other) => other.legId === f.legId && !ends(other));
    return (ownPhone ? [f.legId, ...phones] : phones).map((legId) => ({ ...f, legId }));
  });
}

/**
 * One outcome for the firm. Whoever spoke with the caller decides: what another phone, or a part of the provider that
 * gave up too early, says of "missed", "voicemail" or "rejected" does not undo it.
 */
function outcomeOf(facts: readonly CallFact[], over: boolean): CallOutcome {
  const has = (kind: CallFact['kind']) => facts.some((f) => f.kind === kind);
  if (answersOf(facts).length > 0) return over ? 'answered' : 'talking';
  if (has('agent_took')) return over ? 'agent' : 'talking';
  if (has('voicemail')) return 'voicemail';
  if (!over) return 'ringing';
  return has('rejected') ? 'rejected' : 'missed';
}

/**
 * A provider that leads a call to the receptionist says that it was answered, and by nobody: that was the receptionist.
 */
function answersOf(facts: readonly CallFact[]): CallFact[] {
  const answers = ofKind(facts, 'answered');
  const isAgents = facts.some((f) => f.kind === 'agent_took');
  const isNamed = ({ party }: CallFact) =>
    party !== null && (party.personId ?? party.providerUserId ?? party.name) !== null;
  return isAgents ? answers.filter(isNamed) : answers;
}

/** Answered, but the provider did not say by whom. */
const nobodyNamed: LegParty = { providerUserId: null, personId: null, name: null };

/**
 * The facts that end an answered call; empty while the talk goes on. Only phones that answered count: the others of a
 * ring group stop ringing and the talk goes on. A talk that moved to a second phone is over when the last phone that
 * answered hung up. A phone that was forwarded ends only itself while the one it was forwarded to rings. A message on the mailbox after the talk (a transfer that nobody took) ends it too.
 */
function endingsOfTalk(facts: readonly CallFact[]): CallFact[] {
  const answered = legIds(ofKind(facts, 'answered', 'agent_took'));
  const hangups = ofKind(facts, 'ended');
  const gone = legIds(hangups);
  const wholeCallEnded = hangups.some((f) => f.legId === null);
  // Answered without saying on which phone: over when no phone is left that could still be talking.
  const talking = answered.size > 0 ? answered : legIds(ofKind(facts, 'ringing'));
  const allGone = gone.size > 0 && [...talking].every((legId) => gone.has(legId));
  const ofTalk = hangups.filter((f) => f.legId === null || answered.size === 0 || answered.has(f.legId));
  const over = wholeCallEnded || (allGone && !waitsForNext(facts, ofTalk));
  return over ? ofTalk : ofKind(facts, 'voicemail');
}

/**
 * Every phone that talked was forwarded, or the receptionist passed its caller on, and the phone it was forwarded to
 * rings. Not before it is known to: a provider that is set to tell of incoming legs only never tells of a mobile, and the
 * talk would go on for hours.
 */
function waitsForNext(facts: readonly CallFact[], ofTalk: readonly CallFact[]): boolean {
  const forwarded = ofTalk.every((f) => f.cause === 'forwarded') || ofKind(facts, 'agent_passes_on').length > 0;
  return forwarded && stillRings(facts, legIds(ofKind(facts, 'ended', 'rejected')));
}

const stillRings = (facts: readonly CallFact[], gone: ReadonlySet<string>) =>
  ofKind(facts, 'ringing').some((f) => f.legId === null || !gone.has(f.legId));

/**
 * The facts that end a call that nobody took: it was missed, went to voicemail, was rejected, or no phone is left
 * ringing. A phone that was forwarded ends only itself: the provider rings elsewhere and tells of it (telephony facts
 * 4.2), and the caller is not "missed" in between.
 */
function endingsOfRinging(facts: readonly CallFact[]): CallFact[] {
  const hangups = ofKind(facts, 'ended', 'rejected');
  const final = hangups.filter((f) => f.cause !== 'forwarded');
  const told = ofKind(facts, 'missed', 'voicemail').length > 0;
  if (told || final.some((f) => f.legId === null)) return ofKind(facts, 'missed', 'voicemail', 'rejected', 'ended');
  return stillRings(facts, legIds(hangups)) ? [] : final;
}

function describeLegs(facts: readonly CallFact[], over: boolean): Leg[] {
  const lastAnswer = ofKind(facts, 'answered', 'agent_took').at(-1);
  return [...legIds(facts)].sort(compare).map((legId) => {
    const own = facts.filter((f) => f.legId === legId);
    const has = (...kinds: CallFact['kind'][]) => ofKind(own, ...kinds).length > 0;
    const gone = over || has('ended', 'rejected');
    // A phone that began to ring after the answer is being transferred to.
    const passedOver = lastAnswer !== undefined && !own.some((f) => f.kind === 'ringing' && f.at > lastAnswer.at);
    const state = has('answered', 'agent_took')
      ? gone
        ? 'answered'
        : 'talking'
      : gone || passedOver
        ? 'not_answered'
        : 'ringing';
    // Who took it names the phone: a ring may have named somebody else of the group.
    const party = pick(ofKind(own, 'answered', 'agent_took'), (f) => f.party) ?? pick(own, (f) => f.party);
    return { ...(party ?? nobodyNamed), legId, state };
  });
}

/** What the provider counted; with several phones after one another, at least the time from answer to end. */
function talkSeconds(
  facts: readonly CallFact[],
  endings: readonly CallFact[],
  answeredAt: string,
  endedAt: string,
): number {
  const span = Math.max(0, (Date.parse(endedAt) - Date.parse(answeredAt)) / 1000);
  const told = ofKind(endings, 'ended').flatMap((f) => f.durationSeconds ?? []);
  if (told.length === 0) return Math.round(span);
  const phones = legIds(ofKind(facts, 'answered', 'agent_took')).size;
  return Math.round(phones > 1 ? Math.max(span, ...told) : Math.max(...told));
}

function ofKind(facts: readonly CallFact[], ...kinds: CallFact['kind'][]): CallFact[] {
  return facts.filter((f) => kinds.includes(f.kind));
}

function legIds(facts: readonly CallFact[]): Set<string> {
  return new Set(facts.flatMap((f) => f.legId ?? []));
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

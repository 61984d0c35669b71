import type { Call, CallTruth } from '../wire/call.ts';
import type { CallFact } from '../wire/call-fact.ts';
import { describeCall, noFacts, reduceCall, type CallState } from '../wire/call-state.ts';
import type { Hops } from '../wire/events.ts';
import { toldMedia, type ToldMedia } from '../recordings/told-recording.ts';
import type { Provider } from '../wire/scalars.ts';
import { callChangedDraft, type EventDraft } from './event-draft.ts';
import { entryDrafts } from './interaction-event.ts';
import { linkCall } from './link-call.ts';
import { namePeople } from './name-people.ts';
import { nothingChosen, type CallWrite, type LookUps, type StoredCall } from './stored-call.ts';

export interface FactsContext {
  tenantId: string;
  lookUps: LookUps;
  now: Date;
  newId: () => string;
}

export interface TheCall {
  provider: Provider;
  providerCallId: string;
  /** Null: nothing is known of it yet. */
  before: StoredCall | null;
  /** What the provider added to it before it told anything else of it. */
  early?: readonly CallFact[];
}

export interface FactsApplied {
  /** A row may be written without an event: a new fact that tells nothing new is kept, not announced. */
  write: CallWrite;
  /** Null when the call did not change for a reader. */
  changed: Call | null;
  events: EventDraft[];
  /** Where its audio is, when these facts said so. */
  media: ToldMedia[];
}

/**
 * What facts do to one call. Pure: both storages run it inside their own transaction.
 * @param receivedAt when the relay got the facts
 * @returns null when all of them were known, or no call can be described from them
 */
export function applyFacts(
  { provider, providerCallId, before, early = [] }: TheCall,
  facts: readonly CallFact[],
  receivedAt: string,
  { tenantId, lookUps, now, newId }: FactsContext,
): FactsApplied | null {
  const state = [...early, ...facts].reduce(reduceCall, before?.state ?? noFacts);
  if (before && state === before.state) return null;
  const truth = before?.imported ? before.call : describeCall(state);
  const newest = newestOf(state, facts);
  if (!truth || !newest) return null;

  const nowIso = now.toISOString();
  const chosenAt = before?.chosenAt ?? nothingChosen;
  const row = rowOf(before, namePeople(truth, lookUps), provider, providerCallId, nowIso, newId);
  const call = linkCall(row, chosenAt, lookUps);
  const changed = before === null || JSON.stringify(call) !== JSON.stringify(before.call);
  if (changed) call.updatedAt = nowIso;

  const callJson = JSON.stringify(call);
  const stored = { call, state, chosenAt, imported: before?.imported ?? false };
  const write = { stored, callJson, isNew: before === null };
  const media = toldMedia(call, [...early, ...facts], state.facts, receivedAt);
  if (!changed) return { write, changed: null, events: [], media };
  const providerAt = newest.kind === 'no_end' ? null : newest.at;
  const hops: Hops = { providerAt, receivedAt, committedAt: nowIso };
  const events = [callChangedDraft(newest.kind, call, callJson, hops), ...entryDrafts(tenantId, before, call, hops)];
  return { write, changed: call, events, media };
}

/** The keys keep their order from row to row, so two texts of the same call are equal. */
function rowOf(
  before: StoredCall | null,
  truth: CallTruth,
  provider: Provider,
  providerCallId: string,
  nowIso: string,
  newId: () => string,
): Call {
  return {
    id: before?.call.id ?? newId(),
    provider,
    providerCallId,
    direction: truth.direction,
    outcome: truth.outcome,
    fromNumber: truth.fromNumber,
    toNumber: truth.toNumber,
    anonymous: truth.anonymous,
    startedAt: truth.startedAt,
    answeredAt: truth.answeredAt,
    endedAt: truth.endedAt,
    durationSeconds: truth.durationSeconds,
    answeredBy: truth.answeredBy,
    endCause: truth.endCause,
    legs: truth.legs,
    voicemail: truth.voicemail,
    added: truth.added,
    healed: truth.healed,
    contactId: before?.call.contactId ?? null,
    matterId: before?.call.matterId ?? null,
    note: before?.call.note ?? null,
    otherNotes: before?.call.otherNotes ?? [],
    followUp: before?.call.followUp ?? null,
    voicemailHeard: before?.call.voicemailHeard ?? null,
    tags: before?.call.tags ?? null,
    disposition: before?.call.disposition ?? null,
    updatedAt: before?.call.updatedAt ?? nowIso,
  };
}

/** The newest of the given facts by the provider's clock; `state.facts` is in canonical order. */
function newestOf(state: CallState, given: readonly CallFact[]): CallFact | null {
  const ids = new Set(given.map((f) => f.factId));
  return state.facts.findLast((f) => ids.has(f.factId)) ?? null;
}

import type { Delivery } from '../storage/port.ts';
import { isOver, type Call, type CallTruth } from '../wire/call.ts';
import type { CallFact } from '../wire/call-fact.ts';
import { describeCall, noFacts, reduceCall, type CallState } from '../wire/call-state.ts';
import type { Hops } from '../wire/events.ts';
import type { Provider } from '../wire/scalars.ts';
import { callChangedDraft, draft, type EventDraft } from './event-draft.ts';
import { interactionEvent } from './interaction-event.ts';
import { linkCall } from './link-call.ts';
import { namePeople } from './name-people.ts';
import { nothingChosen, type CallWrite, type LookUps, type StoredCall } from './stored-call.ts';

export interface DeliveryContext {
  tenantId: string;
  /** Calls of the delivery that are known, by `providerCallId`. */
  previous: ReadonlyMap<string, StoredCall>;
  lookUps: LookUps;
  now: Date;
  newId: () => string;
}

export interface DeliveryResult {
  /** Rows to write. A row may be written without an event: a new fact that tells nothing new is kept, not announced. */
  writes: CallWrite[];
  /** The calls that changed for a reader. */
  changed: Call[];
  events: EventDraft[];
}

/** What one delivery does to the tenant's calls. Pure: both storages run it inside their own transaction. */
export function applyDelivery(delivery: Delivery, context: DeliveryContext): DeliveryResult {
  const result: DeliveryResult = { writes: [], changed: [], events: [] };
  for (const [providerCallId, facts] of factsByCall(delivery)) {
    applyToCall(delivery, providerCallId, facts, context, result);
  }
  return result;
}

function applyToCall(
  delivery: Delivery,
  providerCallId: string,
  facts: readonly CallFact[],
  context: DeliveryContext,
  result: DeliveryResult,
): void {
  const before = context.previous.get(providerCallId) ?? null;
  const state = facts.reduce(reduceCall, before?.state ?? noFacts);
  if (before && state === before.state) return;
  const truth = before?.imported ? before.call : describeCall(state);
  if (!truth) return;

  const nowIso = context.now.toISOString();
  const call = linkCall(
    rowOf(before, namePeople(truth, context.lookUps), delivery.provider, providerCallId, nowIso, context.newId),
    before?.chosenAt ?? nothingChosen,
    context.lookUps,
  );
  const changed = before === null || JSON.stringify(call) !== JSON.stringify(before.call);
  if (changed) call.updatedAt = nowIso;

  const newest = newestOf(state, facts);
  const hops: Hops = {
    providerAt: newest?.at ?? null,
    receivedAt: delivery.receivedAt,
    committedAt: nowIso,
  };
  const announcesOver = changed && !before?.announcedOver && !before?.imported && isOver(call.outcome);
  const callJson = JSON.stringify(call);
  result.writes.push({
    stored: {
      call,
      state,
      chosenAt: before?.chosenAt ?? nothingChosen,
      announcedOver: (before?.announcedOver ?? false) || announcesOver,
      imported: before?.imported ?? false,
    },
    callJson,
    isNew: before === null,
  });
  if (!changed) return;
  result.changed.push(call);
  result.events.push(callChangedDraft(newest?.kind ?? 'import', callJson, hops));
  if (announcesOver) result.events.push(draft(interactionEvent(context.tenantId, call, hops, context.newId)));
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
    contactId: before?.call.contactId ?? null,
    matterId: before?.call.matterId ?? null,
    note: before?.call.note ?? null,
    followUp: before?.call.followUp ?? null,
    updatedAt: before?.call.updatedAt ?? nowIso,
  };
}

/** The newest of the delivered facts by the provider's clock; `state.facts` is in canonical order. */
function newestOf(state: CallState, delivered: readonly CallFact[]): CallFact | null {
  const ids = new Set(delivered.map((f) => f.factId));
  return state.facts.findLast((f) => ids.has(f.factId)) ?? null;
}

function factsByCall(delivery: Delivery): Map<string, CallFact[]> {
  const byCall = new Map<string, CallFact[]>();
  for (const { providerCallId, fact } of delivery.facts) {
    const facts = byCall.get(providerCallId);
    if (facts) facts.push(fact);
    else byCall.set(providerCallId, [fact]);
  }
  return byCall;
}

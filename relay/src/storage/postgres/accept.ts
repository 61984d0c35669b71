import { randomUUIDv7 } from 'node:crypto';
import { applyDelivery, isOnlyAdded } from '../../calls/apply-delivery.ts';
import type { EventDraft } from '../../calls/event-draft.ts';
import type { CallWrite, LookUps, StoredCall } from '../../calls/stored-call.ts';
import type { ToldMedia } from '../../recordings/told-recording.ts';
import type { CallFact } from '../../wire/call-fact.ts';
import type { Call } from '../../wire/call.ts';
import type { Accepted, Delivery, StoredEvent } from '../port.ts';
import { callsByProviderId, saveCalls } from './calls.ts';
import { earlyFactsOf, forgetEarlyFacts, keepEarlyFacts, type CallKey, type EarlyFact } from './early-facts.ts';
import { append, lockHead } from './event-log.ts';
import { insertOnce } from './inbox.ts';
import { fetchLookUps, type Questions } from './look-ups.ts';
import { keepToldMedia } from './recording-store.ts';
import type { Session } from './session.ts';
import { takeMessages } from './take-messages.ts';

/** What one delivery did. */
interface Taken {
  changed: Call[];
  events: EventDraft[];
  media: ToldMedia[];
}

/**
 * A batch of deliveries in one transaction, in a fixed number of statements (and some for each SMS, fax or recording). The outputs
 * are in the order given.
 */
export async function acceptAll(
  session: Session,
  tenantId: string,
  deliveries: readonly Delivery[],
  now: () => Date,
): Promise<Accepted[]> {
  const head = await lockHead(session, tenantId);
  const isNew = await insertOnce(session, tenantId, deliveries);
  const fresh = deliveries.filter((_, i) => isNew[i]);
  const keys = fresh.flatMap((d) => d.facts.map((f) => ({ provider: d.provider, ...f })));
  const known = await callsByProviderId(session, tenantId, keys);
  const asks = keys.length > 0 || fresh.some((d) => d.messages?.length);
  const lookUps = asks ? await fetchLookUps(session, tenantId, questionsOf(fresh, known)) : noLookUps;
  const early = await earlyFactsOf(session, tenantId, beginning(keys, known));

  const calls = applyCalls(fresh, { tenantId, known, early, lookUps, now });
  await saveCalls(session, tenantId, calls.writes);
  await forgetEarlyFacts(session, tenantId, early);
  await keepEarlyFacts(session, tenantId, calls.early);

  const results = new Map<Delivery, Taken>();
  for (const delivery of fresh) {
    const { changed, events, media } = calls.taken.get(delivery) ?? nothing;
    const told = await takeMessages(session, tenantId, delivery, lookUps, now());
    const hops = { providerAt: null, receivedAt: delivery.receivedAt, committedAt: now().toISOString() };
    const ofMedia = await keepToldMedia(session, tenantId, media, hops);
    results.set(delivery, { changed, events: events.concat(told, ofMedia), media });
  }
  const drafts = [...results.values()].flatMap((r) => r.events);
  const events = await append(session, tenantId, head, drafts);
  return deliveries.map((delivery, i) => acceptedOf(isNew[i] ? results.get(delivery) : undefined, events));
}

const nothing: Taken = { changed: [], events: [], media: [] };
const keyOf = ({ provider, providerCallId }: CallKey) => JSON.stringify([provider, providerCallId]);

/** Only calls that begin may have facts from before. */
function beginning(facts: readonly EarlyFact[], known: readonly StoredCall[]): EarlyFact[] {
  const taken = new Set(known.map(({ call }) => keyOf(call)));
  return facts.filter((f) => !isOnlyAdded(f.fact) && !taken.has(keyOf(f)));
}

/** Deliveries of one batch see what those before them did. */
function applyCalls(
  deliveries: readonly Delivery[],
  context: {
    tenantId: string;
    known: readonly StoredCall[];
    early: readonly EarlyFact[];
    lookUps: LookUps;
    now: () => Date;
  },
): { writes: CallWrite[]; early: (EarlyFact & { receivedAt: string })[]; taken: Map<Delivery, Taken> } {
  const { tenantId, lookUps, now } = context;
  const calls = { ringover: new Map<string, StoredCall>(), sipgate: new Map<string, StoredCall>() };
  for (const stored of context.known) calls[stored.call.provider].set(stored.call.providerCallId, stored);
  const early = { ringover: new Map<string, CallFact[]>(), sipgate: new Map<string, CallFact[]>() };
  const keepEarly = ({ provider, providerCallId, fact }: EarlyFact) =>
    early[provider].set(providerCallId, [...(early[provider].get(providerCallId) ?? []), fact]);
  for (const fact of context.early) keepEarly(fact);

  const writes: CallWrite[] = [];
  const kept: (EarlyFact & { receivedAt: string })[] = [];
  const taken = new Map<Delivery, Taken>();
  for (const delivery of deliveries) {
    const { provider, receivedAt } = delivery;
    const previous = calls[provider];
    const applyTo = { tenantId, lookUps, now: now(), newId: randomUUIDv7 };
    const result = applyDelivery(delivery, previous, early[provider], applyTo);
    for (const { stored } of result.writes) previous.set(stored.call.providerCallId, stored);
    for (const { providerCallId, facts } of result.early) {
      kept.push(...facts.map((fact) => ({ provider, providerCallId, fact, receivedAt })));
      for (const fact of facts) keepEarly({ provider, providerCallId, fact });
    }
    writes.push(...result.writes);
    taken.set(delivery, result);
  }
  // What a call that began in this batch took in needs no keeping.
  return { writes, taken, early: kept.filter((f) => !calls[f.provider].has(f.providerCallId)) };
}

/** Takes the delivery's own events off the front: they were appended in this order. */
function acceptedOf(result: Taken | undefined, events: StoredEvent[]): Accepted {
  if (!result) return { duplicate: true, calls: [], events: [] };
  return { duplicate: false, calls: result.changed, events: events.splice(0, result.events.length) };
}

/** What naming and linking these calls and messages may ask of the directory. */
export function questionsOf(fresh: readonly Delivery[], known: readonly StoredCall[]): Questions {
  const facts = fresh.flatMap((d) => d.facts.map((f) => f.fact)).concat(known.flatMap((k) => k.state.facts));
  const messages = fresh.flatMap((d) => d.messages ?? []);
  return {
    numbers: distinct([...facts, ...messages].flatMap((f) => [f.fromNumber, f.toNumber])),
    contactIds: distinct(known.map((k) => k.call.contactId)),
    providerUserIds: distinct([
      ...facts.map((f) => f.party?.providerUserId ?? null),
      ...messages.map((m) => m.providerUserId),
    ]),
  };
}

const distinct = (values: readonly (string | null)[]) => [...new Set(values)].filter((v) => v !== null);
const noLookUps = { contactIdsByNumber: () => [], openMatterIdsOf: () => [], personIdOf: () => null };

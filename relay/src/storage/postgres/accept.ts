import { randomUUIDv7 } from 'node:crypto';
import { applyDelivery, type CallsApplied } from '../../calls/apply-delivery.ts';
import type { StoredCall } from '../../calls/stored-call.ts';
import type { Accepted, Delivery, StoredEvent } from '../port.ts';
import { callsByProviderId, saveCalls } from './calls.ts';
import { append, lockHead } from './event-log.ts';
import { insertOnce } from './inbox.ts';
import { fetchLookUps, type Questions } from './look-ups.ts';
import type { Session } from './session.ts';

/** A batch of deliveries in one transaction, in a fixed number of statements. The outputs are in the order given. */
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
  const lookUps = keys.length > 0 ? await fetchLookUps(session, tenantId, questionsOf(fresh, known)) : noLookUps;

  const calls = { ringover: new Map<string, StoredCall>(), sipgate: new Map<string, StoredCall>() };
  for (const stored of known) calls[stored.call.provider].set(stored.call.providerCallId, stored);
  const results = deliveries.map((delivery, i) => {
    if (!isNew[i]) return null;
    const previous = calls[delivery.provider];
    const result = applyDelivery(delivery, previous, { tenantId, lookUps, now: now(), newId: randomUUIDv7 });
    for (const { stored } of result.writes) previous.set(stored.call.providerCallId, stored);
    return result;
  });
  const all = results.filter((r) => r !== null);
  await saveCalls(
    session,
    tenantId,
    all.flatMap((r) => r.writes),
  );
  const events = await append(
    session,
    tenantId,
    head,
    all.flatMap((r) => r.events),
  );
  return results.map((result) => acceptedOf(result, events));
}

/** Takes the delivery's own events off the front: they were appended in this order. */
function acceptedOf(result: CallsApplied | null, events: StoredEvent[]): Accepted {
  if (!result) return { duplicate: true, calls: [], events: [] };
  return { duplicate: false, calls: result.changed, events: events.splice(0, result.events.length) };
}

/** What naming and linking these calls may ask of the directory. */
export function questionsOf(fresh: readonly Delivery[], known: readonly StoredCall[]): Questions {
  const facts = fresh.flatMap((d) => d.facts.map((f) => f.fact)).concat(known.flatMap((k) => k.state.facts));
  return {
    numbers: distinct(facts.flatMap((f) => [f.fromNumber, f.toNumber])),
    contactIds: distinct(known.map((k) => k.call.contactId)),
    providerUserIds: distinct(facts.map((f) => f.party?.providerUserId ?? null)),
  };
}

const distinct = (values: readonly (string | null)[]) => [...new Set(values)].filter((v) => v !== null);
const noLookUps = { contactIdsByNumber: () => [], openMatterIdsOf: () => [], personIdOf: () => null };

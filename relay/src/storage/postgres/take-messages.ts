import { randomUUIDv7 } from 'node:crypto';
import type { EventDraft } from '../../calls/event-draft.ts';
import type { LookUps } from '../../calls/stored-call.ts';
import { takeTold } from '../../messages/take-told.ts';
import type { Person } from '../../wire/directory.ts';
import type { Delivery } from '../port.ts';
import { nounById } from './directory.ts';
import { messageByProviderId, messagesUnconfirmedTo, saveMessage } from './messages.ts';
import type { Session } from './session.ts';

/** Stores the SMS and faxes of one delivery. They are few beside the calls, so each asks for itself. */
export async function takeMessages(
  session: Session,
  tenantId: string,
  { provider, receivedAt, messages = [] }: Delivery,
  lookUps: LookUps,
  now: Date,
): Promise<EventDraft[]> {
  const events: EventDraft[] = [];
  for (const told of messages) {
    const known = await messageByProviderId(session, tenantId, provider, told.providerMessageId);
    const sentTo = known || told.direction === 'inbound' ? null : told.toNumber;
    const own = sentTo === null ? [] : await messagesUnconfirmedTo(session, tenantId, sentTo);
    const personId = told.providerUserId === null ? null : lookUps.personIdOf(told.providerUserId);
    const person = personId === null ? null : await nounById<Person>(session, tenantId, 'people', personId);
    const context = { tenantId, provider, receivedAt, now, lookUps, person, newId: randomUUIDv7 };
    const taken = takeTold(told, known, own, context);
    if (!taken) continue;
    await saveMessage(session, tenantId, taken.write);
    events.push(...taken.events);
  }
  return events;
}

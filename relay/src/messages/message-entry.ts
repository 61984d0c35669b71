import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { Hops, LoggedEventOf } from '../wire/events.ts';
import { otherNumberOf, type Message } from '../wire/message.ts';

/**
 * The timeline entry of a message, where it is due: once it came or went, and again whenever it says something else (it
 * was linked). What is still being sent, failed, or is unconfirmed has none: nothing happened to the matter yet.
 */
export function messageEntryDrafts(
  tenantId: string,
  before: Message | null,
  message: Message,
  hops: Hops,
): EventDraft[] {
  if (!happened(message)) return [];
  const entry = draft(messageEntry(tenantId, message, hops));
  const told = before && happened(before) ? draft(messageEntry(tenantId, before, hops)) : null;
  return told?.json === entry.json ? [] : [entry];
}

const happened = ({ state }: Message) => state === 'received' || state === 'sent';

/** The timeline entry that existing integrations read (HTTP contract section 4), in that contract's own words. */
function messageEntry(tenantId: string, message: Message, hops: Hops): LoggedEventOf<'call_event_created'> {
  const who = otherNumberOf(message) ?? message.senderName ?? 'an unknown number';
  const what = message.kind === 'sms' ? 'SMS' : 'Fax';
  return {
    type: 'call_event_created',
    id: message.id,
    tenant_id: tenantId,
    case_id: message.matterId,
    source: message.provider === 'ringover' ? 'RINGOVER' : 'SIPGATE',
    event_type: message.kind === 'sms' ? 'SMS' : 'FAX',
    title: message.direction === 'inbound' ? `${what} from ${who}` : `${what} to ${who}`,
    body: message.kind === 'sms' ? message.body : body(message),
    occurred_at: message.at,
    metadata: {
      id: message.id,
      direction: message.direction,
      from_number: message.fromNumber,
      to_number: message.toNumber,
      sender_name: message.senderName,
      pages: message.pages,
      contact_id: message.contactId,
    },
    created_by: message.direction === 'outbound' && message.personId ? message.personId : `${message.provider}_webhook`,
    hops,
  };
}

function body({ direction, pages }: Message): string {
  const way = direction === 'inbound' ? 'Inbound' : 'Outbound';
  return pages === null ? `${way} fax.` : `${way} fax, ${pages} ${pages === 1 ? 'page' : 'pages'}.`;
}

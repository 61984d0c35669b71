import type { ToldMessage } from '../../../storage/port.ts';
import { contentHash } from '../../dedupe-key.ts';
import { isWithheld, normaliseNumber } from '../../phone-number.ts';
import { readProviderTime } from '../../provider-time.ts';
import type { RingoverEvent } from './envelope.ts';
import { directionOf, firstText, seconds, type Fields } from './fields.ts';

/**
 * The SMS or fax that an event tells of. SMS: telephony facts 2.2. Of faxes only the dashboard's entry is known, neither
 * the event's name nor its fields, so whatever names a fax is one, and whatever looks like its fields is taken.
 * @returns null when the event tells of neither
 */
export function toldMessage(event: RingoverEvent, country: string, receivedAt: string): ToldMessage | null {
  const isFax = /fax/i.test(`${event.resource}/${event.event}`);
  const isSms = event.resource === 'sms' && (event.event === 'received' || event.event === 'sent');
  if (!isFax && !isSms) return null;
  const data = event.data;
  const sent = /sent|out/i.test(event.event);
  const from = firstText(data, 'from_number', 'caller_number', 'from', 'sender');
  const fromNumber = event.anonymous ? null : normaliseNumber(from, country);
  const named = from !== null && fromNumber === null && !event.anonymous && !isWithheld(from);
  return {
    providerMessageId: isFax ? faxId(data) : (event.messageId ?? `sha256-${contentHash(JSON.stringify(data))}`),
    kind: isFax ? 'fax' : 'sms',
    direction: directionOf(data['direction']) ?? (sent ? 'outbound' : 'inbound'),
    fromNumber,
    toNumber: normaliseNumber(firstText(data, 'to_number', 'callee_number', 'to', 'recipient'), country),
    senderName: named ? from.slice(0, 100) : null,
    body: isFax ? '' : (firstText(data, 'body', 'content', 'text') ?? '').slice(0, 20_000),
    pages: isFax ? pagesOf(data) : null,
    at: readProviderTime(data['time']) ?? event.startTime ?? event.timestamp ?? receivedAt,
    providerUserId: event.userId?.slice(0, 100) ?? null,
  };
}

/** Beside the ids of SMS, which are numbers too; a call's `id` is the delivery's (2.2), so that comes last. Without any id its content is its name: then a repetition is the same. */
function faxId(data: Fields): string {
  const id = firstText(data, 'fax_id', 'message_id', 'call_id', 'cdr_id', 'id');
  return id !== null && id.length <= 200 ? `fax/${id}` : `fax/sha256-${contentHash(JSON.stringify(data))}`;
}

function pagesOf(data: Fields): number | null {
  for (const name of ['pages', 'page_count', 'pages_count', 'nb_pages', 'number_of_pages', 'fax_pages']) {
    const pages = seconds(data[name]);
    if (pages !== null && Number.isInteger(pages) && pages > 0) return pages;
  }
  return null;
}

import { endingOf } from '../../calls/same-number.ts';
import type { MessageWrite, StoredMessage } from '../../messages/stored-message.ts';
import type { Message } from '../../wire/message.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import { messageColumns, storedMessageOf, type MessageRow } from '../message-row.ts';
import type { Session } from './session.ts';

async function messagesWhere(session: Session, condition: string, ...values: unknown[]): Promise<StoredMessage[]> {
  const rows = await session.rows<MessageRow>(
    `SELECT json, provider_message_id FROM messages WHERE tenant_id = $1 AND ${condition} ORDER BY at, id`,
    values,
  );
  return rows.map(storedMessageOf);
}

export async function messageById(session: Session, tenantId: string, messageId: string) {
  return (await messagesWhere(session, 'id = $2', tenantId, messageId))[0] ?? null;
}

export async function messageByProviderId(
  session: Session,
  tenantId: string,
  provider: string,
  providerMessageId: string,
): Promise<StoredMessage | null> {
  const condition = 'provider = $2 AND provider_message_id = $3';
  return (await messagesWhere(session, condition, tenantId, provider, providerMessageId))[0] ?? null;
}

/** To or from this number, without a provider's id. */
export function messagesUnconfirmedTo(session: Session, tenantId: string, number: string): Promise<StoredMessage[]> {
  return messagesWhere(session, 'other_number = $2 AND provider_message_id IS NULL', tenantId, number);
}

/** To or from these numbers or ones that end alike, and no contact's. */
export function messagesWithoutContact(
  session: Session,
  tenantId: string,
  numbers: readonly string[],
): Promise<StoredMessage[]> {
  return messagesWhere(session, 'right(other_number, 7) = ANY ($2::text[]) AND contact_id IS NULL', tenantId, [
    ...new Set(numbers.map(endingOf)),
  ]);
}

export function messagesOf(
  session: Session,
  tenantId: string,
  column: 'contact_id' | 'matter_id',
  value: string,
): Promise<StoredMessage[]> {
  return messagesWhere(session, `${column} = $2`, tenantId, value);
}

export async function saveMessage(session: Session, tenantId: string, write: MessageWrite): Promise<void> {
  const c = messageColumns(write);
  await session.run(
    `INSERT INTO messages (tenant_id, id, provider, provider_message_id, at, other_number, contact_id, json,
       matter_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (tenant_id, id) DO UPDATE SET provider_message_id = excluded.provider_message_id, at = excluded.at,
       other_number = excluded.other_number, contact_id = excluded.contact_id, json = excluded.json,
       matter_id = excluded.matter_id`,
    [tenantId, c.id, c.provider, c.providerMessageId, c.at, c.otherNumber, c.contactId, c.json, c.matterId],
  );
}

export async function messagePage(
  session: Session,
  tenantId: string,
  before: string | null,
  limit: number,
): Promise<Page<Message>> {
  const size = pageSize(limit);
  const position = before === null ? null : decodeCursor(before, 2);
  const rows = await session.rows<{ json: string }>(
    `SELECT json FROM messages WHERE tenant_id = $1 ${position ? 'AND (at, id) < ($3, $4)' : ''}
     ORDER BY at DESC, id DESC LIMIT $2`,
    [tenantId, size + 1, ...(position ?? [])],
  );
  const [count] = await session.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM messages WHERE tenant_id = $1',
    [tenantId],
  );
  const texts = rows.map((row) => row.json);
  return pageFrom<Message>(texts, size, count?.total ?? 0, (last) => [last.at, last.id]);
}

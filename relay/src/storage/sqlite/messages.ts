import type { Database } from 'better-sqlite3';
import { endingOf } from '../../calls/same-number.ts';
import type { MessageWrite, StoredMessage } from '../../messages/stored-message.ts';
import type { Message } from '../../wire/message.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import { messageColumns, storedMessageOf, type MessageRow } from '../message-row.ts';

export interface MessageTable {
  byId(tenantId: string, messageId: string): StoredMessage | null;
  byProviderMessageId(tenantId: string, provider: string, providerMessageId: string): StoredMessage | null;
  /** To or from this number, without a provider's id. */
  unconfirmedTo(tenantId: string, number: string): StoredMessage[];
  /** To or from this number or one that ends alike, and no contact's. */
  withoutContact(tenantId: string, number: string): StoredMessage[];
  of(tenantId: string, column: 'contact_id' | 'matter_id', value: string): StoredMessage[];
  save(tenantId: string, write: MessageWrite): void;
  page(tenantId: string, before: string | null, limit: number): Page<Message>;
}

const stored = 'json, provider_message_id';

export function prepareMessages(db: Database): MessageTable {
  const byId = db.prepare<[string, string], MessageRow>(
    `SELECT ${stored} FROM messages WHERE tenant_id = ? AND id = ?`,
  );
  const byProviderMessageId = db.prepare<[string, string, string], MessageRow>(
    `SELECT ${stored} FROM messages WHERE tenant_id = ? AND provider = ? AND provider_message_id = ?`,
  );
  const unconfirmedTo = db.prepare<[string, string], MessageRow>(
    `SELECT ${stored} FROM messages WHERE tenant_id = ? AND other_number = ? AND provider_message_id IS NULL
     ORDER BY at, id`,
  );
  // By name, and sorted with a plus: without statistics SQLite would walk through all messages of the tenant.
  const withoutContact = db.prepare<[string, string], MessageRow>(
    `SELECT ${stored} FROM messages INDEXED BY messages_unlinked WHERE tenant_id = ? AND substr(other_number, -7) = ? AND contact_id IS NULL
     ORDER BY +at, +id`,
  );
  const where = (column: 'contact_id' | 'matter_id', index: string) =>
    db.prepare<[string, string], MessageRow>(
      `SELECT ${stored} FROM messages INDEXED BY ${index} WHERE tenant_id = ? AND ${column} = ? ORDER BY +at, +id`,
    );
  const of = {
    contact_id: where('contact_id', 'messages_contact'),
    matter_id: where('matter_id', 'messages_matter'),
  };
  const insert = db.prepare<[Record<string, unknown>]>(
    `INSERT INTO messages (tenant_id, id, provider, provider_message_id, at, other_number, contact_id, matter_id,
       json)
     VALUES ($tenantId, $id, $provider, $providerMessageId, $at, $otherNumber, $contactId, $matterId, $json)`,
  );
  const update = db.prepare<[Record<string, unknown>]>(
    `UPDATE messages SET provider_message_id = $providerMessageId, at = $at, other_number = $otherNumber,
       contact_id = $contactId, matter_id = $matterId, json = $json
     WHERE tenant_id = $tenantId AND id = $id`,
  );
  const count = db.prepare<[string], number>('SELECT count(*) FROM messages WHERE tenant_id = ?').pluck();
  const newest = db
    .prepare<[string, number], string>(
      'SELECT json FROM messages WHERE tenant_id = ? ORDER BY at DESC, id DESC LIMIT ?',
    )
    .pluck();
  const newestBefore = db
    .prepare<[string, string, string, number], string>(
      `SELECT json FROM messages WHERE tenant_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?`,
    )
    .pluck();
  const one = (row: MessageRow | undefined) => (row ? storedMessageOf(row) : null);

  return {
    byId: (tenantId, messageId) => one(byId.get(tenantId, messageId)),
    byProviderMessageId: (tenantId, provider, id) => one(byProviderMessageId.get(tenantId, provider, id)),
    unconfirmedTo: (tenantId, number) => unconfirmedTo.all(tenantId, number).map(storedMessageOf),
    withoutContact: (tenantId, number) => withoutContact.all(tenantId, endingOf(number)).map(storedMessageOf),
    of: (tenantId, column, value) => of[column].all(tenantId, value).map(storedMessageOf),
    save(tenantId, write) {
      (write.isNew ? insert : update).run({ tenantId, ...messageColumns(write) });
    },
    page(tenantId, before, limit) {
      const size = pageSize(limit);
      const [at = '', id = ''] = before === null ? [] : decodeCursor(before, 2);
      const texts = before === null ? newest.all(tenantId, size + 1) : newestBefore.all(tenantId, at, id, size + 1);
      return pageFrom<Message>(texts, size, count.get(tenantId) ?? 0, (last) => [last.at, last.id]);
    },
  };
}

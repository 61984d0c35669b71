import type { Database } from 'better-sqlite3';
import type { ItemKind } from '../../wire/item.ts';
import type { ItemRow } from '../item-row.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { Page } from '../../wire/rest.ts';

export type ItemTable = ReturnType<typeof prepareItems>;

/** Callbacks, tasks and time entries. */
export function prepareItems(db: Database) {
  const one = db
    .prepare<[string, string, string], string>('SELECT json FROM items WHERE tenant_id = ? AND kind = ? AND id = ?')
    .pluck();
  const after = db
    .prepare<[string, string, string, number], string>(
      'SELECT json FROM items WHERE tenant_id = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?',
    )
    .pluck();
  const count = db
    .prepare<[string, string], number>('SELECT count(*) FROM items WHERE tenant_id = ? AND kind = ?')
    .pluck();
  const owed = db
    .prepare<[string], string>(
      `SELECT json FROM items WHERE tenant_id = ? AND kind = 'callback' AND owed = 1 ORDER BY id`,
    )
    .pluck();
  const put = db.prepare<[string, string, string, string | null, string | null, string | null, number, string]>(
    'INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const of = (column: string) =>
    db
      .prepare<[string, string, string], string>(
        `SELECT json FROM items WHERE tenant_id = ? AND ${column} = ? AND kind = ? ORDER BY id`,
      )
      .pluck();
  const by = { matter_id: of('matter_id'), contact_id: of('contact_id'), call_id: of('call_id') };
  return {
    one<T>(tenantId: string, kind: ItemKind, id: string): T | null {
      const text = one.get(tenantId, kind, id);
      return text === undefined ? null : (JSON.parse(text) as T);
    },
    page<T extends { id: string }>(tenantId: string, kind: ItemKind, cursor: string | null, limit: number): Page<T> {
      const size = pageSize(limit);
      const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
      const texts = after.all(tenantId, kind, position, size + 1);
      return pageFrom<T>(texts, size, count.get(tenantId, kind) ?? 0, (last) => [last.id]);
    },
    owed: <T>(tenantId: string): T[] => owed.all(tenantId).map((text) => JSON.parse(text) as T),
    of: <T>(tenantId: string, kind: ItemKind, column: keyof typeof by, value: string): T[] =>
      by[column].all(tenantId, value, kind).map((text) => JSON.parse(text) as T),
    put(tenantId: string, { kind, id, callId, contactId, matterId, owed: isOwed, json }: ItemRow): void {
      put.run(tenantId, kind, id, callId, contactId, matterId, isOwed, json);
    },
  };
}

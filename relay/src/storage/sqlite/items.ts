import type { Database } from 'better-sqlite3';
import type { Callback } from '../../wire/callback.ts';
import type { ItemKind, ItemOf } from '../../wire/item.ts';
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
    one<K extends ItemKind>(tenantId: string, kind: K, id: string): ItemOf[K] | null {
      const text = one.get(tenantId, kind, id);
      return text === undefined ? null : (JSON.parse(text) as ItemOf[K]);
    },
    page<K extends ItemKind>(tenantId: string, kind: K, cursor: string | null, limit: number): Page<ItemOf[K]> {
      const size = pageSize(limit);
      const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
      const texts = after.all(tenantId, kind, position, size + 1);
      return pageFrom<ItemOf[K]>(texts, size, count.get(tenantId, kind) ?? 0, (last) => [last.id]);
    },
    owed: (tenantId: string): Callback[] => owed.all(tenantId).map((text) => JSON.parse(text) as Callback),
    of: <K extends ItemKind>(tenantId: string, kind: K, column: keyof typeof by, value: string): ItemOf[K][] =>
      by[column].all(tenantId, value, kind).map((text) => JSON.parse(text) as ItemOf[K]),
    put(tenantId: string, { kind, id, callId, contactId, matterId, owed: isOwed, json }: ItemRow): void {
      put.run(tenantId, kind, id, callId, contactId, matterId, isOwed, json);
    },
  };
}

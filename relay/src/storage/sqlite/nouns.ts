import type { Database } from 'better-sqlite3';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';

/** Rows that are read by id or page by page in the order of their ids. */
export interface Nouns<T> {
  readonly byId: (tenantId: string, id: string) => T | null;
  readonly page: (tenantId: string, cursor: string | null, limit: number) => Page<T>;
}

export function prepareNouns<T extends { id: string }>(db: Database, table: string): Nouns<T> {
  const byId = db.prepare<[string, string], string>(`SELECT json FROM ${table} WHERE tenant_id = ? AND id = ?`).pluck();
  const after = db
    .prepare<[string, string, number], string>(
      `SELECT json FROM ${table} WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
    .pluck();
  const count = db.prepare<[string], number>(`SELECT count(*) FROM ${table} WHERE tenant_id = ?`).pluck();
  return {
    byId(tenantId, id) {
      const text = byId.get(tenantId, id);
      return text === undefined ? null : (JSON.parse(text) as T);
    },
    page(tenantId, cursor, limit) {
      const size = pageSize(limit);
      const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
      const texts = after.all(tenantId, position, size + 1);
      return pageFrom<T>(texts, size, count.get(tenantId) ?? 0, (last) => [last.id]);
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../wire/recording.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';

/** Only grows; the table's triggers refuse everything else. */
export interface AuditTable {
  add(tenantId: string, entry: Omit<AuditEntry, 'id'>): void;
  page(tenantId: string, callId: string | null, before: string | null, limit: number): Page<AuditEntry>;
}

export function prepareAudit(db: Database): AuditTable {
  const add = db.prepare<[string, string | null, string]>(
    'INSERT INTO audit (tenant_id, call_id, json) VALUES (?, ?, ?)',
  );
  const page = db
    .prepare<[string, string | null, string | null, number, number], string>(
      `SELECT json_set(json, '$.id', id) FROM audit WHERE tenant_id = ? AND (? IS NULL OR call_id = ?) AND id < ?
       ORDER BY id DESC LIMIT ?`,
    )
    .pluck();
  const count = db
    .prepare<[string, string | null, string | null], number>(
      'SELECT count(*) FROM audit WHERE tenant_id = ? AND (? IS NULL OR call_id = ?)',
    )
    .pluck();
  return {
    add: (tenantId, entry) => void add.run(tenantId, entry.callId, JSON.stringify(entry)),
    page(tenantId, callId, before, limit) {
      const size = pageSize(limit);
      const position = before === null ? Number.MAX_SAFE_INTEGER : Number(decodeCursor(before, 1)[0]);
      const texts = page.all(tenantId, callId, callId, position, size + 1);
      return pageFrom<AuditEntry>(texts, size, count.get(tenantId, callId, callId) ?? 0, (last) => [String(last.id)]);
    },
  };
}

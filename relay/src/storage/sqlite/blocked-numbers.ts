import type { Database } from 'better-sqlite3';
import type { BlockedNumber } from '../../wire/control.ts';

export interface BlockedNumberTable {
  all(tenantId: string): BlockedNumber[];
  one(tenantId: string, number: string): BlockedNumber | null;
  put(tenantId: string, blocked: BlockedNumber): void;
  remove(tenantId: string, number: string): void;
}

export function prepareBlockedNumbers(db: Database): BlockedNumberTable {
  const all = db
    .prepare<[string], string>('SELECT json FROM blocked_numbers WHERE tenant_id = ? ORDER BY number')
    .pluck();
  const one = db
    .prepare<[string, string], string>('SELECT json FROM blocked_numbers WHERE tenant_id = ? AND number = ?')
    .pluck();
  const put = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO blocked_numbers VALUES (?, ?, ?)');
  const remove = db.prepare<[string, string]>('DELETE FROM blocked_numbers WHERE tenant_id = ? AND number = ?');
  return {
    all: (tenantId) => all.all(tenantId).map((json) => JSON.parse(json) as BlockedNumber),
    one(tenantId, number) {
      const json = one.get(tenantId, number);
      return json === undefined ? null : (JSON.parse(json) as BlockedNumber);
    },
    put: (tenantId, blocked) => void put.run(tenantId, blocked.number, JSON.stringify(blocked)),
    remove: (tenantId, number) => void remove.run(tenantId, number),
  };
}

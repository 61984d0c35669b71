import type { Database } from 'better-sqlite3';
import type { EventDraft } from '../../calls/event-draft.ts';
import { StorageError, type StoredEvent } from '../port.ts';

/** The log of what happened, per tenant, with ids that rise by one. */
export interface EventLog {
  /** Inside the caller's transaction. */
  append(tenantId: string, drafts: readonly EventDraft[]): StoredEvent[];
  after(tenantId: string, after: number, limit: number): StoredEvent[];
  lastId(tenantId: string): number;
}

export function prepareEventLog(db: Database): EventLog {
  const moveHead = db
    .prepare<[number, string], number>(
      'UPDATE tenants SET last_event_id = last_event_id + ? WHERE id = ? RETURNING last_event_id',
    )
    .pluck();
  const insert = db.prepare<[string, number, string, string]>('INSERT INTO events VALUES (?, ?, ?, ?)');
  const after = db.prepare<[string, number, number], StoredEvent>(
    'SELECT id, type, json FROM events WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const head = db.prepare<[string], number>('SELECT last_event_id FROM tenants WHERE id = ?').pluck();
  return {
    append(tenantId, drafts) {
      if (drafts.length === 0) return [];
      const last = moveHead.get(drafts.length, tenantId);
      if (last === undefined) throw new StorageError('unavailable', 'There is no such tenant.');
      return drafts.map(({ type, json }, i) => {
        const id = last - drafts.length + 1 + i;
        insert.run(tenantId, id, type, json);
        return { id, type, json };
      });
    },
    after: (tenantId, id, limit) => after.all(tenantId, id, limit),
    lastId: (tenantId) => head.get(tenantId) ?? 0,
  };
}

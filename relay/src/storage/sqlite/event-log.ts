import type { Database } from 'better-sqlite3';
import type { EventDraft } from '../../calls/event-draft.ts';
import { withheldJson, type Audience } from '../../policy/may-see.ts';
import { storedEventOf, type EventRow } from '../event-row.ts';
import { StorageError, type StoredEvent } from '../port.ts';
import type { RestrictedMatters } from './restricted-matters.ts';

/** The log of what happened, per tenant, with ids that rise by one. */
export interface EventLog {
  /** Inside the caller's transaction. */
  append(tenantId: string, drafts: readonly EventDraft[]): StoredEvent[];
  /** The same for a transaction of many: its ids are counted in memory, and `moveHeads` must be called before COMMIT. */
  appendInBurst(tenantId: string, drafts: readonly EventDraft[]): StoredEvent[];
  moveHeads(): void;
  /** Forgets ids that were counted for a transaction that came to nothing. */
  forgetHeads(): void;
  after(tenantId: string, after: number, limit: number): StoredEvent[];
  lastId(tenantId: string): number;
}

export function prepareEventLog(db: Database, restricted: RestrictedMatters): EventLog {
  const moveHead = db
    .prepare<[number, string], number>(
      'UPDATE tenants SET last_event_id = last_event_id + ? WHERE id = ? RETURNING last_event_id',
    )
    .pluck();
  const setHead = db.prepare<[number, string]>('UPDATE tenants SET last_event_id = ? WHERE id = ?');
  const insert = db.prepare<[string, number, string, string]>(
    'INSERT INTO events (tenant_id, id, type, json) VALUES (?, ?, ?, ?)',
  );
  const insertRestricted = db.prepare<[string, number, string, string, string, string]>(
    'INSERT INTO events (tenant_id, id, type, json, audience_json, withheld_json) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const after = db.prepare<[string, number, number], EventRow>(
    'SELECT id, type, json, audience_json, withheld_json FROM events WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const head = db.prepare<[string], number>('SELECT last_event_id FROM tenants WHERE id = ?').pluck();
  const heads = new Map<string, number>();

  function insertUpTo(
    last: number | undefined,
    tenantId: string,
    drafts: readonly EventDraft[],
    audience: (about: EventDraft['about']) => Audience,
  ): StoredEvent[] {
    if (last === undefined) throw new StorageError('unavailable', 'There is no such tenant.');
    return drafts.map(({ type, json, about }, i) => {
      const id = last - drafts.length + 1 + i;
      const to = audience(about);
      if (about === null || to === null) {
        insert.run(tenantId, id, type, json);
        return { id, type, json };
      }
      const withheld = withheldJson(about);
      insertRestricted.run(tenantId, id, type, json, JSON.stringify(to), withheld);
      return { id, type, json, restricted: { to, withheldJson: withheld } };
    });
  }

  return {
    append(tenantId, drafts) {
      if (drafts.length === 0) return [];
      return insertUpTo(moveHead.get(drafts.length, tenantId), tenantId, drafts, restricted.audience(tenantId));
    },
    appendInBurst(tenantId, drafts) {
      if (drafts.length === 0) return [];
      const before = heads.get(tenantId) ?? head.get(tenantId);
      const last = before === undefined ? undefined : before + drafts.length;
      const events = insertUpTo(last, tenantId, drafts, restricted.rememberedAudience(tenantId));
      if (last !== undefined) heads.set(tenantId, last);
      return events;
    },
    moveHeads() {
      for (const [tenantId, last] of heads) setHead.run(last, tenantId);
      heads.clear();
    },
    forgetHeads: () => heads.clear(),
    after: (tenantId, id, limit) => after.all(tenantId, id, limit).map(storedEventOf),
    lastId: (tenantId) => head.get(tenantId) ?? 0,
  };
}

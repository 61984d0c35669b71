import type { Database } from 'better-sqlite3';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import {
  insightsColumns,
  sentimentCountsOf,
  sentimentOfRow,
  storedInsightsOf,
  type InsightsRow,
  type SentimentCounts,
  type SentimentOfCall,
  type StoredInsights,
} from '../recording-row.ts';
import type { TextLock } from '../text-lock.ts';

export interface InsightsTable {
  ofCall(tenantId: string, callId: string, lock: TextLock): StoredInsights | null;
  put(tenantId: string, stored: StoredInsights, lock: TextLock): void;
  page(tenantId: string, cursor: string | null, limit: number): Page<{ callId: string; revision: number }>;
  before(tenantId: string, startedBefore: string, limit: number): string[];
  remove(tenantId: string, callId: string): boolean;
  /** @returns how many were locked anew */
  relock(tenantId: string, limit: number, lock: TextLock): number;
  sentimentOf(tenantId: string, from: string, to: string): SentimentOfCall[];
  sentiments(tenantId: string, from: string, to: string): SentimentCounts;
}

export function prepareInsights(db: Database): InsightsTable {
  const ofCall = db.prepare<[string, string], InsightsRow>(
    'SELECT told_json, locked FROM insights WHERE tenant_id = ? AND call_id = ?',
  );
  const put = db.prepare<[Record<string, unknown>]>(
    `INSERT INTO insights (tenant_id, call_id, revision, sentiment, told_json, locked)
     VALUES ($tenantId, $callId, $revision, $sentiment, $toldJson, $locked)
     ON CONFLICT (tenant_id, call_id) DO UPDATE SET revision = excluded.revision, sentiment = excluded.sentiment,
       told_json = excluded.told_json, locked = excluded.locked`,
  );
  const count = db.prepare<[string], number>('SELECT count(*) FROM insights WHERE tenant_id = ?').pluck();
  const after = db
    .prepare<[string, string, number], string>(
      `SELECT json_object('callId', call_id, 'revision', revision) FROM insights WHERE tenant_id = ? AND call_id > ?
       ORDER BY call_id LIMIT ?`,
    )
    .pluck();
  const before = db
    .prepare<[string, string, number], string>(
      `SELECT c.id FROM (SELECT tenant_id, call_id FROM insights UNION SELECT tenant_id, call_id FROM agent_talks) t
         JOIN calls c ON c.tenant_id = t.tenant_id AND c.id = t.call_id
       WHERE t.tenant_id = ? AND c.started_at < ? AND NOT coalesce(json_extract(c.chosen_json, '$.legalHold'), 0)
         AND NOT EXISTS (SELECT 1 FROM recordings r
         WHERE r.tenant_id = c.tenant_id AND r.call_id = c.id AND r.on_hold = 1)
       ORDER BY c.started_at, c.id LIMIT ?`,
    )
    .pluck();
  const remove = db.prepare<[string, string]>('DELETE FROM insights WHERE tenant_id = ? AND call_id = ?');
  const olderLocked = db
    .prepare<[string, string, number], string>(
      'SELECT call_id FROM insights WHERE tenant_id = ? AND instr(locked, ?) <> 1 ORDER BY call_id LIMIT ?',
    )
    .pluck();
  const sentimentOf = db.prepare<[string, string, string], { callId: string; sentiment: string }>(
    `SELECT i.call_id AS callId, i.sentiment FROM insights i JOIN calls c ON c.tenant_id = i.tenant_id AND c.id = i.call_id
     WHERE i.tenant_id = ? AND c.started_at >= ? AND c.started_at < ? AND i.sentiment IS NOT NULL`,
  );
  const sentiments = db.prepare<[string, string, string], { sentiment: string; count: number }>(
    `SELECT i.sentiment, count(*) AS count FROM insights i JOIN calls c ON c.tenant_id = i.tenant_id AND c.id = i.call_id
     WHERE i.tenant_id = ? AND c.started_at >= ? AND c.started_at < ? AND i.sentiment IS NOT NULL GROUP BY i.sentiment`,
  );

  const table: InsightsTable = {
    ofCall(tenantId, callId, lock) {
      const row = ofCall.get(tenantId, callId);
      return row ? storedInsightsOf(row, lock) : null;
    },
    put: (tenantId, stored, lock) => void put.run({ tenantId, ...insightsColumns(stored, lock) }),
    relock(tenantId, limit, lock) {
      const older = olderLocked.all(tenantId, lock.currentPrefix, pageSize(limit));
      for (const callId of older) {
        const stored = table.ofCall(tenantId, callId, lock);
        if (stored) table.put(tenantId, stored, lock);
      }
      return older.length;
    },
    page(tenantId, cursor, limit) {
      const size = pageSize(limit);
      const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
      const texts = after.all(tenantId, position, size + 1);
      return pageFrom(texts, size, count.get(tenantId) ?? 0, (last: { callId: string; revision: number }) => [
        last.callId,
      ]);
    },
    before: (tenantId, startedBefore, limit) => before.all(tenantId, startedBefore, pageSize(limit)),
    remove: (tenantId, callId) => remove.run(tenantId, callId).changes === 1,
    sentimentOf: (tenantId, from, to) => sentimentOf.all(tenantId, from, to).map(sentimentOfRow),
    sentiments: (tenantId, from, to) => sentimentCountsOf(sentiments.all(tenantId, from, to)),
  };
  return table;
}

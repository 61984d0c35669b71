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
import type { Session } from './session.ts';

export async function insightsOfCall(
  session: Session,
  tenantId: string,
  callId: string,
  lock: TextLock,
): Promise<StoredInsights | null> {
  const [row] = await session.rows<InsightsRow>(
    'SELECT told_json, locked FROM insights WHERE tenant_id = $1 AND call_id = $2',
    [tenantId, callId],
  );
  return row ? storedInsightsOf(row, lock) : null;
}

export async function putInsights(
  session: Session,
  tenantId: string,
  stored: StoredInsights,
  lock: TextLock,
): Promise<void> {
  const c = insightsColumns(stored, lock);
  await session.run(
    `INSERT INTO insights (tenant_id, call_id, revision, sentiment, told_json, locked) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, call_id) DO UPDATE SET revision = excluded.revision, sentiment = excluded.sentiment,
       told_json = excluded.told_json, locked = excluded.locked`,
    [tenantId, c.callId, c.revision, c.sentiment, c.toldJson, c.locked],
  );
}

export async function insightsPage(
  session: Session,
  tenantId: string,
  cursor: string | null,
  limit: number,
): Promise<Page<{ callId: string; revision: number }>> {
  const size = pageSize(limit);
  const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
  const rows = await session.rows<{ callId: string; revision: number }>(
    `SELECT call_id AS "callId", revision FROM insights WHERE tenant_id = $1 AND call_id > $2 ORDER BY call_id LIMIT $3`,
    [tenantId, position, size + 1],
  );
  const [count] = await session.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM insights WHERE tenant_id = $1',
    [tenantId],
  );
  const texts = rows.map((row) => JSON.stringify(row));
  return pageFrom(texts, size, count?.total ?? 0, (last: { callId: string; revision: number }) => [last.callId]);
}

/** Calls that have any, or a talk of the receptionist, and are not on hold. */
export async function insightsBefore(
  session: Session,
  tenantId: string,
  startedBefore: string,
  limit: number,
): Promise<string[]> {
  const rows = await session.rows<{ id: string }>(
    `SELECT c.id FROM (SELECT tenant_id, call_id FROM insights UNION SELECT tenant_id, call_id FROM agent_talks) t
       JOIN calls c ON c.tenant_id = t.tenant_id AND c.id = t.call_id
     WHERE t.tenant_id = $1 AND c.started_at < $2
       AND NOT coalesce((c.chosen_json::jsonb ->> 'legalHold')::boolean, false) AND NOT EXISTS (SELECT 1 FROM recordings r
       WHERE r.tenant_id = c.tenant_id AND r.call_id = c.id AND r.on_hold = 1)
     ORDER BY c.started_at, c.id LIMIT $3`,
    [tenantId, startedBefore, pageSize(limit)],
  );
  return rows.map((row) => row.id);
}

export async function removeInsights(session: Session, tenantId: string, callId: string): Promise<boolean> {
  return (await session.run('DELETE FROM insights WHERE tenant_id = $1 AND call_id = $2', [tenantId, callId])) === 1;
}

export async function sentimentsBetween(
  session: Session,
  tenantId: string,
  from: string,
  to: string,
): Promise<SentimentOfCall[]> {
  const rows = await session.rows<{ callId: string; sentiment: string }>(
    `SELECT i.call_id AS "callId", i.sentiment FROM insights i
       JOIN calls c ON c.tenant_id = i.tenant_id AND c.id = i.call_id
     WHERE i.tenant_id = $1 AND c.started_at >= $2 AND c.started_at < $3 AND i.sentiment IS NOT NULL`,
    [tenantId, from, to],
  );
  return rows.map(sentimentOfRow);
}

export async function sentimentCounts(
  session: Session,
  tenantId: string,
  from: string,
  to: string,
): Promise<SentimentCounts> {
  const rows = await session.rows<{ sentiment: string; count: number }>(
    `SELECT i.sentiment, count(*)::int AS count FROM insights i
       JOIN calls c ON c.tenant_id = i.tenant_id AND c.id = i.call_id
     WHERE i.tenant_id = $1 AND c.started_at >= $2 AND c.started_at < $3 AND i.sentiment IS NOT NULL
     GROUP BY i.sentiment`,
    [tenantId, from, to],
  );
  return sentimentCountsOf(rows);
}

/** @returns how many were locked anew */
export async function relockInsights(
  session: Session,
  tenantId: string,
  limit: number,
  lock: TextLock,
): Promise<number> {
  const rows = await session.rows<{ call_id: string }>(
    `SELECT call_id FROM insights WHERE tenant_id = $1 AND NOT starts_with(locked, $2) ORDER BY call_id LIMIT $3`,
    [tenantId, lock.currentPrefix, pageSize(limit)],
  );
  for (const { call_id } of rows) {
    const stored = await insightsOfCall(session, tenantId, call_id, lock);
    if (stored) await putInsights(session, tenantId, stored, lock);
  }
  return rows.length;
}

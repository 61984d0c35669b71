import { endingOf } from '../../calls/same-number.ts';
import type { CallWrite, StoredCall } from '../../calls/stored-call.ts';
import type { Call } from '../../wire/call.ts';
import type { Page } from '../../wire/rest.ts';
import { callColumns, storedCallOf, type CallRow } from '../call-row.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { Session } from './session.ts';

const stored = 'call_json, facts_json, chosen_json, imported';

export async function callById(session: Session, tenantId: string, callId: string): Promise<StoredCall | null> {
  const [row] = await session.rows<CallRow>(`SELECT ${stored} FROM calls WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    callId,
  ]);
  return row ? storedCallOf(row) : null;
}

export async function callsByProviderId(
  session: Session,
  tenantId: string,
  keys: readonly { provider: string; providerCallId: string }[],
): Promise<StoredCall[]> {
  if (keys.length === 0) return [];
  const rows = await session.rows<CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = $1
       AND (provider, provider_call_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [tenantId, keys.map((k) => k.provider), keys.map((k) => k.providerCallId)],
  );
  return rows.map(storedCallOf);
}

/** From or to these numbers or ones that end alike, and no contact's. */
export async function callsWithoutContact(
  session: Session,
  tenantId: string,
  numbers: readonly string[],
): Promise<StoredCall[]> {
  const rows = await session.rows<CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = $1 AND right(other_number, 7) = ANY ($2::text[])
       AND contact_id IS NULL
     ORDER BY started_at, id`,
    [tenantId, [...new Set(numbers.map(endingOf))]],
  );
  return rows.map(storedCallOf);
}

export async function callsOf(
  session: Session,
  tenantId: string,
  column: 'contact_id' | 'matter_id',
  value: string,
): Promise<StoredCall[]> {
  const rows = await session.rows<CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = $1 AND ${column} = $2 ORDER BY started_at, id`,
    [tenantId, value],
  );
  return rows.map(storedCallOf);
}

/** Ringing or talking, as far as is known. */
export async function openCalls(session: Session, tenantId: string): Promise<StoredCall[]> {
  const rows = await session.rows<CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = $1 AND outcome IN ('ringing', 'talking') ORDER BY started_at, id`,
    [tenantId],
  );
  return rows.map(storedCallOf);
}

/** Started at or after `from` and before `to`, oldest first. */
export async function callsBetween(session: Session, tenantId: string, from: string, to: string): Promise<Call[]> {
  const rows = await session.rows<{ call_json: string }>(
    `SELECT call_json FROM calls WHERE tenant_id = $1 AND started_at >= $2 AND started_at < $3
     ORDER BY started_at, id`,
    [tenantId, from, to],
  );
  return rows.map((row) => JSON.parse(row.call_json) as Call);
}

/** Inserts and updates in one statement; of several writes of one call the last counts. */
export async function saveCalls(session: Session, tenantId: string, writes: readonly CallWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const last = new Map(writes.map((write) => [write.stored.call.id, write]));
  const columns = [...last.values()].map(callColumns);
  const column = <K extends keyof (typeof columns)[number]>(name: K) => columns.map((c) => c[name]);
  await session.run(
    `INSERT INTO calls
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::smallint[])
     ON CONFLICT (tenant_id, id) DO UPDATE SET started_at = excluded.started_at, direction = excluded.direction,
       outcome = excluded.outcome, other_number = excluded.other_number, contact_id = excluded.contact_id,
       matter_id = excluded.matter_id, search_text = excluded.search_text, call_json = excluded.call_json,
       facts_json = excluded.facts_json, chosen_json = excluded.chosen_json`,
    [
      tenantId,
      column('id'),
      column('provider'),
      column('providerCallId'),
      column('startedAt'),
      column('direction'),
      column('outcome'),
      column('otherNumber'),
      column('contactId'),
      column('matterId'),
      column('searchText'),
      column('callJson'),
      column('factsJson'),
      column('chosenJson'),
      column('imported'),
    ],
  );
}

export async function callPage(
  session: Session,
  tenantId: string,
  before: string | null,
  limit: number,
): Promise<Page<Call>> {
  const size = pageSize(limit);
  const position = before === null ? null : decodeCursor(before, 2);
  const rows = await session.rows<{ call_json: string }>(
    `SELECT call_json FROM calls WHERE tenant_id = $1 ${position ? 'AND (started_at, id) < ($3, $4)' : ''}
     ORDER BY started_at DESC, id DESC LIMIT $2`,
    [tenantId, size + 1, ...(position ?? [])],
  );
  const [count] = await session.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM calls WHERE tenant_id = $1',
    [tenantId],
  );
  const texts = rows.map((row) => row.call_json);
  return pageFrom<Call>(texts, size, count?.total ?? 0, (last) => [last.startedAt, last.id]);
}

/** By the call's own mark, or that of one of its recordings. */
export async function isOnHold(session: Session, tenantId: string, callId: string): Promise<boolean> {
  const [row] = await session.rows<{ held: boolean }>(
    `SELECT coalesce((chosen_json::jsonb ->> 'legalHold')::boolean, false) OR EXISTS (SELECT 1 FROM recordings r
       WHERE r.tenant_id = calls.tenant_id AND r.call_id = calls.id AND r.on_hold = 1) AS held
     FROM calls WHERE tenant_id = $1 AND id = $2`,
    [tenantId, callId],
  );
  return row?.held === true;
}

export async function setHold(session: Session, tenantId: string, callId: string, on: boolean): Promise<void> {
  await session.run(
    `UPDATE calls SET chosen_json = (chosen_json::jsonb || jsonb_build_object('legalHold', $3::boolean))::text
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, callId, on],
  );
}

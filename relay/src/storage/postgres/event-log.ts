import type { EventDraft } from '../../calls/event-draft.ts';
import { withheldJson } from '../../policy/may-see.ts';
import { storedEventOf, type EventRow } from '../event-row.ts';
import { StorageError, type StoredEvent } from '../port.ts';
import { audiencesOf } from './restricted-matters.ts';
import type { Session } from './session.ts';

/**
 * Every write of a tenant takes this lock first and keeps it until its commit. So ids are given in the order of
 * commits: a reader that saw id N never finds a smaller one later.
 * @returns the id of the newest event.
 */
export async function lockHead(session: Session, tenantId: string): Promise<number> {
  const [row] = await session.rows<{ last_id: string }>(
    'SELECT last_id FROM event_heads WHERE tenant_id = $1 FOR UPDATE',
    [tenantId],
  );
  if (!row) throw new StorageError('unavailable', 'There is no such tenant.');
  return Number(row.last_id);
}

/** Under `lockHead`; `head` is what it returned. */
export async function append(
  session: Session,
  tenantId: string,
  head: number,
  drafts: readonly EventDraft[],
): Promise<StoredEvent[]> {
  if (drafts.length === 0) return [];
  const audience = await audiencesOf(session, tenantId, drafts);
  const events = drafts.map(({ type, json, about }, i): StoredEvent => {
    const to = audience(about);
    const event = { id: head + 1 + i, type, json };
    return about === null || to === null ? event : { ...event, restricted: { to, withheldJson: withheldJson(about) } };
  });
  await session.run(
    `INSERT INTO events (tenant_id, id, type, json, audience_json, withheld_json)
     SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])`,
    [
      tenantId,
      events.map((e) => e.id),
      events.map((e) => e.type),
      events.map((e) => e.json),
      events.map((e) => (e.restricted ? JSON.stringify(e.restricted.to) : null)),
      events.map((e) => e.restricted?.withheldJson ?? null),
    ],
  );
  await session.run('UPDATE event_heads SET last_id = $2 WHERE tenant_id = $1', [tenantId, head + drafts.length]);
  return events;
}

export async function eventsAfter(
  session: Session,
  tenantId: string,
  after: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await session.rows<Omit<EventRow, 'id'> & { id: string }>(
    'SELECT id, type, json, audience_json, withheld_json FROM events WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3',
    [tenantId, after, limit],
  );
  return rows.map((row) => storedEventOf({ ...row, id: Number(row.id) }));
}

export async function lastEventId(session: Session, tenantId: string): Promise<number> {
  const [row] = await session.rows<{ last_id: string }>('SELECT last_id FROM event_heads WHERE tenant_id = $1', [
    tenantId,
  ]);
  return Number(row?.last_id ?? 0);
}

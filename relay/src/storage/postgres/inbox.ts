import type { Delivery, InboxCounts } from '../port.ts';
import type { Session } from './session.ts';

/** @returns for each of the deliveries whether it is here for the first time. */
export async function insertOnce(
  session: Session,
  tenantId: string,
  deliveries: readonly Delivery[],
): Promise<boolean[]> {
  const column = <T>(of: (d: Delivery) => T) => deliveries.map(of);
  const inserted = await session.rows<{ provider: string; dedupe_key: string }>(
    `INSERT INTO inbox (tenant_id, provider, dedupe_key, kind, received_at, content_type, raw_body, unreadable, fact_count)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::int[])
     ON CONFLICT DO NOTHING RETURNING provider, dedupe_key`,
    [
      tenantId,
      column((d) => d.provider),
      column((d) => d.dedupeKey),
      column((d) => d.kind),
      column((d) => d.receivedAt),
      column((d) => d.contentType),
      column((d) => Buffer.from(d.rawBody)),
      column((d) => d.unreadable),
      column((d) => d.facts.length + (d.messages?.length ?? 0)),
    ],
  );
  const keyOf = (provider: string, dedupeKey: string) => JSON.stringify([provider, dedupeKey]);
  const fresh = new Set(inserted.map((row) => keyOf(row.provider, row.dedupe_key)));
  // Of two equal ones in one batch the first is the one that was inserted.
  return deliveries.map((d) => fresh.delete(keyOf(d.provider, d.dedupeKey)));
}

export async function inboxCounts(
  session: Session,
  tenantId: string,
  notShown: readonly string[],
): Promise<InboxCounts> {
  const [row] = await session.rows<InboxCounts>(
    `SELECT count(*)::int AS total, count(unreadable)::int AS unreadable,
       (count(*) FILTER (WHERE fact_count = 0 AND unreadable IS NULL AND kind <> ALL ($2::text[])))::int AS "unknown"
     FROM inbox WHERE tenant_id = $1`,
    [tenantId, notShown],
  );
  return row ?? { total: 0, unreadable: 0, unknown: 0 };
}

export function pruneInbox(session: Session, tenantId: string, before: string): Promise<number> {
  return session.run('DELETE FROM inbox WHERE tenant_id = $1 AND received_at < $2', [tenantId, before]);
}

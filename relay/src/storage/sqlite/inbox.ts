import type { Database } from 'better-sqlite3';
import type { Delivery, InboxCounts } from '../port.ts';

/** Every delivery as it came, once. */
export interface Inbox {
  /** @returns false when this delivery was here before. */
  insert(tenantId: string, delivery: Delivery): boolean;
  counts(tenantId: string, notShown: readonly string[]): InboxCounts;
  prune(tenantId: string, before: string): number;
}

export function prepareInbox(db: Database): Inbox {
  const insert = db.prepare<[string, string, string, string, string, string, Buffer, string | null, number]>(
    `INSERT INTO inbox (tenant_id, provider, dedupe_key, kind, received_at, content_type, raw_body, unreadable, fact_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const counts = db.prepare<[string, string], InboxCounts>(
    `SELECT count(*) AS total, count(unreadable) AS unreadable,
       count(*) FILTER (WHERE fact_count = 0 AND unreadable IS NULL
         AND kind NOT IN (SELECT value FROM json_each(?))) AS "unknown"
     FROM inbox WHERE tenant_id = ?`,
  );
  const prune = db.prepare<[string, string]>('DELETE FROM inbox WHERE tenant_id = ? AND received_at < ?');
  return {
    insert(tenantId, d) {
      const body = Buffer.from(d.rawBody.buffer, d.rawBody.byteOffset, d.rawBody.byteLength);
      const { provider, dedupeKey, kind, receivedAt, contentType, unreadable } = d;
      const understood = d.facts.length + (d.messages?.length ?? 0);
      return (
        insert.run(tenantId, provider, dedupeKey, kind, receivedAt, contentType, body, unreadable, understood)
          .changes === 1
      );
    },
    counts: (tenantId, notShown) =>
      counts.get(JSON.stringify(notShown), tenantId) ?? { total: 0, unreadable: 0, unknown: 0 },
    prune: (tenantId, before) => prune.run(tenantId, before).changes,
  };
}

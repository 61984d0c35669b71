import type { AuditEntry } from '../../wire/recording.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { Session } from './session.ts';

/** Only grows; the table's trigger refuses everything else. */
export async function addAudit(session: Session, tenantId: string, entry: Omit<AuditEntry, 'id'>): Promise<void> {
  await session.run('INSERT INTO audit (tenant_id, call_id, json) VALUES ($1, $2, $3)', [
    tenantId,
    entry.callId,
    JSON.stringify(entry),
  ]);
}

export async function auditPage(
  session: Session,
  tenantId: string,
  callId: string | null,
  before: string | null,
  limit: number,
): Promise<Page<AuditEntry>> {
  const size = pageSize(limit);
  const position = before === null ? Number.MAX_SAFE_INTEGER : Number(decodeCursor(before, 1)[0]);
  const which = 'FROM audit WHERE tenant_id = $1 AND ($2::text IS NULL OR call_id = $2)';
  const rows = await session.rows<{ id: string; json: string }>(
    `SELECT id, json ${which} AND id < $3 ORDER BY id DESC LIMIT $4`,
    [tenantId, callId, position, size + 1],
  );
  const [count] = await session.rows<{ total: number }>(`SELECT count(*)::int AS total ${which}`, [tenantId, callId]);
  const texts = rows.map(({ id, json }) => JSON.stringify({ ...(JSON.parse(json) as object), id: Number(id) }));
  return pageFrom<AuditEntry>(texts, size, count?.total ?? 0, (last) => [String(last.id)]);
}

import type { BlockedNumber } from '../../wire/control.ts';
import type { Session } from './session.ts';

export async function allBlocked(session: Session, tenantId: string): Promise<BlockedNumber[]> {
  const rows = await session.rows<{ json: string }>(
    'SELECT json FROM blocked_numbers WHERE tenant_id = $1 ORDER BY number',
    [tenantId],
  );
  return rows.map((row) => JSON.parse(row.json) as BlockedNumber);
}

export async function blockedNumber(session: Session, tenantId: string, number: string): Promise<BlockedNumber | null> {
  const [row] = await session.rows<{ json: string }>(
    'SELECT json FROM blocked_numbers WHERE tenant_id = $1 AND number = $2',
    [tenantId, number],
  );
  return row ? (JSON.parse(row.json) as BlockedNumber) : null;
}

/** `blocked` null: taken off the list. */
export async function putBlocked(
  session: Session,
  tenantId: string,
  number: string,
  blocked: BlockedNumber | null,
): Promise<void> {
  await session.run('DELETE FROM blocked_numbers WHERE tenant_id = $1 AND number = $2', [tenantId, number]);
  if (!blocked) return;
  await session.run('INSERT INTO blocked_numbers VALUES ($1, $2, $3)', [tenantId, number, JSON.stringify(blocked)]);
}

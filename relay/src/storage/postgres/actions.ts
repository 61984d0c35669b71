import type { StoredAction } from '../port.ts';
import type { Session } from './session.ts';

/** @returns the action as it was stored before, null when it is new. */
export async function beginAction(
  session: Session,
  tenantId: string,
  action: StoredAction,
): Promise<StoredAction | null> {
  const inserted = await session.run('INSERT INTO actions VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    tenantId,
    action.id,
    action.begunAt,
    JSON.stringify(action),
  ]);
  return inserted === 1 ? null : storedAction(session, tenantId, action.id);
}

export async function settleAction(
  session: Session,
  tenantId: string,
  actionId: string,
  result: StoredAction['result'],
): Promise<void> {
  const action = await storedAction(session, tenantId, actionId, 'FOR UPDATE');
  if (action?.result !== null) return;
  const json = JSON.stringify({ ...action, result });
  await session.run('UPDATE actions SET json = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, actionId, json]);
}

export function pruneActions(session: Session, tenantId: string, before: string): Promise<number> {
  return session.run('DELETE FROM actions WHERE tenant_id = $1 AND begun_at < $2', [tenantId, before]);
}

async function storedAction(
  session: Session,
  tenantId: string,
  id: string,
  lock: 'FOR UPDATE' | '' = '',
): Promise<StoredAction | null> {
  const [row] = await session.rows<{ json: string }>(
    `SELECT json FROM actions WHERE tenant_id = $1 AND id = $2 ${lock}`,
    [tenantId, id],
  );
  return row ? (JSON.parse(row.json) as StoredAction) : null;
}

import type { Database } from 'better-sqlite3';
import type { StoredAction } from '../port.ts';

/** What was asked of a provider, once per id. */
export interface ActionTable {
  /** @returns the action as it was stored before, null when it is new. */
  begin(tenantId: string, action: StoredAction): StoredAction | null;
  settle(tenantId: string, actionId: string, result: StoredAction['result']): void;
  prune(tenantId: string, before: string): number;
}

export function prepareActions(db: Database): ActionTable {
  const insert = db.prepare<[string, string, string, string]>(
    'INSERT INTO actions (tenant_id, id, begun_at, json) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byId = db.prepare<[string, string], string>('SELECT json FROM actions WHERE tenant_id = ? AND id = ?').pluck();
  const update = db.prepare<[string, string, string]>('UPDATE actions SET json = ? WHERE tenant_id = ? AND id = ?');
  const prune = db.prepare<[string, string]>('DELETE FROM actions WHERE tenant_id = ? AND begun_at < ?');
  const stored = (tenantId: string, id: string) => {
    const json = byId.get(tenantId, id);
    return json === undefined ? null : (JSON.parse(json) as StoredAction);
  };
  return {
    begin(tenantId, action) {
      const isNew = insert.run(tenantId, action.id, action.begunAt, JSON.stringify(action)).changes === 1;
      return isNew ? null : stored(tenantId, action.id);
    },
    settle(tenantId, actionId, result) {
      const action = stored(tenantId, actionId);
      if (action?.result === null) update.run(JSON.stringify({ ...action, result }), tenantId, actionId);
    },
    prune: (tenantId, before) => prune.run(tenantId, before).changes,
  };
}

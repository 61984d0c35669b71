import type { PracticeSystemStore, StoredPracticeSystem, TimePost } from '../practice-system-port.ts';
import type { Scope } from './scope.ts';

export function createPracticeSystemStore(tenantId: string, { scoped }: Pick<Scope, 'scoped'>): PracticeSystemStore {
  const parsed = ([row]: { json: string }[]): unknown => (row === undefined ? null : JSON.parse(row.json));
  const isOne = (changed: number) => changed === 1;
  return {
    practiceSystem: (system) =>
      scoped(async (s) => {
        const sql = 'SELECT json FROM practice_systems WHERE tenant_id = $1 AND system = $2';
        return parsed(await s.rows(sql, [tenantId, system])) as StoredPracticeSystem | null;
      }),
    setPracticeSystem: (system, next, expected) =>
      scoped(async (s) => {
        const row = [tenantId, system];
        if (next === null) {
          const sql = 'DELETE FROM practice_systems WHERE tenant_id = $1 AND system = $2 AND revision = $3';
          return expected !== null && isOne(await s.run(sql, [...row, expected]));
        }
        const values = [...row, next.revision, JSON.stringify(next)];
        return isOne(
          expected === null
            ? await s.run('INSERT INTO practice_systems VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', values)
            : await s.run(
                `UPDATE practice_systems SET revision = $3, json = $4
                 WHERE tenant_id = $1 AND system = $2 AND revision = $5`,
                [...values, expected],
              ),
        );
      }),
    timePost: (system, entryId) =>
      scoped(async (s) => {
        const sql = 'SELECT json FROM time_posts WHERE tenant_id = $1 AND system = $2 AND entry_id = $3';
        return parsed(await s.rows(sql, [tenantId, system, entryId])) as TimePost | null;
      }),
    setTimePost: (system, next, expected) =>
      scoped(async (s) => {
        const values = [tenantId, system, next.entryId, next.revision, JSON.stringify(next)];
        return isOne(
          expected === null
            ? await s.run('INSERT INTO time_posts VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', values)
            : await s.run(
                `UPDATE time_posts SET revision = $4, json = $5
                 WHERE tenant_id = $1 AND system = $2 AND entry_id = $3 AND revision = $6`,
                [...values, expected],
              ),
        );
      }),
  };
}

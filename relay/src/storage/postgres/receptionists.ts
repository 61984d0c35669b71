import { defaultReceptionist } from '../../agent/default-receptionist.ts';
import { receptionistSettings } from '../../wire/receptionist.ts';
import type { ReceptionistStore } from '../receptionist-port.ts';
import type { Scope } from './scope.ts';
import type { Sessions } from './session.ts';

export function createReceptionistStore(
  tenantId: string,
  { scoped }: Pick<Scope, 'scoped'>,
  { inRegistry }: Pick<Sessions, 'inRegistry'>,
): ReceptionistStore {
  const country = () =>
    // A tenant's own transaction does not see the list of tenants.
    inRegistry(async (s) => {
      const [row] = await s.rows<{ country: string | null }>(
        `SELECT json::jsonb -> 'firm' ->> 'country' AS country FROM tenants WHERE id = $1`,
        [tenantId],
      );
      return row?.country ?? null;
    });
  return {
    async receptionist() {
      const sql = 'SELECT json FROM receptionists WHERE tenant_id = $1';
      const [row] = await scoped((s) => s.rows<{ json: string }>(sql, [tenantId]));
      return row ? receptionistSettings.parse(JSON.parse(row.json)) : defaultReceptionist(await country());
    },
    putReceptionist: (settings, expected) =>
      scoped(async (s) => {
        const row = [tenantId, settings.revision, JSON.stringify(settings)];
        const sql = 'UPDATE receptionists SET revision = $2, json = $3 WHERE tenant_id = $1 AND revision = $4';
        if ((await s.run(sql, [...row, expected])) === 1) return true;
        if (expected !== defaultReceptionist(null).revision) return false;
        return (await s.run('INSERT INTO receptionists VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', row)) === 1;
      }),
  };
}

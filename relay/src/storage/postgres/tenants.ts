import { StorageError, type Tenant, type TenantRegistry } from '../port.ts';
import type { Session, Sessions } from './session.ts';
import { isTaken } from './storage-error.ts';

export function createTenantRegistry({ inRegistry }: Pick<Sessions, 'inRegistry'>): TenantRegistry {
  const find = (where: string, ...values: string[]) =>
    inRegistry(async (session) => {
      const rows = await session.rows<{ json: string }>(`SELECT json FROM tenants ${where} ORDER BY id`, values);
      return rows.map((row) => JSON.parse(row.json) as Tenant);
    });
  const orTaken = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    try {
      return await inRegistry(work);
    } catch (cause) {
      if (isTaken(cause)) throw new StorageError('exists', 'The tenant id or hook token is taken.', { cause });
      throw cause;
    }
  };
  return {
    create: (tenant) =>
      orTaken(async (session) => {
        const { id, hookToken } = tenant;
        await session.run('INSERT INTO tenants VALUES ($1, $2, $3)', [id, hookToken, JSON.stringify(tenant)]);
        await session.run('INSERT INTO event_heads (tenant_id) VALUES ($1)', [id]);
      }),
    update: (tenant) =>
      orTaken(async (session) => {
        const changed = await session.run('UPDATE tenants SET hook_token = $2, json = $3 WHERE id = $1', [
          tenant.id,
          tenant.hookToken,
          JSON.stringify(tenant),
        ]);
        if (changed === 0) throw new StorageError('unavailable', 'There is no such tenant.');
      }),
    list: () => find(''),
    byId: async (tenantId) => (await find('WHERE id = $1', tenantId))[0] ?? null,
    byHookToken: async (hookToken) => (await find('WHERE hook_token = $1', hookToken))[0] ?? null,
    tenantIdOfInvitation: (codeHash) =>
      inRegistry(async (session) => {
        const [row] = await session.rows<{ tenant_id: string }>(
          'SELECT tenant_id FROM invitations WHERE code_hash = $1',
          [codeHash],
        );
        return row?.tenant_id ?? null;
      }),
  };
}

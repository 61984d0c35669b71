import { StorageError, type TenantRegistry } from '../port.ts';
import { tenantOf, withRefreshToken, withRouting } from '../tenant-row.ts';
import { dueJobs } from './jobs.ts';
import type { Session, Sessions } from './session.ts';
import { isTaken } from './storage-error.ts';

export function createTenantRegistry({ inRegistry }: Pick<Sessions, 'inRegistry'>): TenantRegistry {
  const find = (where: string, ...values: string[]) =>
    inRegistry(async (session) => {
      const rows = await session.rows<{ json: string }>(`SELECT json FROM tenants ${where} ORDER BY id`, values);
      return rows.map((row) => tenantOf(row.json));
    });
  const orTaken = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    try {
      return await inRegistry(work);
    } catch (cause) {
      if (isTaken(cause)) throw new StorageError('exists', 'The tenant id or hook token is taken.', { cause });
      throw cause;
    }
  };
  const rewrite = (tenantId: string, change: (json: string) => string | null) =>
    inRegistry(async (session) => {
      const before = await lockedRow(session, tenantId);
      const after = before === null ? null : change(before);
      if (after === null) return false;
      await session.run('UPDATE tenants SET json = $2 WHERE id = $1', [tenantId, after]);
      return true;
    });
  return {
    create: (tenant) =>
      orTaken(async (session) => {
        const { id, hookToken } = tenant;
        await session.run('INSERT INTO tenants VALUES ($1, $2, $3)', [id, hookToken, JSON.stringify(tenant)]);
        await session.run('INSERT INTO event_heads (tenant_id) VALUES ($1)', [id]);
      }),
    update: (tenant) =>
      orTaken(async (session) => {
        const before = await lockedRow(session, tenant.id);
        if (before === null) throw new StorageError('unavailable', 'There is no such tenant.');
        const { routing } = tenantOf(before);
        await session.run('UPDATE tenants SET hook_token = $2, json = $3 WHERE id = $1', [
          tenant.id,
          tenant.hookToken,
          JSON.stringify({ ...tenant, routing }),
        ]);
      }),
    setRouting: (tenantId, routing, expected) => rewrite(tenantId, (json) => withRouting(json, routing, expected)),
    setSipgateRefreshToken: (tenantId, next, expected) =>
      rewrite(tenantId, (json) => withRefreshToken(json, next, expected)),
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
    dueJobs: (now) => inRegistry((session) => dueJobs(session, now)),
  };
}

async function lockedRow(session: Session, tenantId: string): Promise<string | null> {
  const [row] = await session.rows<{ json: string }>('SELECT json FROM tenants WHERE id = $1 FOR UPDATE', [tenantId]);
  return row?.json ?? null;
}

import { StorageError, type TenantRegistry } from '../port.ts';
import type { Connection } from './connection.ts';
import { tenantOf, withRefreshToken, withRouting } from '../tenant-row.ts';
import { isTaken } from './storage-error.ts';
import type { Tables } from './tables.ts';

export function createTenantRegistry(
  { db, write, read }: Connection,
  { codes, jobs }: Pick<Tables, 'codes' | 'jobs'>,
): TenantRegistry {
  const insert = db.prepare<[string, string, string]>('INSERT INTO tenants (id, hook_token, json) VALUES (?, ?, ?)');
  const update = db.prepare<[string, string, string]>('UPDATE tenants SET hook_token = ?, json = ? WHERE id = ?');
  const setJson = db.prepare<[string, string]>('UPDATE tenants SET json = ? WHERE id = ?');
  const all = db.prepare<[], string>('SELECT json FROM tenants ORDER BY id').pluck();
  const byId = db.prepare<[string], string>('SELECT json FROM tenants WHERE id = ?').pluck();
  const byHookToken = db.prepare<[string], string>('SELECT json FROM tenants WHERE hook_token = ?').pluck();
  const one = (text: string | undefined) => (text === undefined ? null : tenantOf(text));
  const orTaken = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (isTaken(cause)) throw new StorageError('exists', 'The tenant id or hook token is taken.', { cause });
      throw cause;
    }
  };
  const rewrite = (tenantId: string, change: (json: string) => string | null) =>
    write(() => {
      const before = byId.get(tenantId);
      const after = before === undefined ? null : change(before);
      if (after === null) return false;
      setJson.run(after, tenantId);
      return true;
    });
  return {
    create: (tenant) =>
      write(() => orTaken(() => void insert.run(tenant.id, tenant.hookToken, JSON.stringify(tenant)))),
    update: (tenant) =>
      write(() => {
        const before = byId.get(tenant.id);
        if (before === undefined) throw new StorageError('unavailable', 'There is no such tenant.');
        const { routing } = tenantOf(before);
        orTaken(() => update.run(tenant.hookToken, JSON.stringify({ ...tenant, routing }), tenant.id));
      }),
    setRouting: (tenantId, routing, expected) => rewrite(tenantId, (json) => withRouting(json, routing, expected)),
    setSipgateRefreshToken: (tenantId, next, expected) =>
      rewrite(tenantId, (json) => withRefreshToken(json, next, expected)),
    list: () => read(() => all.all().map(tenantOf)),
    byId: (tenantId) => read(() => one(byId.get(tenantId))),
    byHookToken: (hookToken) => read(() => one(byHookToken.get(hookToken))),
    tenantIdOfInvitation: (codeHash) => read(() => codes.tenantIdOfInvitation(codeHash)),
    dueJobs: (now) => read(() => jobs.due(now)),
  };
}

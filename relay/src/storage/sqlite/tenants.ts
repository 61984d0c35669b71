import { StorageError, type Tenant, type TenantRegistry } from '../port.ts';
import type { Connection } from './connection.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { isTaken } from './storage-error.ts';

export function createTenantRegistry({ db, write, read }: Connection, codes: OneTimeCodes): TenantRegistry {
  const insert = db.prepare<[string, string, string]>('INSERT INTO tenants (id, hook_token, json) VALUES (?, ?, ?)');
  const update = db.prepare<[string, string, string]>('UPDATE tenants SET hook_token = ?, json = ? WHERE id = ?');
  const all = db.prepare<[], string>('SELECT json FROM tenants ORDER BY id').pluck();
  const byId = db.prepare<[string], string>('SELECT json FROM tenants WHERE id = ?').pluck();
  const byHookToken = db.prepare<[string], string>('SELECT json FROM tenants WHERE hook_token = ?').pluck();
  const tenantOf = (text: string) => JSON.parse(text) as Tenant;
  const one = (text: string | undefined) => (text === undefined ? null : tenantOf(text));
  const orTaken = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (isTaken(cause)) throw new StorageError('exists', 'The tenant id or hook token is taken.', { cause });
      throw cause;
    }
  };
  return {
    create: (tenant) =>
      write(() => orTaken(() => void insert.run(tenant.id, tenant.hookToken, JSON.stringify(tenant)))),
    update: (tenant) =>
      write(() => {
        const { changes } = orTaken(() => update.run(tenant.hookToken, JSON.stringify(tenant), tenant.id));
        if (changes === 0) throw new StorageError('unavailable', 'There is no such tenant.');
      }),
    list: () => read(() => all.all().map(tenantOf)),
    byId: (tenantId) => read(() => one(byId.get(tenantId))),
    byHookToken: (hookToken) => read(() => one(byHookToken.get(hookToken))),
    tenantIdOfInvitation: (codeHash) => read(() => codes.tenantIdOfInvitation(codeHash)),
  };
}

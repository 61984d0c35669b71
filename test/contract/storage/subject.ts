import type { Storage, TenantStore } from '../../../relay/src/storage/port.ts';
import { tenantNamed } from './made-up.ts';

/** Empty data of one implementation. */
export interface Subject {
  /** Each call is another handle (as another relay process has it) on the same data. Closed by whoever made the subject. */
  open(): Promise<Storage>;
}

/** One sentence that must hold for every implementation; `run` throws where it does not. */
export interface StorageCase {
  name: string;
  run(subject: Subject): Promise<void>;
}

/** A handle with one tenant. */
export async function openWithTenant(subject: Subject, tenantId = 'firm-a'): Promise<TenantStore> {
  const storage = await subject.open();
  await storage.tenants.create(tenantNamed(tenantId));
  return storage.tenant(tenantId);
}

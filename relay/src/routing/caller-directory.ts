import type { Storage, TelephonyStore } from '../storage/port.ts';

/** What is asked about somebody who calls. */
export type CallerDirectory = Pick<TelephonyStore, 'contactsByNumber' | 'openMattersOf' | 'isBlocked'>;

/** By tenant. */
export type CallersOf = (tenantId: string) => CallerDirectory;

export function callersOfStorage(storage: Storage): CallersOf {
  return (tenantId) => storage.tenant(tenantId);
}

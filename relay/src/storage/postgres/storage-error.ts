import { DatabaseError } from 'pg';
import { StorageError } from '../port.ts';

/** PostgreSQL's states and the driver's connection errors as the port's errors; a defect passes through unchanged. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (error instanceof DatabaseError) return ofState(error) ?? error;
  if (error instanceof Error && isConnectionError(error)) {
    return new StorageError('unavailable', 'PostgreSQL does not answer.', { cause: error });
  }
  return error;
}

export function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505';
}

function ofState(error: DatabaseError): StorageError | null {
  const state = error.code ?? '';
  if (state === '53100' || state === '58030') {
    return new StorageError('full', 'The database has no room or does not write.', { cause: error });
  }
  // Connections, resources, shutdown, locks and deadlocks, read-only standby: all worth another try.
  if (/^(08|53|57|40|55)/.test(state) || state === '25006') {
    return new StorageError('unavailable', `PostgreSQL does not answer (${state}).`, { cause: error });
  }
  return null;
}

function isConnectionError(error: Error): boolean {
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOST|ENET|EAI_)/.test(error.code)
  ) {
    return true;
  }
  return /timeout|Connection terminated|pool after calling end|not queryable/i.test(error.message);
}

import { StorageError } from '../port.ts';

/** SQLite's result codes as the port's errors; anything else is a defect and passes through unchanged. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof TypeError && error.message.includes('connection is not open')) {
    return new StorageError('unavailable', 'The database was closed.', { cause: error });
  }
  const code = codeOf(error);
  if (code === null) return error;
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) {
    return new StorageError('full', 'The disk has no room or does not write.', { cause: error });
  }
  if (/^SQLITE_(BUSY|LOCKED|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL|PERM|AUTH)/.test(code)) {
    return new StorageError('unavailable', `The database does not answer (${code}).`, { cause: error });
  }
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new StorageError('unavailable', 'There is no such tenant.', { cause: error });
  }
  return error;
}

export function isTaken(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? error.code : null;
}

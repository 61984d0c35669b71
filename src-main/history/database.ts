import { chmodSync, closeSync, openSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { HistoryError } from './history-error.ts';

/** better-sqlite3 13 ends a process whose Node-API is older than 10 without a word, so it is asked first. */
export function openDatabase(path: string, maxPages?: number): Database {
  const napi = Number(process.versions['napi'] ?? 0);
  if (!(napi >= 10)) throw new HistoryError('native_module', `Node-API 10 is needed, this runtime has ${napi}`);
  keepPrivate(path);
  const db = new Sqlite(path);
  try {
    db.pragma('journal_mode = WAL');
    // The cache can be fetched again; what a person wrote here is written with FULL (waiting-changes.ts).
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -32000');
    db.pragma('temp_store = MEMORY');
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** For its owner only, before the first byte is in it; SQLite gives `-wal` and `-shm` the same mode. Windows passes it over. */
function keepPrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** SQLite's codes as ours; anything else is passed on as it is. */
export function toHistoryError(error: unknown): unknown {
  if (error instanceof HistoryError) return error;
  if (error instanceof TypeError && error.message.includes('connection is not open'))
    return new HistoryError('closed', 'The history is closed.', { cause: error });
  // Only what was written here is parsed here: a row that is no JSON any more was damaged on the disk.
  if (error instanceof SyntaxError)
    return new HistoryError('corrupt', 'A row of the history is damaged.', { cause: error });
  if (!(error instanceof Sqlite.SqliteError)) return error;
  // A full disk while the shared-memory file grows has a code of its own.
  if (error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_SHMSIZE')
    return new HistoryError('disk_full', 'The disk is full; nothing was changed.', { cause: error });
  if (isDamage(error)) return new HistoryError('corrupt', 'The history file is damaged.', { cause: error });
  return error;
}

export function isDamage(error: unknown): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false;
  return error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB';
}

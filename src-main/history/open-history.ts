import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { memoryLock, type LocalLock } from '../enrolment/local-lock.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { assembleHistory } from './assemble.ts';
import { isDamage, openDatabase, toHistoryError } from './database.ts';
import { HistoryError } from './history-error.ts';
import type { History } from './history.ts';
import { migrate } from './migrations/migrate.ts';

export interface OpenHistoryOptions {
  /** The file; its folder is made where missing. */
  path: string;
  now: () => Date;
  /** Locks the words of calls. Without one they can be read by this process only. */
  lock?: LocalLock;
  log?: Log;
  /** Upper bound of the file in pages of 4 kB; without it the disk is the bound. */
  maxPages?: number;
}

export interface OpenedHistory {
  history: History;
  /** A file that could not be used was kept under this path, and an empty one was opened: fill it from the relay. */
  setAside: null | { reason: 'corrupt' | 'newer_version'; path: string };
}

/** SQLite's own siblings of a database file. */
const SIBLINGS = ['', '-wal', '-shm'];

/**
 * Opens what this computer remembers. Throws HistoryError `disk_full` where there is no room for an empty file, and
 * what the file system throws where the folder cannot be written.
 */
export function openHistory(options: OpenHistoryOptions): OpenedHistory {
  const { path, log = silentLog } = options;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const found = tryOpen(options);
  if (typeof found !== 'string') return { history: assemble(found, options), setAside: null };

  const keptAt = `${path}.${found}-${options.now().toISOString().replace(/[:.]/g, '-')}`;
  for (const sibling of SIBLINGS) if (existsSync(path + sibling)) renameSync(path + sibling, keptAt + sibling);
  rmSync(damageNote(path), { force: true });
  log.warn('history_set_aside', { reason: found });
  const fresh = tryOpen(options);
  if (typeof fresh === 'string') throw new HistoryError('corrupt', 'A new history file cannot be read back.');
  return { history: assemble(fresh, options), setAside: { reason: found, path: keptAt } };
}

/** Beside a file in which damage was met while the app ran; the next start sets it aside. */
const damageNote = (path: string) => `${path}.damaged`;

function tryOpen({ path, maxPages }: OpenHistoryOptions): Database | 'corrupt' | 'newer_version' {
  if (existsSync(damageNote(path))) return 'corrupt';
  let db: Database | null = null;
  try {
    db = openDatabase(path, maxPages);
    if (migrate(db) === 'newer_version') {
      db.close();
      return 'newer_version';
    }
    probe(db);
    return db;
  } catch (error) {
    db?.close();
    if (isDamage(error) || isForeign(error)) return 'corrupt';
    throw toHistoryError(error);
  }
}

const directoryTables = ['facts', 'people', 'contacts', 'matters'];

/** A whole check takes seconds on a large file; this touches the tables and indexes that the first screen needs. */
function probe(db: Database): void {
  for (const table of [
    ...directoryTables,
    'call_people',
    'call_phones',
    'call_hops',
    'changes',
    'messages',
    'blocked_numbers',
    'recordings',
    'own_audio',
    'removals',
    'insights',
  ])
    db.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
  db.prepare('SELECT c.*, b.* FROM calls c JOIN call_bodies b ON b.seq = c.seq ORDER BY c.seq DESC LIMIT 50').all();
  db.prepare("SELECT rowid FROM call_search WHERE call_search MATCH 'a*' LIMIT 1").get();
}

/** A database, but not ours: no such table, no such column. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_ERROR';
}

function assemble(db: Database, { path, log = silentLog, lock = memoryLock() }: OpenHistoryOptions): History {
  const removeFiles = () => {
    for (const sibling of SIBLINGS) rmSync(path + sibling, { force: true });
    // The damage note, and every copy that was ever set aside: it holds the same calls.
    const { folder, name } = { folder: dirname(path), name: `${basename(path)}.` };
    for (const file of readdirSync(folder)) if (file.startsWith(name)) rmSync(join(folder, file), { force: true });
  };
  return assembleHistory(db, {
    lock,
    onForgotten: (calls) => log.warn('cache_locked_by_another_key', { calls }),
    guard(error) {
      const ours = toHistoryError(error);
      if (ours instanceof HistoryError && ours.code === 'corrupt') {
        log.error('history_failed', { code: ours.code });
        writeFileSync(damageNote(path), '');
      }
      return ours;
    },
    erase() {
      db.close();
      removeFiles();
    },
  });
}

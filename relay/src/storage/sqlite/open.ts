import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Logger } from 'pino';
import { StorageError, type Storage, type TenantStore } from '../port.ts';
import { noTextLocks, type TextLocks } from '../text-lock.ts';
import { createCheckpointer } from './checkpointer.ts';
import { createConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { toStorageError } from './storage-error.ts';
import { prepareTables } from './tables.ts';
import { createTenantRegistry } from './tenants.ts';
import { createTenantStore } from './tenant-store.ts';

export interface SqliteOptions {
  /** The file; its folder is made, for this user only: webhook keys and the firm's calls are in it. */
  path: string;
  /** The file grows no further: what is beyond is refused as `full`, so that the disk keeps room for everything else. */
  largestBytes?: number;
  /** Without it texts of calls are refused. */
  textLocks?: TextLocks;
  now?: () => Date;
  log?: Logger;
}

/**
 * Everything in one file, for a firm on one machine. Several processes may open the same file.
 * @throws StorageError `newer_schema`, `unavailable` (not a database, no access), `full`
 */
export async function openSqliteStorage(options: SqliteOptions): Promise<Storage> {
  // better-sqlite3 13 ends the whole process on an older Node instead of throwing.
  if (Number(process.versions['napi']) < 10) throw new StorageError('unavailable', 'Node 24 is needed.');
  const { now = () => new Date(), log, textLocks = noTextLocks } = options;
  const db = openFile(options);
  const connection = createConnection(db, now);
  const checkpointer = createCheckpointer(db, log);
  const tables = prepareTables(db, () => checkpointer.committed());
  const stores = new Map<string, TenantStore>();
  const beat = db.prepare<[string]>('INSERT OR REPLACE INTO health VALUES (1, ?)');
  const lastBeat = db.prepare<[], string>('SELECT at FROM health').pluck();
  log?.info({ engine: 'sqlite' }, 'storage_opened');

  return Promise.resolve({
    tenants: createTenantRegistry(connection, tables),
    tenant(tenantId: string) {
      const store = stores.get(tenantId) ?? createTenantStore(tenantId, connection, tables, textLocks(tenantId));
      stores.set(tenantId, store);
      return store;
    },
    async check() {
      const at = now().toISOString();
      // In one transaction: another check, here or in another process, must not come between the two.
      const readBack = await connection.write(() => {
        beat.run(at);
        return lastBeat.get();
      });
      if (readBack !== at) {
        throw new StorageError('unavailable', 'What was written could not be read back.');
      }
    },
    async close() {
      tables.groupCommit.flush();
      await checkpointer.close();
      db.close();
    },
  });
}

function openFile({ path, largestBytes }: SqliteOptions): Database.Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 5_000 });
    db.pragma('journal_mode = WAL');
    // NORMAL would lose acknowledged webhooks when the machine loses power.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // 16 MB: the two indexes by provider's id are touched at random, and SQLite's own 2 MB hold those of 30,000 calls.
    db.pragma('cache_size = -16000');
    migrate(db);
    if (largestBytes !== undefined) {
      const pageBytes = db.pragma('page_size', { simple: true }) as number;
      db.pragma(`max_page_count = ${String(Math.floor(largestBytes / pageBytes))}`);
    }
    return db;
  } catch (error) {
    db?.close();
    throw toStorageError(error);
  }
}

import type { Database } from 'better-sqlite3';
import { toStorageError } from './storage-error.ts';

/** One open file. Reads and writes go through here, so that every SQLite error leaves as a StorageError. */
export interface Connection {
  readonly db: Database;
  readonly now: () => Date;
  /** Runs `work` in one durable transaction of its own. Rejects instead of throwing. */
  readonly write: <T>(work: () => T) => Promise<T>;
  readonly read: <T>(work: () => T) => Promise<T>;
}

export function createConnection(db: Database, now: () => Date): Connection {
  const inTransaction = db.transaction(<T>(work: () => T): T => work());
  const settled = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(toStorageError(error));
    }
  };
  return {
    db,
    now,
    // IMMEDIATE: a transaction that reads first and then writes could else fail halfway against another process.
    write: (work) => settled(() => inTransaction.immediate(work) as ReturnType<typeof work>),
    read: settled,
  };
}

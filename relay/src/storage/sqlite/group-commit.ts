import type { Database } from 'better-sqlite3';
import { toStorageError } from './storage-error.ts';

export interface GroupCommit {
  /** Runs `work` in the next shared transaction; resolves once that is on disk. */
  readonly run: <T>(work: () => T) => Promise<T>;
  /** Commits what waits now instead of at the end of the turn. */
  readonly flush: () => void;
}

interface Waiting {
  run: () => void;
  committed: () => void;
  failed: (error: unknown) => void;
  error: unknown;
}

/**
 * One fsync for everything that arrived in one turn of the event loop. Each work runs in a savepoint of its own, so
 * one that fails is undone alone; nobody is answered before the shared COMMIT. An error that makes SQLite give up the
 * whole transaction (disk full) fails every work of the burst, and nothing of it remains.
 */
export function createGroupCommit(db: Database, committed: () => void): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');
  let queue: Waiting[] = [];

  function runOne(work: Waiting): void {
    savepoint.run();
    try {
      work.run();
    } catch (error) {
      work.error = toStorageError(error);
      if (!db.inTransaction) throw error;
      undo.run();
    }
    release.run();
  }

  function flush(): void {
    const burst = queue;
    queue = [];
    if (burst.length === 0) return;
    try {
      begin.run();
      for (const work of burst) runOne(work);
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollback.run();
      const reason = toStorageError(error);
      for (const work of burst) work.failed(work.error ?? reason);
      return;
    }
    for (const work of burst) {
      if (work.error === undefined) work.committed();
      else work.failed(work.error);
    }
    committed();
  }

  return {
    flush,
    run: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (queue.length === 0) setImmediate(flush);
        let result: T;
        queue.push({
          run: () => (result = work()),
          committed: () => resolve(result),
          failed: reject,
          error: undefined,
        });
      }),
  };
}

import type { Database } from 'better-sqlite3';
import { toStorageError } from './storage-error.ts';

export interface GroupCommit {
  /**
   * Runs `work` in the next shared transaction; resolves once that is on disk. `work` may run twice, with nothing kept
   * of the first time.
   */
  readonly run: <T>(work: () => T) => Promise<T>;
  /** Commits what waits now instead of at the end of the turn. */
  readonly flush: () => void;
}

/** What others do around each shared transaction, and around each savepoint when works run alone. */
export interface GroupCommitHooks {
  /** The write lock is held, and whatever ran before is written or undone. */
  begun(): void;
  /** The last moment to write. */
  committing(): void;
  /** After COMMIT. */
  committed(): void;
}

interface Waiting {
  run: () => void;
  committed: () => void;
  failed: (error: unknown) => void;
  error: unknown;
}

/**
 * One fsync for everything that arrived in one turn of the event loop; nobody is answered before the shared COMMIT.
 * Each work succeeds or fails alone: mostly none fails, and the burst runs as it is. When one does, all is rolled back
 * and run again, each in a savepoint of its own. (A savepoint per work, always, took a fifth of the database's time.)
 * An error that makes SQLite give up the whole transaction (disk full) fails every work of the burst, and nothing of
 * it remains.
 */
export function createGroupCommit(db: Database, hooks: GroupCommitHooks): GroupCommit {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT work');
  const release = db.prepare('RELEASE work');
  const undo = db.prepare('ROLLBACK TO work');
  let queue: Waiting[] = [];

  function inTransaction(burst: readonly Waiting[], runOne: (work: Waiting) => void): void {
    begin.run();
    try {
      hooks.begun();
      for (const work of burst) runOne(work);
      hooks.committing();
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollback.run();
      throw error;
    }
  }

  function alone(work: Waiting): void {
    savepoint.run();
    try {
      hooks.begun();
      work.run();
      hooks.committing();
    } catch (error) {
      work.error = toStorageError(error);
      if (!db.inTransaction) throw error;
      undo.run();
    }
    release.run();
  }

  /** @returns false when a work failed, and nothing was kept of any */
  function together(burst: readonly Waiting[]): boolean {
    let failed = false;
    try {
      inTransaction(burst, (work) => {
        failed = true;
        work.run();
        failed = false;
      });
      return true;
    } catch (error) {
      if (!failed || burst.length === 1) throw error;
      return false;
    }
  }

  function flush(): void {
    const burst = queue;
    queue = [];
    if (burst.length === 0) return;
    try {
      if (!together(burst)) inTransaction(burst, alone);
    } catch (error) {
      const reason = toStorageError(error);
      for (const work of burst) work.failed(work.error ?? reason);
      return;
    }
    for (const work of burst) {
      if (work.error === undefined) work.committed();
      else work.failed(work.error);
    }
    hooks.committed();
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

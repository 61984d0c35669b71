import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { Logger } from 'pino';

export interface Checkpointer {
  /** To call after each commit. */
  committed(): void;
  close(): Promise<void>;
}

/** Fewer commits than this never fill what SQLite itself lets pile up, so short-lived processes start no thread. */
const COMMITS_BEFORE_START = 100;
/** At 500 webhooks a second about 4,000 pages gather in this time. */
const EVERY_MS = 2_000;
/** Backstop when the thread cannot keep up: then the writer does the work itself, once per so many pages (80 MB). */
const BACKSTOP_PAGES = 20_000;
const SQLITES_OWN_PAGES = 1_000;

/**
 * Moves the WAL into the database file beside the event loop. SQLite would do it within every hundredth commit:
 * measured, a commit takes 0.5 ms and such a one 7 ms, during which every webhook waits.
 */
export function createCheckpointer(db: Database, log: Logger | undefined): Checkpointer {
  let worker: Worker | null = null;
  let commits = 0;
  if (!db.memory) db.pragma(`wal_autocheckpoint = ${String(BACKSTOP_PAGES)}`);

  function start(): Worker {
    const started = new Worker(new URL('checkpoint-worker.ts', import.meta.url), {
      workerData: { path: db.name, everyMs: EVERY_MS },
    });
    started.unref();
    started.on('error', (error) => {
      log?.warn({ err: error }, 'checkpointer_lost');
      if (db.open) db.pragma(`wal_autocheckpoint = ${String(SQLITES_OWN_PAGES)}`);
    });
    return started;
  }

  return {
    committed() {
      commits += 1;
      if (commits === COMMITS_BEFORE_START && !db.memory) worker = start();
    },
    async close() {
      commits = COMMITS_BEFORE_START;
      await worker?.terminate();
    },
  };
}

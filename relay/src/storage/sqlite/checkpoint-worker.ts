import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** Thread of `checkpointer.ts`: its own connection to the file. */
const { path, everyMs } = workerData as { path: string; everyMs: number };
const db = new Database(path, { timeout: 5_000 });

// PASSIVE never makes the writer wait: what it writes meanwhile stays in the WAL for the next time. With nothing to
// move it is a look at shared memory.
setInterval(() => db.pragma('wal_checkpoint(PASSIVE)'), everyMs);

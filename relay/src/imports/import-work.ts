import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';
import type { Logger } from 'pino';
import type { JobContext, JobWork } from '../jobs/job-work.ts';
import type { ProviderClock } from '../providers/provider-clock.ts';
import type { StoredImport } from '../storage/import-port.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import type { ReadRow } from './import-row.ts';
import { questionsOf } from './known-directory.ts';
import { openFile, readRows } from './open-file.ts';
import { nothingSeen, seeKeys } from './place-row.ts';
import { planBatch } from './plan-batch.ts';
import { readingOfFirm } from './reading-of-firm.ts';
import { inSlices } from './take-turns.ts';

export interface ImportWorkDeps {
  storage: Storage;
  clock: Pick<ProviderClock, 'now'>;
  log: Logger;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

const payload = z.object({ importId: z.string() });
export const importJobKey = (importId: string) => `directory_import/${importId}`;

/** Rows of one transaction. */
const BATCH = 500;
/** Progress is told so often at most (ms). */
const TELL_EVERY_MS = 1_000;

/**
 * Imports a file batch by batch. How far it came stands beside what it wrote, in one transaction, so an attempt that follows
 * a killed one goes on behind the last batch: it reads the file from its beginning again, for what it said under which key,
 * and writes nothing twice.
 */
export function createDirectoryImportWork(deps: ImportWorkDeps): JobWork {
  return {
    async run(context) {
      const { store, job, tenantId } = context;
      const { importId } = payload.parse(job.payload);
      const stored = await store.import(importId);
      if (stored?.state !== 'running') return;
      const bytes = await store.importFile(importId);
      if (bytes === null) return;
      if (await importRows(context, stored, bytes, deps)) {
        const over = await store.changeImport(importId, (before) =>
          before.state === 'running'
            ? { ...before, state: 'completed', endedAt: deps.clock.now().toISOString() }
            : null,
        );
        if (!over) return;
        deps.publish(tenantId, over.events);
        deps.log.info({ tenantId, importId, counts: over.value.counts }, 'import_completed');
      }
    },
    async failed({ store, job, tenantId }, { nextAttemptAt }) {
      if (nextAttemptAt !== null) return;
      const { importId } = payload.parse(job.payload);
      const over = await store.changeImport(importId, (before) =>
        before.state === 'running' ? { ...before, state: 'failed', endedAt: deps.clock.now().toISOString() } : null,
      );
      if (over) deps.publish(tenantId, over.events);
    },
  };
}

/** @returns false when it was cancelled, or another process does it now */
async function importRows(
  { store, tenantId, signal }: JobContext,
  stored: StoredImport,
  bytes: Uint8Array,
  { storage, clock, publish }: ImportWorkDeps,
): Promise<boolean> {
  const file = openFile(bytes, stored.kind);
  const firm = await readingOfFirm(storage.tenants, tenantId, store);
  const table = { mapping: stored.mapping, dateOrder: stored.order, headers: stored.columns };
  const reading = file.kind === 'csv' ? { ...firm, ...table } : firm;
  const seen = nothingSeen();
  const importedAt = stored.startedAt ?? stored.createdAt;
  let { counts } = stored;
  let toldMs = clock.now().getTime();
  let passed = 0;
  let batch: ReadRow[] = [];

  async function write(): Promise<boolean> {
    const rows = batch;
    batch = [];
    if (rows.length === 0) return true;
    const now = clock.now();
    const tell = now.getTime() - toldMs >= TELL_EVERY_MS;
    if (tell) toldMs = now.getTime();
    const at = now.toISOString();
    const written = await store.importBatch(
      stored.id,
      questionsOf(rows),
      (found, before) =>
        before.state === 'running' && before.counts.done === counts.done
          ? planBatch(rows, found, counts, { seen, importedAt, now: at, newId: randomUUIDv7 })
          : null,
      { at, tell },
    );
    if (!written) return false;
    ({ counts } = written.value);
    publish(tenantId, written.events);
    return true;
  }

  for await (const row of inSlices(readRows(file, reading), signal)) {
    if (passed < stored.counts.done) {
      passed += 1;
      if (row.draft !== null) seeKeys(row.draft, seen);
      continue;
    }
    batch.push(row);
    if (batch.length < BATCH) continue;
    if (!(await write())) return false;
    signal.throwIfAborted();
  }
  return write();
}

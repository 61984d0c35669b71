import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { FieldReason } from '../../wire/field-state.ts';
import type { DueJobs } from '../port.ts';
import type { HeldJob, JobKind, NewJob, StoredJob } from '../recording-port.ts';
import { jobColumns, storedJobOf, valuesOf, type JobRow } from '../recording-row.ts';

/** A claim moves `due_at` to the lease's end: a job that nobody holds any more is due like every other. */
export interface JobTable {
  add(tenantId: string, job: NewJob): boolean;
  /** `add`; of a job that is not over, what it needs is replaced. */
  offer(tenantId: string, job: NewJob): void;
  claim(tenantId: string, kinds: readonly string[], now: string, until: string): StoredJob | null;
  renew(tenantId: string, held: HeldJob, until: string): boolean;
  finish(tenantId: string, held: HeldJob, now: string): boolean;
  fail(tenantId: string, held: HeldJob, reason: FieldReason, retryAt: string | null, now: string): boolean;
  giveBack(tenantId: string, held: HeldJob, now: string): boolean;
  ofCall(tenantId: string, callId: string): StoredJob[];
  due(now: string): DueJobs[];
}

export function prepareJobs(db: Database): JobTable {
  const add = db.prepare(
    `INSERT INTO jobs (tenant_id, key, kind, call_id, recording_id, payload_json, due_at, state, attempts, lease)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, '')
     ON CONFLICT (tenant_id, key) DO UPDATE SET payload_json = excluded.payload_json, due_at = excluded.due_at,
       state = 'waiting', attempts = 0, lease = '', last_reason = NULL WHERE state IN ('done', 'failed')`,
  );
  const hasten = db.prepare<[string, string, string]>(
    `UPDATE jobs SET due_at = CASE state WHEN 'waiting' THEN min(due_at, ?) ELSE due_at END, asked_again = state = 'running'
     WHERE tenant_id = ? AND key = ?`,
  );
  const setPayload = db.prepare<[string, string, string]>(
    'UPDATE jobs SET payload_json = ? WHERE tenant_id = ? AND key = ?',
  );
  const claim = db.prepare<[string, string, string, string, string], JobRow>(
    `UPDATE jobs SET state = 'running', due_at = ?, lease = ?, asked_again = 0, attempts = attempts + 1 WHERE id = (
       SELECT id FROM jobs WHERE tenant_id = ? AND state IN ('waiting', 'running') AND due_at <= ?
         AND kind IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT 1)
     RETURNING ${jobColumns}`,
  );
  const held = `WHERE tenant_id = ? AND id = ? AND lease = ? AND state = 'running'`;
  const renew = db.prepare<[string, string, number, string]>(`UPDATE jobs SET due_at = ? ${held}`);
  /** A job that was asked for while it ran begins anew: it may have looked before. */
  const over = (state: string) =>
    `state = CASE asked_again WHEN 1 THEN 'waiting' ELSE '${state}' END,
     due_at = CASE asked_again WHEN 1 THEN ? ELSE due_at END,
     attempts = CASE asked_again WHEN 1 THEN 0 ELSE attempts END, lease = ''`;
  const finish = db.prepare<[string, string, number, string]>(
    `UPDATE jobs SET ${over('done')}, last_reason = NULL ${held}`,
  );
  const giveUp = db.prepare<[string, string, string, number, string]>(
    `UPDATE jobs SET ${over('failed')}, last_reason = ? ${held}`,
  );
  const retry = db.prepare<[string, string, string, string, number, string]>(
    `UPDATE jobs SET state = 'waiting', due_at = CASE asked_again WHEN 1 THEN ? ELSE ? END,
       attempts = CASE asked_again WHEN 1 THEN 0 ELSE attempts END, lease = '', last_reason = ? ${held}`,
  );
  const giveBack = db.prepare<[string, string, number, string]>(
    `UPDATE jobs SET state = 'waiting', lease = '', due_at = ?, attempts = attempts - 1 ${held}`,
  );
  const ofCall = db.prepare<[string, string], JobRow>(
    `SELECT ${jobColumns} FROM jobs WHERE tenant_id = ? AND call_id = ? ORDER BY id`,
  );
  const due = db.prepare<[string], { tenant_id: string; kind: JobKind; count: number; oldest: string }>(
    `SELECT tenant_id, kind, count(*) AS count, min(due_at) AS oldest FROM jobs
     WHERE state IN ('waiting', 'running') AND due_at <= ? GROUP BY tenant_id, kind ORDER BY oldest`,
  );
  const one = (result: { changes: number }) => result.changes === 1;

  function addOrHasten(tenantId: string, job: NewJob): boolean {
    if (one(add.run(tenantId, ...valuesOf(job)))) return true;
    hasten.run(job.dueAt, tenantId, job.key);
    return false;
  }

  return {
    add: addOrHasten,
    offer(tenantId, job) {
      if (!addOrHasten(tenantId, job)) setPayload.run(JSON.stringify(job.payload ?? null), tenantId, job.key);
    },
    claim(tenantId, kinds, now, until) {
      const row = claim.get(until, randomUUID(), tenantId, now, JSON.stringify(kinds));
      return row ? storedJobOf(row) : null;
    },
    renew: (tenantId, { id, lease }, until) => one(renew.run(until, tenantId, id, lease)),
    finish: (tenantId, { id, lease }, now) => one(finish.run(now, tenantId, id, lease)),
    fail: (tenantId, { id, lease }, reason, retryAt, now) =>
      one(
        retryAt === null
          ? giveUp.run(now, reason, tenantId, id, lease)
          : retry.run(now, retryAt, reason, tenantId, id, lease),
      ),
    giveBack: (tenantId, { id, lease }, now) => one(giveBack.run(now, tenantId, id, lease)),
    ofCall: (tenantId, callId) => ofCall.all(tenantId, callId).map(storedJobOf),
    due: (now) =>
      due
        .all(now)
        .map(({ tenant_id, kind, count, oldest }) => ({ tenantId: tenant_id, kind, count, oldestDueAt: oldest })),
  };
}

import { randomUUID } from 'node:crypto';
import type { FieldReason } from '../../wire/field-state.ts';
import type { DueJobs } from '../port.ts';
import type { HeldJob, JobKind, NewJob, StoredJob } from '../recording-port.ts';
import { jobColumns, storedJobOf, valuesOf, type JobRow } from '../recording-row.ts';
import type { Session } from './session.ts';

/** A claim moves `due_at` to the lease's end: a job that nobody holds any more is due like every other. */
export async function addJob(session: Session, tenantId: string, job: NewJob): Promise<boolean> {
  const added = await session.run(
    `INSERT INTO jobs (tenant_id, key, kind, call_id, recording_id, payload_json, due_at, state, attempts, lease)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, '')
     ON CONFLICT (tenant_id, key) DO UPDATE SET payload_json = excluded.payload_json, due_at = excluded.due_at,
       state = 'waiting', attempts = 0, lease = '', last_reason = NULL WHERE jobs.state IN ('done', 'failed')`,
    [tenantId, ...valuesOf(job)],
  );
  if (added === 1) return true;
  await session.run(
    `UPDATE jobs SET due_at = CASE state WHEN 'waiting' THEN least(due_at, $3) ELSE due_at END,
       asked_again = CASE state WHEN 'running' THEN 1 ELSE 0 END
     WHERE tenant_id = $1 AND key = $2`,
    [tenantId, job.key, job.dueAt],
  );
  return false;
}

/** `addJob`; of a job that is not over, what it needs is replaced. */
export async function offerJob(session: Session, tenantId: string, job: NewJob): Promise<void> {
  if (await addJob(session, tenantId, job)) return;
  await session.run('UPDATE jobs SET payload_json = $3 WHERE tenant_id = $1 AND key = $2', [
    tenantId,
    job.key,
    JSON.stringify(job.payload ?? null),
  ]);
}

/** SKIP LOCKED: who asks at the same moment takes the next one instead of waiting. */
export async function claimJob(
  session: Session,
  tenantId: string,
  kinds: readonly string[],
  now: string,
  until: string,
): Promise<StoredJob | null> {
  const [row] = await session.rows<JobRow>(
    `UPDATE jobs SET state = 'running', due_at = $4, lease = $5, asked_again = 0, attempts = attempts + 1 WHERE id = (
       SELECT id FROM jobs WHERE tenant_id = $1 AND state IN ('waiting', 'running') AND due_at <= $2
         AND kind = ANY ($3::text[]) ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${jobColumns}`,
    [tenantId, now, kinds, until, randomUUID()],
  );
  return row ? storedJobOf(row) : null;
}

async function changeHeld(
  session: Session,
  tenantId: string,
  { id, lease }: HeldJob,
  change: string,
  ...values: unknown[]
): Promise<boolean> {
  const changed = await session.run(
    `UPDATE jobs SET ${change} WHERE tenant_id = $1 AND id = $2 AND lease = $3 AND state = 'running'`,
    [tenantId, id, lease, ...values],
  );
  return changed === 1;
}

export function renewJob(session: Session, tenantId: string, held: HeldJob, until: string): Promise<boolean> {
  return changeHeld(session, tenantId, held, 'due_at = $4', until);
}

/** A job that was asked for while it ran begins anew: it may have looked before. $4: now. */
const over = (state: string) =>
  `state = CASE asked_again WHEN 1 THEN 'waiting' ELSE '${state}' END,
   due_at = CASE asked_again WHEN 1 THEN $4 ELSE due_at END,
   attempts = CASE asked_again WHEN 1 THEN 0 ELSE attempts END, lease = ''`;

export function finishJob(session: Session, tenantId: string, held: HeldJob, now: string): Promise<boolean> {
  return changeHeld(session, tenantId, held, `${over('done')}, last_reason = NULL`, now);
}

export function failJob(
  session: Session,
  tenantId: string,
  held: HeldJob,
  how: { reason: FieldReason; retryAt: string | null },
  now: string,
): Promise<boolean> {
  const { reason, retryAt } = how;
  return retryAt === null
    ? changeHeld(session, tenantId, held, `${over('failed')}, last_reason = $5`, now, reason)
    : changeHeld(
        session,
        tenantId,
        held,
        `state = 'waiting', due_at = CASE asked_again WHEN 1 THEN $4 ELSE $6 END,
         attempts = CASE asked_again WHEN 1 THEN 0 ELSE attempts END, lease = '', last_reason = $5`,
        now,
        reason,
        retryAt,
      );
}

export function giveBackJob(session: Session, tenantId: string, held: HeldJob, now: string): Promise<boolean> {
  const change = `state = 'waiting', lease = '', due_at = $4, attempts = attempts - 1`;
  return changeHeld(session, tenantId, held, change, now);
}

export async function jobsOfCall(session: Session, tenantId: string, callId: string): Promise<StoredJob[]> {
  const rows = await session.rows<JobRow>(
    `SELECT ${jobColumns} FROM jobs WHERE tenant_id = $1 AND call_id = $2 ORDER BY id`,
    [tenantId, callId],
  );
  return rows.map(storedJobOf);
}

/** Of all tenants; in the registry's transaction. */
export async function dueJobs(session: Session, now: string): Promise<DueJobs[]> {
  const rows = await session.rows<{ tenant_id: string; kind: JobKind; count: number; oldest: string }>(
    `SELECT tenant_id, kind, count(*)::int AS count, min(due_at) AS oldest FROM jobs
     WHERE state IN ('waiting', 'running') AND due_at <= $1 GROUP BY tenant_id, kind ORDER BY oldest`,
    [now],
  );
  return rows.map(({ tenant_id, kind, count, oldest }) => ({ tenantId: tenant_id, kind, count, oldestDueAt: oldest }));
}

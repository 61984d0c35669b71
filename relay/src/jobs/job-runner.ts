import type { Logger } from 'pino';
import type { ProviderClock } from '../providers/provider-clock.ts';
import type { DueJobs, Storage } from '../storage/port.ts';
import { jobKinds, type JobKind, type StoredJob } from '../storage/recording-port.ts';
import { nextAttemptAt, MOST_ATTEMPTS } from './back-off.ts';
import { JobFailed, reasonOf } from './job-failed.ts';
import type { JobMetrics, JobOutcome } from './job-metrics.ts';
import type { JobContext, WorkByKind } from './job-work.ts';
import type { JobLimits } from './limits.ts';

export interface JobRunner {
  /** Something may be due now. */
  wake(): void;
  /** No new jobs; what runs is stopped and given back to whoever comes next. Safe to call twice. */
  close(): Promise<void>;
}

interface Deps {
  storage: Storage;
  clock: ProviderClock;
  log: Logger;
  work: WorkByKind;
  limits: JobLimits;
  metrics?: JobMetrics;
}

interface Running {
  kind: JobKind;
  tenantId: string;
  stop: (why: unknown) => void;
  ended: Promise<void>;
}

class Draining extends Error {}
class LeaseLost extends Error {}

/**
 * Does the jobs of all tenants. Any number of processes may: the storage gives each job to one. A killed process's job is
 * taken over when its lease is over, and what it did counts as one attempt.
 */
export function createJobRunner({ storage, clock, log, work, limits, metrics }: Deps): JobRunner {
  const running = new Set<Running>();
  /** When a tenant was last given something, by a count: who waited longest is next, however long another's queue is. */
  const served = new Map<string, number>();
  const kinds = jobKinds.filter((kind) => work[kind] !== undefined);
  let serving = 0;
  let looking: Promise<void> | null = null;
  let again = false;
  let closing: Promise<void> | null = null;
  const isClosing = () => closing !== null;
  let stopTimer = clock.after(limits.pollMs, tick);

  function tick(): void {
    wake();
    if (!isClosing()) stopTimer = clock.after(limits.pollMs, tick);
  }

  function wake(): void {
    again = true;
    if (!isClosing()) looking ??= lookForWork();
  }

  async function lookForWork(): Promise<void> {
    while (again && !isClosing()) {
      again = false;
      try {
        await startDue(await storage.tenants.dueJobs(clock.now().toISOString()));
      } catch (error) {
        // It is looked again in a moment.
        log.warn({ err: error }, 'jobs_look_failed');
      }
    }
    looking = null;
  }

  const hasRoom = ({ kind, tenantId }: { kind: JobKind; tenantId: string }) => {
    let ofKind = 0;
    let ofTenant = 0;
    for (const one of running) {
      if (one.kind === kind) ofKind += 1;
      if (one.tenantId === tenantId) ofTenant += 1;
    }
    return ofKind < limits.atOnce[kind] && ofTenant < limits.perTenant;
  };

  async function startDue(due: DueJobs[]): Promise<void> {
    let waiting = due.filter((one) => kinds.includes(one.kind));
    while (waiting.length > 0 && !isClosing()) {
      const inTurn = waiting.toSorted((a, b) => (served.get(a.tenantId) ?? 0) - (served.get(b.tenantId) ?? 0));
      const next = inTurn.find(hasRoom);
      if (!next) return;
      const { tenantId, kind } = next;
      const store = storage.tenant(tenantId);
      const job = await store.claimJob([kind], clock.now().toISOString(), limits.leaseMs);
      if (!job) {
        waiting = waiting.filter((one) => one !== next);
        continue;
      }
      if (isClosing()) {
        await store.giveBackJob(job);
        return;
      }
      serving += 1;
      served.set(tenantId, serving);
      start(tenantId, job);
    }
  }

  function start(tenantId: string, job: StoredJob): void {
    const controller = new AbortController();
    const stop = (why: unknown) => controller.abort(why);
    const ended = runJob(tenantId, job, controller).finally(() => {
      running.delete(entry);
      wake();
    });
    const entry: Running = { kind: job.kind, tenantId, stop, ended };
    running.add(entry);
  }

  async function runJob(tenantId: string, job: StoredJob, controller: AbortController): Promise<void> {
    const store = storage.tenant(tenantId);
    const context: JobContext = { tenantId, store, job, signal: controller.signal };
    const begunMs = clock.now().getTime();
    const stopLease = keepLease(context, controller);
    const stopLimit = clock.after(limits.longestMs[job.kind], () =>
      controller.abort(new JobFailed('timed_out', 'The job took far too long.', { retryable: true })),
    );
    let outcome: JobOutcome;
    try {
      outcome = await attempt(context);
    } catch (error) {
      // The storage does not answer: the lease runs out, and the job is due again.
      log.warn({ err: error, tenantId, jobId: job.id, kind: job.kind }, 'job_not_settled');
      outcome = 'lost';
    } finally {
      stopLease();
      stopLimit();
    }
    const ms = clock.now().getTime() - begunMs;
    metrics?.observeJob(job.kind, outcome, ms / 1_000);
    log.info(
      { tenantId, jobId: job.id, kind: job.kind, callId: job.callId, attempts: job.attempts, outcome, ms },
      'job_ended',
    );
  }

  async function attempt(context: JobContext): Promise<JobOutcome> {
    const { store, job, signal } = context;
    try {
      // It took its process with it each time.
      if (job.attempts > MOST_ATTEMPTS)
        throw new JobFailed('interrupted', 'The job was interrupted again and again.', { retryable: false });
      await untilStopped(signal, work[job.kind]?.run(context));
      return (await store.finishJob(job)) ? 'done' : 'lost';
    } catch (thrown) {
      const error: unknown = signal.aborted ? signal.reason : thrown;
      if (error instanceof LeaseLost) return 'lost';
      if (error instanceof Draining) return (await store.giveBackJob(job)) ? 'given_back' : 'lost';
      return fail(context, error);
    }
  }

  async function fail(context: JobContext, error: unknown): Promise<JobOutcome> {
    const { store, job, tenantId } = context;
    const { reason, retryable } = reasonOf(error);
    const retryAt = retryable ? nextAttemptAt(job.attempts, clock.now()) : null;
    log.warn(
      { err: error, tenantId, jobId: job.id, kind: job.kind, callId: job.callId, reason, retryAt },
      'job_failed',
    );
    // First where people see it: a process that dies in between does the job again.
    await work[job.kind]?.failed(
      { ...context, signal: new AbortController().signal },
      { reason, nextAttemptAt: retryAt },
    );
    if (!(await store.failJob(job, reason, retryAt))) return 'lost';
    return retryAt === null ? 'gave_up' : 'retried';
  }

  /** Three renewals a lease: one may fail, and one be late. */
  function keepLease({ store, job }: JobContext, controller: AbortController): () => void {
    let stop = clock.after(limits.leaseMs / 3, renew);
    let stopped = false;
    function renew(): void {
      store
        .renewJob(job, new Date(clock.now().getTime() + limits.leaseMs).toISOString())
        .then((isOurs) => {
          if (!isOurs && !stopped) controller.abort(new LeaseLost('Another process does this job now.'));
        })
        .catch((error: unknown) => log.warn({ err: error, jobId: job.id }, 'job_not_renewed'))
        .finally(() => {
          if (!stopped) stop = clock.after(limits.leaseMs / 3, renew);
        });
    }
    return () => {
      stopped = true;
      stop();
    };
  }

  async function close(): Promise<void> {
    stopTimer();
    for (const { stop } of running) stop(new Draining('The relay is ending.'));
    // A claim that was under way is given back.
    await looking;
    const ended = Promise.all([...running].map((one) => one.ended));
    let stopWaiting = () => {};
    const longEnough = new Promise((resolve) => {
      stopWaiting = clock.after(limits.drainMs, () => resolve(null));
    });
    await Promise.race([ended, longEnough]);
    stopWaiting();
  }

  wake();
  return { wake, close: () => (closing ??= Promise.resolve().then(close)) };
}

/** Work that does not listen to its signal is left alone: nobody waits for it any more. */
function untilStopped(signal: AbortSignal, done: Promise<void> | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = () => reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    if (signal.aborted) stopped();
    else signal.addEventListener('abort', stopped, { once: true });
    Promise.resolve(done)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stopped));
  });
}

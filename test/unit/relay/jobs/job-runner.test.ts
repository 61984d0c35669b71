import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { JobOutcome } from '../../../../relay/src/jobs/job-metrics.ts';
import type { JobContext, JobFailure, JobWork } from '../../../../relay/src/jobs/job-work.ts';
import { MediaError } from '../../../../relay/src/recordings/ports.ts';
import { jobsUnderTest } from '../../../support/jobs-under-test.ts';

const MINUTE = 60_000;

/** Work whose attempts are ended by the test. */
function scripted() {
  const running: { context: JobContext; done: () => void; fail: (error: unknown) => void }[] = [];
  const failures: JobFailure[] = [];
  const work: JobWork = {
    run: (context) =>
      new Promise((resolve, reject) => {
        const entry = {
          context,
          done: () => {
            running.splice(running.indexOf(entry), 1);
            resolve();
          },
          fail: (error: unknown) => {
            running.splice(running.indexOf(entry), 1);
            reject(error);
          },
        };
        running.push(entry);
      }),
    failed: (_context, failure) => {
      failures.push(failure);
      return Promise.resolve();
    },
  };
  return { work, running, failures };
}

const unreachable = () => new MediaError('unreachable', 'the provider hiccups', { retryable: true });

describe('a job', () => {
  test('that fails is tried again after 1, 5 and 30 minutes, 2 and 12 hours, and then given up', async () => {
    const { clock, storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/1'));
    const failures: JobFailure[] = [];
    const outcomes: JobOutcome[] = [];
    let attempts = 0;
    runner(
      {
        fetch: {
          run: () => {
            attempts += 1;
            return Promise.reject(unreachable());
          },
          failed: (_context, failure) => {
            failures.push(failure);
            return Promise.resolve();
          },
        },
      },
      { metrics: { observeJob: (_kind, outcome) => outcomes.push(outcome) } },
    );
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await expect.poll(() => outcomes.length).toBe(attempt);
      expect(attempts).toBe(attempt);
      const next = failures.at(-1)?.nextAttemptAt;
      if (next == null) break;
      const waitMs = Date.parse(next) - clock.now().getTime();
      waits.push(waitMs / MINUTE);
      clock.advance(waitMs - 2_000);
      await new Promise((resolve) => setImmediate(resolve));
      expect(attempts).toBe(attempt);
      clock.advance(3_000);
    }
    expect(waits.map(Math.round)).toEqual([1, 5, 30, 120, 720]);
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'retried'), 'gave_up']);
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'failed', attempts: 6, lastReason: 'unreachable' }]);
    clock.advance(48 * 60 * MINUTE);
    await new Promise((resolve) => setImmediate(resolve));
    expect(attempts).toBe(6);
  });

  test('that cannot succeed is given up at once, and the next one is done all the same', async () => {
    const { storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/bad'));
    await store.addJob(job('fetch/good', { callId: 'c2' }));
    const { work, running, failures } = scripted();
    runner({ fetch: work });
    await expect.poll(() => running.length).toBe(2);
    running[0]?.fail(new MediaError('corrupt', 'not sound', { retryable: false }));
    running[0]?.done();
    await expect.poll(async () => (await store.jobsOfCall('c2'))[0]?.state).toBe('done');
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'failed', lastReason: 'corrupt', attempts: 1 }]);
    expect(failures).toEqual([{ reason: 'corrupt', nextAttemptAt: null }]);
  });

  test('whose work has a defect says so, and is tried again', async () => {
    const { storage, runner, job } = await jobsUnderTest('firm-a');
    await storage.tenant('firm-a').addJob(job('fetch/1'));
    const { work, running, failures } = scripted();
    runner({ fetch: work });
    await expect.poll(() => running.length).toBe(1);
    running[0]?.fail(new TypeError('undefined is not a function'));
    await expect.poll(() => failures).toEqual([{ reason: 'internal', nextAttemptAt: '2026-11-19T09:01:00.000Z' }]);
  });

  test('that hangs is ended when its time is over', async () => {
    const { clock, storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/1'));
    const { work, running, failures } = scripted();
    runner({ fetch: work });
    await expect.poll(() => running.length).toBe(1);
    for (let third = 0; third < 3 * 59; third += 1) {
      clock.advance(MINUTE / 3);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([running[0]?.context.signal.aborted, failures]).toEqual([false, []]);
    clock.advance(MINUTE);
    await expect.poll(() => failures[0]?.reason).toBe('timed_out');
    expect(running[0]?.context.signal.aborted).toBe(true);
    await expect.poll(async () => (await store.jobsOfCall('c1'))[0]?.state).toBe('waiting');
  });

  test('of a kind that this process does not know is left to others', async () => {
    const { clock, storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('remove/1', { kind: 'remove' }));
    await store.addJob(job('fetch/1'));
    const { work, running } = scripted();
    runner({ fetch: work });
    await expect.poll(() => running.length).toBe(1);
    clock.advance(5_000);
    expect((await store.jobsOfCall('c1')).map((one) => [one.kind, one.state])).toEqual([
      ['remove', 'waiting'],
      ['fetch', 'running'],
    ]);
  });
});

describe('how much is done at once', () => {
  test('a firm with a hundred recordings leaves room for the others, and nobody has more than two', async () => {
    const { storage, runner, job } = await jobsUnderTest('firm-a', 'firm-b', 'firm-c');
    for (let i = 0; i < 100; i += 1) await storage.tenant('firm-a').addJob(job(`fetch/${String(i)}`));
    for (const id of ['firm-b', 'firm-c']) await storage.tenant(id).addJob(job('fetch/1'));
    const { work, running } = scripted();
    runner({ fetch: work });
    await expect.poll(() => running.length).toBe(4);
    const tenants = () => running.map((one) => one.context.tenantId).toSorted();
    expect(tenants()).toEqual(['firm-a', 'firm-a', 'firm-b', 'firm-c']);
    let most = 0;
    let done = 0;
    while (done < 102) {
      await expect.poll(() => running.length).toBeGreaterThan(0);
      most = Math.max(most, running.filter((one) => one.context.tenantId === 'firm-a').length);
      running[0]?.done();
      done += 1;
    }
    expect(most).toBe(2);
    await expect.poll(async () => (await storage.tenants.dueJobs('2027-01-01T00:00:00.000Z')).length).toBe(0);
  });

  test('where one transcript at a time is made, firms take turns', async () => {
    const { storage, runner, job } = await jobsUnderTest('firm-a', 'firm-b');
    for (let i = 0; i < 5; i += 1)
      await storage.tenant('firm-a').addJob(job(`transcribe/${String(i)}`, { kind: 'transcribe' }));
    await storage.tenant('firm-b').addJob(job('transcribe/1', { kind: 'transcribe' }));
    const { work, running } = scripted();
    const order: string[] = [];
    runner(
      { transcribe: work },
      {
        limits: {
          atOnce: { fetch: 4, dynamics: 1, import: 1, transcribe: 1, understand: 1, remove: 1, directory_import: 1 },
        },
      },
    );
    for (let i = 0; i < 6; i += 1) {
      await expect.poll(() => running.length).toBe(1);
      order.push(running[0]?.context.tenantId ?? '');
      running[0]?.done();
    }
    expect(order.slice(0, 2).toSorted()).toEqual(['firm-a', 'firm-b']);
    expect(order.slice(2)).toEqual(['firm-a', 'firm-a', 'firm-a', 'firm-a']);
  });
});

describe('a relay that ends', () => {
  test('gives back what it was doing, and the next relay does it at once without counting it as tried', async () => {
    const { storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/1'));
    const first = scripted();
    const ending = runner({ fetch: first.work });
    await expect.poll(() => first.running.length).toBe(1);
    await Promise.all([ending.close(), ending.close()]);
    expect(first.running[0]?.context.signal.aborted).toBe(true);
    expect(first.failures).toEqual([]);
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    const second = scripted();
    runner({ fetch: second.work });
    await expect.poll(() => second.running[0]?.context.job.attempts).toBe(1);
    second.running[0]?.done();
    await expect.poll(async () => (await store.jobsOfCall('c1'))[0]?.state).toBe('done');
    // Who came too late changes nothing.
    first.running[0]?.done();
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  test('keeps a long job alive while it works, and stops when another process has taken it over', async () => {
    const { clock, storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/1'));
    const { work, running, failures } = scripted();
    const outcomes: JobOutcome[] = [];
    runner({ fetch: work }, { metrics: { observeJob: (_kind, outcome) => outcomes.push(outcome) } });
    await expect.poll(() => running.length).toBe(1);
    const leaseEnds = async () => Date.parse((await store.jobsOfCall('c1'))[0]?.dueAt ?? '') - clock.now().getTime();
    for (let third = 0; third < 9; third += 1) {
      clock.advance(MINUTE / 3);
      await expect.poll(leaseEnds).toBe(MINUTE);
    }
    expect(running).toHaveLength(1);
    // This process stands still for two minutes (a laptop lid, a stopped container): another takes the job.
    const taken = await store.claimJob(['fetch'], new Date(clock.now().getTime() + 2 * MINUTE).toISOString(), MINUTE);
    expect(taken?.attempts).toBe(2);
    clock.advance(MINUTE / 3);
    await expect.poll(() => outcomes).toEqual(['lost']);
    expect(running[0]?.context.signal.aborted).toBe(true);
    expect(failures).toEqual([]);
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'running', lease: taken?.lease }]);
  });
});

describe('a killed relay', () => {
  const script = fileURLToPath(new URL('job-process.ts', import.meta.url));
  const start = (path: string) => {
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    return { child, lines };
  };

  test('loses no job: the next one takes it over when its lease is over, one attempt more', async () => {
    const { storage, path } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    const dueAt = new Date(Date.now() - 1_000).toISOString();
    await store.addJob({ key: 'fetch/1', kind: 'fetch', callId: 'c1', recordingId: null, dueAt, payload: null });
    const first = start(path);
    await expect.poll(() => first.lines, { timeout: 10_000 }).toEqual(['began 1']);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'running', attempts: 1 }]);
    const second = start(path);
    await expect.poll(() => second.lines, { timeout: 10_000 }).toEqual(['began 2', 'done 2']);
    second.child.kill('SIGTERM');
    await once(second.child, 'exit');
    expect(await store.jobsOfCall('c1')).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  test('is not killed by the same job for ever: after six times it is given up as interrupted', async () => {
    const { clock, storage, runner, job } = await jobsUnderTest('firm-a');
    const store = storage.tenant('firm-a');
    await store.addJob(job('fetch/1'));
    // Each claim stands for a process that died over it.
    for (let death = 0; death < 6; death += 1) {
      expect((await store.claimJob(['fetch'], clock.now().toISOString(), 1_000))?.attempts).toBe(death + 1);
      clock.advance(1_000);
    }
    const { work, running, failures } = scripted();
    runner({ fetch: work });
    await expect.poll(() => failures).toEqual([{ reason: 'interrupted', nextAttemptAt: null }]);
    expect(running).toEqual([]);
    await expect.poll(() => store.jobsOfCall('c1')).toMatchObject([{ state: 'failed', lastReason: 'interrupted' }]);
  });
});

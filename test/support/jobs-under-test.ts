import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createJobRunner, type JobRunner } from '../../relay/src/jobs/job-runner.ts';
import { usualLimits, type JobLimits } from '../../relay/src/jobs/limits.ts';
import type { JobMetrics } from '../../relay/src/jobs/job-metrics.ts';
import type { WorkByKind } from '../../relay/src/jobs/job-work.ts';
import { createLogger } from '../../relay/src/logging/create-logger.ts';
import type { Storage } from '../../relay/src/storage/port.ts';
import type { NewJob } from '../../relay/src/storage/recording-port.ts';
import { openSqliteStorage } from '../../relay/src/storage/sqlite/open.ts';
import { madeUpTextLocks, tenantNamed } from '../contract/storage/made-up.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { tempDir } from './temp-dir.ts';

export interface JobsUnderTest {
  clock: ManualClock;
  storage: Storage;
  path: string;
  readonly runner: (work: WorkByKind, more?: { limits?: Partial<JobLimits>; metrics?: JobMetrics }) => JobRunner;
  readonly job: (key: string, given?: Partial<NewJob>) => NewJob;
}

/** A file with these tenants, and a clock that stands still. */
export async function jobsUnderTest(...tenantIds: string[]): Promise<JobsUnderTest> {
  const clock = createManualClock();
  const path = join(tempDir(), 'relay.sqlite');
  const storage = await openSqliteStorage({ path, now: () => clock.now(), textLocks: madeUpTextLocks });
  onTestFinished(() => storage.close());
  for (const id of tenantIds) await storage.tenants.create(tenantNamed(id));
  return {
    clock,
    storage,
    path,
    runner(work, { limits = {}, metrics } = {}) {
      const log = createLogger({ level: 'silent' });
      const runner = createJobRunner({
        storage,
        clock,
        log,
        work,
        limits: { ...usualLimits(4), ...limits },
        ...(metrics === undefined ? {} : { metrics }),
      });
      onTestFinished(() => runner.close());
      return runner;
    },
    job: (key, given = {}) => ({
      key,
      kind: 'fetch',
      callId: 'c1',
      recordingId: null,
      dueAt: clock.now().toISOString(),
      payload: null,
      ...given,
    }),
  };
}

import { setTimeout } from 'node:timers/promises';
import { createJobRunner } from '../../../../relay/src/jobs/job-runner.ts';
import { usualLimits } from '../../../../relay/src/jobs/limits.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { systemClock } from '../../../../relay/src/providers/provider-clock.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';

/** A relay's jobs in a process of their own, to be killed: the first attempt never ends. */
const [, , path = ''] = process.argv;
const storage = await openSqliteStorage({ path });
const runner = createJobRunner({
  storage,
  clock: systemClock,
  log: createLogger({ level: 'silent' }),
  limits: { ...usualLimits(2), leaseMs: 1_500, pollMs: 100 },
  work: {
    fetch: {
      async run({ job, signal }) {
        console.log(`began ${String(job.attempts)}`);
        if (job.attempts === 1) await setTimeout(3_600_000, null, { signal });
        console.log(`done ${String(job.attempts)}`);
      },
      failed: () => Promise.resolve(),
    },
  },
});
process.once('SIGTERM', () => {
  void runner.close().then(() => storage.close());
});

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import type { Precedence } from '../../../../relay/src/media/thread/put-first.ts';

const SCHED_OTHER = 0;
const SCHED_RR = 2;

async function firstThread(env: NodeJS.ProcessEnv): Promise<{ precedence: Precedence; runs: number[] }> {
  const worker = new Worker(new URL('../../../support/first-thread.ts', import.meta.url), { env });
  onTestFinished(async () => void (await worker.terminate()));
  const [{ precedence, stat }] = (await once(worker, 'message')) as [{ precedence: Precedence; stat: string }];
  // Behind the name, which may hold spaces, the state is field 3: nice is 19, the real-time priority 40, the policy 41.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { precedence, runs: [41, 40, 19].map((field) => Number(fields[field - 3])) };
}

it('what the thread of the streams says of its precedence is how the system runs it', async () => {
  const { precedence, runs } = await firstThread(process.env);
  const meant = { realtime: [SCHED_RR, 10, 0], nice: [SCHED_OTHER, 0, -10], none: [SCHED_OTHER, 0, 0] };
  expect(runs).toEqual(meant[precedence]);
  const mayBe = spawnSync('chrt', ['--rr', '10', 'true']).status === 0;
  expect(precedence === 'realtime').toBe(mayBe);
});

it('without the program that asks for real time it still goes before others, where it may', async () => {
  const { precedence, runs } = await firstThread({ ...process.env, PATH: '' });
  const meant = { realtime: [], nice: [SCHED_OTHER, 0, -10], none: [SCHED_OTHER, 0, 0] };
  expect(runs).toEqual(meant[precedence]);
});

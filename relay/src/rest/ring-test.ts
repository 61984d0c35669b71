import { randomUUID } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { ringTestRequest, type RingTestStarted } from '../wire/rest.ts';
import type { RingTester } from './ring-tester.ts';

/** POST /ring-tests: rings the asking device over its own stream, whichever process holds it. */
export function createRingTestRoute(deps: { ringTester: RingTester }): CallerRoute {
  return async ({ tenantId, device }, req, res) => {
    const { rings, everyMs } = readBody(req, ringTestRequest);
    const testId = randomUUID();
    if (!deps.ringTester.start({ tenantId, deviceId: device.id, testId, rings, everyMs })) {
      throw new ProblemError('too_many_requests', { detail: 'A ring test is running.' });
    }
    res.status(202).json({ testId, rings } satisfies RingTestStarted);
  };
}

import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { RateLimit } from '../http/rate-limit.ts';
import { readBody } from '../http/read.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import { enrolment, tokenRefresh } from '../wire/rest.ts';
import { enrol } from './enrol.ts';
import { refresh } from './refresh.ts';

/** POST /enrolment. Attempts are counted per address before the code is looked at. */
export function createEnrolmentRoute(deps: {
  storage: Storage;
  now: () => Date;
  log: Logger;
  enrolmentLimit: RateLimit;
}): RequestHandler {
  return async (req, res) => {
    await deps.enrolmentLimit.attempt(req.ip ?? 'unknown');
    const { tokens, tenantId } = await enrol(deps, readBody(req, enrolment));
    deps.log.info({ tenantId, deviceId: tokens.deviceId }, 'device_enrolled');
    res.status(201).json(tokens);
  };
}

/** POST /tokens/refresh */
export function createRefreshRoute(deps: {
  storage: Storage;
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}): RequestHandler {
  return async (req, res) => {
    res.json(await refresh(deps, readBody(req, tokenRefresh).refreshToken));
  };
}

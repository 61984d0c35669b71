import type { Router } from 'express';
import { createMemoryRateLimit } from '../http/rate-limit.ts';
import type { SignedIn } from '../http/signed-in.ts';
import { createActOnCallRoute } from './act-on-call.ts';
import { createBlockRoute, createUnblockRoute, listBlockedNumbers } from './blocked-numbers.ts';
import type { ControlDeps } from './control-deps.ts';
import { createDialRoute } from './dial.ts';
import { createOnce } from './once.ts';
import { createSendMessageRoute } from './send-message.ts';

/** A receptionist at work presses ten keys a minute; this many is a client gone wild. Counted by each process. */
const ACTIONS_PER_MINUTE = 60;

/** Acting on calls, dialling, sending and blocking: the routes behind which a provider's REST API stands. */
export function addControlRoutes(
  router: Router,
  signedIn: SignedIn,
  given: Omit<ControlDeps, 'once' | 'actionLimit'>,
): void {
  const limit = { perMinute: ACTIONS_PER_MINUTE, now: given.now };
  const deps: ControlDeps = { ...given, once: createOnce(given), actionLimit: createMemoryRateLimit(limit) };
  router.post('/calls/:callId/actions', signedIn(createActOnCallRoute(deps)));
  router.post('/dial', signedIn(createDialRoute(deps)));
  router.post('/messages', signedIn(createSendMessageRoute(deps)));
  router.get('/blocked-numbers', signedIn(listBlockedNumbers));
  router.put('/blocked-numbers/:number', signedIn(createBlockRoute(deps)));
  router.delete('/blocked-numbers/:number', signedIn(createUnblockRoute(deps)));
}

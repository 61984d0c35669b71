import express, { type Router } from 'express';
import { createProblemHandler } from '../http/answer-problem.ts';
import { receiveCompact } from './providers/compact/receive.ts';
import { receiveCompactEvent } from './providers/compact/receive-event.ts';
import { receiveCompactTest } from './providers/compact/receive-test.ts';
import { receiveRingover } from './providers/ringover/receive.ts';
import { receiveSipgate } from './providers/sipgate/receive.ts';
import { readRawBody } from './raw-body.ts';
import { createWebhookContext } from './webhook-context.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * All addresses that providers and existing integrations push to. Mount it before any body parser: signatures cover
 * raw bytes, which only these routes read.
 */
export function createWebhookRouter(deps: WebhookDeps): Router {
  const context = createWebhookContext(deps);
  const router = express.Router();
  const rawBody = readRawBody(deps.bodyLimitBytes);
  router.post('/hooks/ringover/:hookToken/call', rawBody, receiveRingover(context));
  router.post('/hooks/sipgate/:hookToken', rawBody, receiveSipgate(context));
  router.post('/api/v1/webhooks/ringover', rawBody, receiveCompact(context));
  router.post('/api/v1/webhooks/ringover/event', rawBody, receiveCompactEvent(context));
  router.post('/api/v1/webhooks/ringover/test', rawBody, receiveCompactTest(context));
  // Answered here, because only here the path is known to hold a secret.
  const withoutSecret = (path: string) => path.replace(/^(\/hooks\/[a-z]+\/)[^/]+/, '$1*');
  router.use(createProblemHandler(deps.log, { word: 'webhook_failed', loggedPath: withoutSecret }));
  return router;
}

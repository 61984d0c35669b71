import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFailure } from '../http/answer-problem.ts';
import { receiveCompact } from './providers/compact/receive.ts';
import { receiveCompactEvent } from './providers/compact/receive-event.ts';
import { receiveCompactTest } from './providers/compact/receive-test.ts';
import type { RingoverBlock } from './providers/ringover/block.ts';
import { receiveContactCall } from './providers/ringover/contact-call.ts';
import { receiveContactSearch } from './providers/ringover/contact-search.ts';
import { receiveIvrCode } from './providers/ringover/ivr-code.ts';
import { receiveRingover } from './providers/ringover/receive.ts';
import { receiveSmartRouting } from './providers/ringover/smart-routing.ts';
import { receiveSipgate } from './providers/sipgate/receive.ts';
import { receiveSipgateJson } from './providers/sipgate-json/receive.ts';
import { readRawBody } from './raw-body.ts';
import { createWebhookContext } from './webhook-context.ts';
import type { WebhookDeps } from './webhook-deps.ts';
import type { Receive } from './webhook-request.ts';

const ringoverBlock = (block: RingoverBlock) => new RegExp(`^/hooks/ringover/([^/?]+)/${block}/?(?:\\?|$)`, 'i');

/** Takes a request of its own, and passes every other on. May be mounted anywhere a Node request arrives. */
export type WebhookRouter = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

/**
 * All addresses that providers and existing integrations push to. It stands before Express, not in it: signatures
 * cover raw bytes, and Express with its body parser takes as much time as everything that a webhook does here,
 * short of the database.
 */
export function createWebhookRouter(deps: WebhookDeps): WebhookRouter {
  const context = createWebhookContext(deps);
  const routes: readonly { path: RegExp; receive: Receive }[] = [
    { path: ringoverBlock('call'), receive: receiveRingover(context) },
    { path: ringoverBlock('contact'), receive: receiveContactCall(context) },
    { path: ringoverBlock('search'), receive: receiveContactSearch(context) },
    { path: ringoverBlock('routing'), receive: receiveSmartRouting(context) },
    { path: ringoverBlock('ivr'), receive: receiveIvrCode(context) },
    { path: /^\/hooks\/sipgate\/([^/?]+)\/?(?:\?|$)/i, receive: receiveSipgate(context) },
    { path: /^\/api\/v1\/webhooks\/ringover\/?(?:\?|$)/i, receive: receiveCompact(context) },
    { path: /^\/api\/v1\/webhooks\/ringover\/event\/?(?:\?|$)/i, receive: receiveCompactEvent(context) },
    { path: /^\/api\/v1\/webhooks\/ringover\/test\/?(?:\?|$)/i, receive: receiveCompactTest(context) },
    { path: /^\/api\/v1\/webhooks\/sipgate\/call\/?(?:\?|$)/i, receive: receiveSipgateJson(context) },
  ];

  async function take(receive: Receive, hookToken: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const rawBody = await readRawBody(req, deps.bodyLimitBytes);
      const query = new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'));
      const answer = await receive({ method: 'POST', headers: req.headers, hookToken, query, rawBody });
      const { status = 200, contentType, body } = answer;
      if (status === 204) return void res.writeHead(204).end();
      res.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
      res.end(body);
    } catch (error) {
      // The path holds a secret.
      const path = (req.url ?? '').replace(/^(\/hooks\/[a-z]+\/)[^/?]+/i, '$1*');
      answerFailure(error, { method: 'POST', path, res, log: deps.log, word: 'webhook_failed' });
    }
  }

  return (req, res, next) => {
    if (req.method !== 'POST') return next();
    for (const { path, receive } of routes) {
      const match = path.exec(req.url ?? '');
      if (match) return void take(receive, match[1] ?? '', req, res);
    }
    next();
  };
}

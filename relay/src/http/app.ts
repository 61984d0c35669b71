import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import express, { type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { WebhookRouter } from '../webhooks/router.ts';
import { createProblemHandler } from './answer-problem.ts';
import { ProblemError } from './problem-error.ts';

/** Bodies of the app's API: a note has 20,000 characters at most. Webhooks have a limit of their own. */
const API_BODY_LIMIT = '128kb';

/** Routes whose bodies may be larger, and are read once it is known who asks. */
const readsOwnBody = new Set(['/directory/sync']);

/** 65 s is longer than proxies keep a connection (60 s mostly): whoever closes first must not be the relay. */
export const serverTimeouts = { keepAliveTimeout: 65_000, requestTimeout: 30_000, headersTimeout: 20_000 };

/**
 * The HTTP surface. Webhooks come first, before any body parser and before the drain gate: a provider may not repeat
 * what it was refused, so whatever still reaches a closing relay is taken.
 */
export function createHttpApp(deps: {
  webhooks: WebhookRouter;
  health: Router;
  metrics: Router;
  api: Router;
  isDraining: () => boolean;
  log: Logger;
  /** Whose `X-Forwarded-For` is believed when attempts are counted per address. */
  trustedProxies: string;
}): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustedProxies);
  app.use(helmet());
  app.use((_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  app.use(deps.health);
  app.use(deps.metrics);
  app.use((_req, _res, next) => {
    if (deps.isDraining()) throw new ProblemError('shutting_down', { retryAfterSeconds: 2 });
    next();
  });
  const readJson = express.json({ limit: API_BODY_LIMIT });
  app.use('/api/v1', (req, res, next) => (readsOwnBody.has(req.path) ? next() : readJson(req, res, next)), deps.api);
  app.use(() => {
    throw new ProblemError('not_found');
  });
  app.use(createProblemHandler(deps.log));

  return (req, res) => {
    res.setHeader('x-request-id', requestIdOf(req));
    if (deps.isDraining()) res.setHeader('connection', 'close');
    deps.webhooks(req, res, () => app(req, res));
  };
}

/** An id that a proxy gave is kept, so that its log and ours can be laid side by side. */
function requestIdOf(req: IncomingMessage): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

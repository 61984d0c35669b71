import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { sendProblem, toProblem } from '../http/answer-problem.ts';
import { describeProblem } from '../http/problem-error.ts';
import type { WebhookContext } from './webhook-context.ts';

/**
 * The bytes as they were signed: any content type, never parsed, never inflated (a signature covers what travelled,
 * and a small gzip must not become a large body).
 */
export function readRawBody(limitBytes: number): RequestHandler {
  return express.raw({ type: () => true, limit: limitBytes, inflate: false });
}

export function rawBodyOf(req: Pick<Request, 'body'>): Buffer {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** What body-parser and the store raise, answered here, because only here the path is known to hold a secret. */
export function answerFailures(context: WebhookContext): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    if (describeProblem(problem.code).status >= 500) {
      const route = req.path.replace(/^(\/hooks\/[a-z]+\/)[^/]+/, '$1*');
      context.log.error({ route, code: problem.code, err: error }, 'webhook_failed');
    }
    if (res.headersSent || res.destroyed) return next(error);
    sendProblem(res, problem);
  };
}

import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { StorageError } from '../storage/port.ts';
import { refuse } from './refuse.ts';
import type { WebhookContext } from './webhook-context.ts';

/**
 * The bytes as they were signed: any content type, never parsed, never inflated (a signature covers what travelled,
 * and a small gzip must not become a large body).
 */
export function readRawBody(limitBytes: number): RequestHandler {
  return express.raw({ type: () => true, limit: limitBytes, inflate: false });
}

export function rawBodyOf(req: Request<never> | Request): Buffer {
  const body: unknown = req.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** What body-parser raises, and what the store raises, as answers from the problem table. */
export function answerFailures(context: WebhookContext): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof StorageError) {
      context.log.error({ route: routeWord(req), code: error.code }, 'webhook_not_stored');
      return refuse(res, error.code === 'full' ? 'storage_full' : 'storage_unavailable');
    }
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
    if (type === 'entity.too.large') return refuse(res, 'too_large');
    if (type === 'encoding.unsupported') return refuse(res, 'wrong_media_type');
    if (type === 'request.aborted' || type === 'request.size.invalid') return refuse(res, 'bad_request');
    context.log.error({ route: routeWord(req), err: error }, 'webhook_failed');
    return refuse(res, 'internal');
  };
}

/** The route without its secret token. */
function routeWord(req: Request): string {
  return req.path.replace(/^(\/hooks\/[a-z]+\/)[^/]+/, '$1*');
}

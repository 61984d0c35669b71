import express, { type Request, type RequestHandler } from 'express';

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

/** As the sender says it, for whoever reads the delivery later. */
export function contentTypeOf(req: Pick<Request, 'get'>): string {
  return (req.get('Content-Type') ?? '').slice(0, 200);
}

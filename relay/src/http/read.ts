import type { Request } from 'express';
import type { z } from 'zod';
import { malformed } from './answer-problem.ts';
import { ProblemError } from './problem-error.ts';

/** @throws ProblemError wrong_media_type, malformed with the field's name (422) */
export function readBody<T extends z.ZodType>(req: Request, schema: T): z.output<T> {
  if (req.body === undefined) {
    const isJson = req.is('application/json') !== false;
    throw new ProblemError(isJson ? 'malformed' : 'wrong_media_type', { detail: 'A JSON body is needed.' });
  }
  const read = schema.safeParse(req.body);
  if (!read.success) throw malformed(read.error, 'malformed');
  return read.data;
}

/** @throws ProblemError bad_request (400) or, for routes with an older contract, malformed (422) */
export function readQuery<T extends z.ZodType>(
  req: Request,
  schema: T,
  code: 'bad_request' | 'malformed' = 'bad_request',
): z.output<T> {
  const read = schema.safeParse(req.query);
  if (!read.success) throw malformed(read.error, code);
  return read.data;
}

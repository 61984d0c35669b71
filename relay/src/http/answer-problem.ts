import type { ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ProviderError } from '../providers/port.ts';
import { StorageError } from '../storage/port.ts';
import { describeProblem, ProblemError } from './problem-error.ts';

/** Writes one row of the problem table. Every error of the relay goes through here. */
export function sendProblem(res: ServerResponse, problem: ProblemError): void {
  const body = describeProblem(problem.code, problem);
  if (problem.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(problem.retryAfterSeconds));
  if (body.status === 401) res.setHeader('www-authenticate', 'Bearer');
  res.statusCode = body.status;
  res.setHeader('content-type', 'application/problem+json; charset=utf-8');
  res.end(JSON.stringify(body));
}

/** Whatever was thrown, as a row of the problem table. Texts of unknown errors stay in the log. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof StorageError) {
    if (error.code === 'full') return new ProblemError('storage_full');
    if (error.code === 'unavailable') return new ProblemError('storage_unavailable', { retryAfterSeconds: 2 });
    if (error.code === 'bad_cursor') return new ProblemError('bad_request', { field: 'cursor', detail: error.message });
    return new ProblemError('internal');
  }
  if (error instanceof ProviderError) return providerProblem(error);
  if (error instanceof z.ZodError) return malformed(error, 'malformed');
  const { type, status } = error as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return new ProblemError('too_large');
  if (type === 'entity.parse.failed') return new ProblemError('malformed', { detail: 'The body is not JSON.' });
  if (status === 415) return new ProblemError('wrong_media_type');
  if (typeof status === 'number' && status >= 400 && status < 500) return new ProblemError('bad_request');
  return new ProblemError('internal');
}

/** The provider's own reason goes with it; its message, which may hold addresses, stays in the log. */
function providerProblem({ code, detail, retryAfterMs }: ProviderError): ProblemError {
  const waitSeconds = Math.ceil(retryAfterMs / 1_000) || (code === 'provider_busy' ? 1 : 0);
  return new ProblemError(code, {
    ...(detail === null ? {} : { detail }),
    ...(waitSeconds > 0 ? { retryAfterSeconds: waitSeconds } : {}),
  });
}

/** The first field at fault, with zod's own words (they name shapes, never values). */
export function malformed(error: z.ZodError, code: 'malformed' | 'bad_request'): ProblemError {
  const issue = error.issues[0];
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  return new ProblemError(code, { ...(field ? { field } : {}), ...(issue ? { detail: issue.message } : {}) });
}

/**
 * Answers whatever a route threw. What a route refused on purpose (ProblemError) needs no line in the log; a failure
 * of ours gets one.
 * @param where.path as it may stand in a log
 */
export function answerFailure(
  error: unknown,
  where: { method: string; path: string; res: ServerResponse; log: Logger; word: string },
): void {
  const { method, path, res, log, word } = where;
  const problem = toProblem(error);
  if (problem !== error && describeProblem(problem.code).status >= 500) {
    log.error({ requestId: res.getHeader('x-request-id'), method, path, code: problem.code, err: error }, word);
  }
  if (res.destroyed) return;
  // An answer that is half out can only be broken off.
  if (res.headersSent) res.destroy();
  else sendProblem(res, problem);
}

/** The last handler of the app. Express knows it by its four parameters. */
export function createProblemHandler(log: Logger) {
  return (error: unknown, req: Request, res: Response, _next: NextFunction): void => {
    answerFailure(error, { method: req.method, path: req.path, res, log, word: 'request_failed' });
  };
}

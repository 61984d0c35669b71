import type { Response } from 'express';
import { problemTable, type Problem, type ProblemCode } from '../wire/problems.ts';
import type { WebhookContext } from './webhook-context.ts';

/** Answers from the one table of problems, as application/problem+json. */
export function refuse(res: Response, code: ProblemCode, more: { field?: string; detail?: string } = {}): void {
  const [status, title] = problemTable[code];
  const body: Problem = { type: 'about:blank', title, status, code, ...more };
  if (status === 503) res.set('Retry-After', '5');
  res.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** 401, nothing stored, and one log line with the words that existing alert rules look for (HTTP contract section 6). */
export function refuseSignature(context: WebhookContext, res: Response, route: string, tenantId: string | null): void {
  context.counts.signaturesRefused += 1;
  context.log.warn({ route, tenantId }, 'Webhook signature verification failed');
  refuse(res, 'signature_refused');
}

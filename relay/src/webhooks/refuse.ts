import type { Response } from 'express';
import { sendProblem } from '../http/answer-problem.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ProblemCode } from '../wire/problems.ts';
import type { WebhookContext } from './webhook-context.ts';

/** Answers from the one table of problems, as application/problem+json. */
export function refuse(res: Response, code: ProblemCode, more: { field?: string; detail?: string } = {}): void {
  sendProblem(res, new ProblemError(code, more));
}

/** 401, nothing stored, and one log line with the words that existing alert rules look for (HTTP contract section 6). */
export function refuseSignature(context: WebhookContext, res: Response, route: string, tenantId: string | null): void {
  context.counts.signaturesRefused += 1;
  context.log.warn({ route, tenantId }, 'Webhook signature verification failed');
  refuse(res, 'signature_refused');
}

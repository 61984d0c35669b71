import { ProblemError } from '../http/problem-error.ts';
import type { WebhookContext } from './webhook-context.ts';

/** 401, nothing stored, and one log line with the words that existing alert rules look for (HTTP contract section 6). */
export function signatureRefused(context: WebhookContext, route: string, tenantId: string | null): ProblemError {
  context.counts.signaturesRefused += 1;
  context.log.warn({ route, tenantId }, 'Webhook signature verification failed');
  return new ProblemError('signature_refused');
}

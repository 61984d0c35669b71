import { ProblemError } from '../../../http/problem-error.ts';
import type { TenantStore } from '../../../storage/port.ts';
import type { WebhookContext } from '../../webhook-context.ts';
import {
  contentTypeOf,
  jsonAnswer,
  type Receive,
  type WebhookAnswer,
  type WebhookRequest,
} from '../../webhook-request.ts';
import { readJson } from '../../read-json.ts';
import { receiveQuestion } from './receive-question.ts';
import type { VerifiedRequest } from './verified-request.ts';

/** Matters read at most: pages of 500. */
const MOST_PAGES = 40;

/**
 * The code that a caller typed in Ringover's menu. The status steers the menu (telephony facts 2.2): 200 when the code is
 * the digits of an open matter's number (20260318 for 2026/0318), 404 when it is not, or could not be looked up in time.
 * Ringover does not sign this question (2.3): the secret path is all there is, so the answer says yes or no and nothing
 * else.
 */
export function receiveIvrCode(context: WebhookContext): Receive {
  return receiveQuestion(context, {
    verify: (request) => byPathOnly(context, request),
    otherwise: unknown,
    async answer({ tenant, event }) {
      const code = codeOf(event.data);
      const known = code !== null && (await isOpenMatter(context.storage.tenant(tenant.id), code));
      return known ? jsonAnswer({ known: true }) : unknown;
    },
  });
}

const unknown: WebhookAnswer = { ...jsonAnswer({ known: false }), status: 404 };

async function byPathOnly(context: WebhookContext, request: WebhookRequest): Promise<VerifiedRequest> {
  const { hookToken, rawBody } = request;
  const tenant = await context.tenants.byHookToken(hookToken);
  if (!tenant) throw new ProblemError('not_found');
  const receivedAt = context.now().toISOString();
  const envelope = readJson(rawBody);
  return {
    tenant,
    raw: { provider: 'ringover', receivedAt, contentType: contentTypeOf(request), rawBody },
    said: envelope === undefined ? { kind: 'unreadable', reason: 'not JSON' } : { kind: 'event', envelope },
  };
}

/** Ringover sends a number, which has lost its leading zeros; so both sides are compared without. */
function codeOf(data: unknown): string | null {
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : null;
  if (typeof code !== 'string' && typeof code !== 'number') return null;
  return /^\d{1,40}$/.test(String(code)) ? withoutZeros(String(code)) : null;
}

const withoutZeros = (digits: string) => digits.replace(/^0+/, '') || null;

async function isOpenMatter(store: TenantStore, code: string): Promise<boolean> {
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next }: Awaited<ReturnType<TenantStore['matterPage']>> = await store.matterPage(cursor, 500);
    const digitsOf = (number: string) => withoutZeros(number.replace(/\D/g, ''));
    if (items.some(({ status, number }) => status === 'open' && digitsOf(number) === code)) return true;
    cursor = next;
    if (cursor === null) break;
  }
  return false;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readRawBody } from '../webhooks/raw-body.ts';
import { jsonObject } from './dialect/dialect.ts';
import type { MediaDeps, MediaTenant, VoiceAnswer, VoiceCall, VoiceHandler } from './media-deps.ts';
import { isOneOf } from './socket/same-secret.ts';
import type { StreamUrls } from './socket/stream-address.ts';
import { flowEvent, writeFlowAction } from './turns/flow-messages.ts';
import type { TurnCalls } from './turns/turn-calls.ts';
import { isTwilioSignature } from './voice-url/twilio-signature.ts';
import { connectStream, dialPhone, hangUpCall, rejectCall } from './voice-url/voice-xml.ts';

/** A provider's question has 2 kB, what a caller said a few more. */
const BODY_LIMIT = 128 * 1_024;
const PATH = /^\/api\/v1\/media\/(voice|flow)\/([\w-]{1,200})$/;

interface Answer {
  status: number;
  type?: string;
  body?: string;
}

const voiceFields = z.object({
  CallSid: z.string().min(1).max(200),
  From: z.string().max(100).default(''),
  To: z.string().max(100).default(''),
  AccountSid: z.string().max(100).default(''),
  /** Of the caller's call, where it is said: what is over has nobody in it any more. */
  CallStatus: z.string().max(40).default(''),
  /** Of a telephone that was dialled: `completed`, `answered`, `busy`, `no-answer`, `failed`, `canceled`. */
  DialCallStatus: z.string().max(40).default(''),
});
const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled']);

/**
 * `POST /api/v1/media/voice/<hookToken>`: the bridge asks what to do with a call (form, `X-Twilio-Signature`).
 * `POST /api/v1/media/flow/<hookToken>`: one event of the text dialect (JSON, `X-API-TOKEN`).
 * @returns false: neither
 */
export function createMediaHttp(parts: {
  deps: MediaDeps;
  turns: TurnCalls;
  takesVoiceCall: (call: VoiceCall) => Promise<boolean>;
  voiceHandler: () => VoiceHandler | null;
  expect: (call: VoiceCall) => StreamUrls;
}): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { deps, turns } = parts;

  async function voice(req: IncomingMessage, body: Buffer, tenant: MediaTenant | null): Promise<Answer> {
    if (tenant && tenant.voiceAuthTokens.length === 0) return problem(503, 'No token for the voice URL is set up.');
    const fields = new URLSearchParams(body.toString('utf8'));
    const given = req.headers['x-twilio-signature'];
    const url = `${deps.publicBaseUrl}${req.url ?? ''}`;
    const isSigned = (tenant?.voiceAuthTokens ?? []).some((token) =>
      isTwilioSignature(typeof given === 'string' ? given : undefined, token, url, fields),
    );
    if (!tenant || !isSigned) {
      deps.log.warn({ route: 'voice', tenantId: tenant?.tenantId ?? null }, 'Webhook signature verification failed');
      return problem(401, 'The signature does not fit.');
    }
    const read = voiceFields.safeParse(Object.fromEntries(fields));
    if (!read.success) return problem(422, `${read.error.issues[0]?.path.join('.') ?? 'A field'} is missing or wrong.`);
    const { CallSid: callId, From: from, To: to, AccountSid: accountSid } = read.data;
    const { tenantId } = tenant;
    const call = { tenantId, callId, from, to, accountSid };
    const handler = parts.voiceHandler();
    const query = new URL(url).searchParams;
    const leg = query.get('leg');
    if (leg !== null) {
      const isKnown = await handler?.dialTold({ tenantId, key: leg, status: read.data.CallStatus });
      return isKnown === true ? { status: 204 } : problem(404, 'This address was not given out, or is over.');
    }
    const key = query.get('dial');
    if (key !== null) {
      const { DialCallStatus: status, CallStatus } = read.data;
      const ended = { tenantId, key, callId, status, isCallerThere: !over.has(CallStatus) };
      const answer = await handler?.dialEnded(ended);
      return answer ? written(answer, call) : problem(404, 'This address was not given out, or was used.');
    }
    if (handler) return written(await handler.asked(call), call);
    return written({ kind: (await parts.takesVoiceCall(call)) ? 'stream' : 'busy' }, call);
  }

  function written(answer: VoiceAnswer, call: VoiceCall): Answer {
    const xml = (body: string): Answer => ({ status: 200, type: 'application/xml', body });
    switch (answer.kind) {
      case 'busy':
        return xml(rejectCall);
      case 'hang_up':
        return xml(hangUpCall);
      case 'dial':
        return xml(dialPhone(answer.dial));
      case 'stream': {
        const { callId, from, to } = call;
        return xml(connectStream(parts.expect(call).twilio, { callId, From: from, To: to }));
      }
      default:
        return answer satisfies never;
    }
  }

  async function flow(req: IncomingMessage, body: Buffer, tenant: MediaTenant | null): Promise<Answer> {
    if (tenant && tenant.flowTokens.length === 0) return problem(503, 'No token for AI Flow is set up.');
    const given = req.headers['x-api-token'];
    if (!tenant || !isOneOf(typeof given === 'string' ? given : '', tenant.flowTokens)) {
      deps.log.warn({ route: 'flow', tenantId: tenant?.tenantId ?? null }, 'Webhook signature verification failed');
      return problem(401, 'The token does not fit.');
    }
    const read = flowEvent.safeParse(jsonObject(body));
    if (!read.success)
      return problem(422, `${read.error.issues[0]?.path.join('.') || 'The body'} is missing or wrong.`);
    const action = await turns.take(tenant.tenantId, read.data);
    if (!action) return { status: 204 };
    return {
      status: 200,
      type: 'application/json',
      body: JSON.stringify(writeFlowAction(read.data.session.id, action)),
    };
  }

  async function answer(req: IncomingMessage, kind: string, hookToken: string): Promise<Answer> {
    if (req.method !== 'POST') return problem(405, 'POST only.');
    // Read first: what is left unread would break the connection before the answer.
    const body = await readRawBody(req, BODY_LIMIT);
    const tenant = await deps.tenantByHook(hookToken);
    return kind === 'voice' ? voice(req, body, tenant) : flow(req, body, tenant);
  }

  return (req, res) => {
    const [, kind = '', hookToken = ''] = PATH.exec((req.url ?? '').split('?', 1)[0] ?? '') ?? [];
    if (kind === '') return false;
    answer(req, kind, hookToken)
      .catch((error: unknown) => {
        const isTooLarge = error instanceof Error && 'code' in error && error.code === 'too_large';
        if (!isTooLarge) deps.log.error({ err: error, route: kind }, 'media_route_failed');
        return isTooLarge ? problem(413, 'The body is too large.') : problem(500, 'This could not be answered.');
      })
      .then(({ status, type, body = '' }) => {
        res.writeHead(status, { 'cache-control': 'no-store', ...(type === undefined ? {} : { 'content-type': type }) });
        res.end(body);
      })
      // Only what writes the answer is left to fail: the other side has gone.
      .catch(() => res.destroy());
    return true;
  };
}

const problem = (status: number, title: string): Answer => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title, status }),
});

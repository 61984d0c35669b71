import { randomBytes } from 'node:crypto';
import { startPretendApi, type PretendApiServer, type PretendReply, type SeenRequest } from './pretend-api-server.ts';
import { newPretendCall, type PretendUser } from './pretend-call.ts';
import { createPretendCalls, type PretendCalls, type PretendLiveCall, type PretendPhone } from './pretend-calls.ts';
import { createEffects, type OnEffect } from './pretend-effect.ts';
import { sipgateHistoryEntry } from './sipgate-history-entry.ts';

export interface PretendSipgateUser extends PretendUser {
  /** `e0`; null: no phone. */
  defaultDevice: string | null;
  sms: { id: string; callerId: string }[];
}

export interface PretendSipgateApi extends Omit<PretendApiServer, 'origin'> {
  /** `http://127.0.0.1:<port>/v2` */
  url: string;
  tokenUrl: string;
  calls: PretendCalls;
  blocked: ReadonlySet<string>;
  onEffect(listen: OnEffect): () => void;
  /** The refresh token that is valid now; each use replaces it. */
  refreshToken(): string;
  /** As if another process had refreshed: @returns what it stored */
  rotate(): string;
}

export interface PretendSipgateOptions {
  users: readonly PretendSipgateUser[];
  token?: { id: string; token: string };
  client?: { id: string; secret: string };
  /** sipgate's access tokens live 300 s. */
  accessSeconds?: number;
  onEffect?: OnEffect;
  now?: () => Date;
  calls?: PretendCalls;
  port?: number;
}

const done: PretendReply = { status: 204 };
const refusal = (message: string) => ({ message });
const refused = (status: number, message: string): PretendReply => ({ status, json: refusal(message) });
const TOKEN_PATH = '/login/third-party/protocol/openid-connect/token';

/** sipgate's REST API as far as the relay uses it (telephony facts 4.4), with short-lived tokens that rotate. */
export async function startPretendSipgateApi(options: PretendSipgateOptions): Promise<PretendSipgateApi> {
  const now = options.now ?? (() => new Date());
  const calls = options.calls ?? createPretendCalls();
  const { tell, onEffect } = createEffects(options.onEffect);
  const blocked = new Set<string>();
  const accessTokens = new Map<string, number>();
  const newToken = () => randomBytes(12).toString('base64url');
  const lifeSeconds = options.accessSeconds ?? 300;
  let refreshToken = newToken();

  function admit({ headers, path }: SeenRequest): PretendReply | null {
    if (path === TOKEN_PATH) return null;
    const given = headers.authorization ?? '';
    const { token } = options;
    const basic = token && `Basic ${Buffer.from(`${token.id}:${token.token}`).toString('base64')}`;
    const until = accessTokens.get(given.replace(/^Bearer /, ''));
    return given === basic || (until !== undefined && now().getTime() < until) ? null : { status: 401 };
  }

  function exchange({ body }: SeenRequest): PretendReply {
    const form = new URLSearchParams(body);
    const { client } = options;
    const isClient = client && form.get('client_id') === client.id && form.get('client_secret') === client.secret;
    if (!isClient)
      return { status: 401, json: { error: 'invalid_client', error_description: 'Invalid client secret' } };
    if (form.get('grant_type') !== 'refresh_token' || form.get('refresh_token') !== refreshToken) {
      return { status: 400, json: { error: 'invalid_grant', error_description: 'Stale refresh token' } };
    }
    refreshToken = newToken();
    const access = newToken();
    accessTokens.set(access, now().getTime() + lifeSeconds * 1_000);
    return {
      status: 200,
      json: { access_token: access, refresh_token: refreshToken, expires_in: lifeSeconds, token_type: 'bearer' },
    };
  }

  const onCall =
    (act: (live: PretendLiveCall, phone: PretendPhone, body: Record<string, unknown>) => PretendReply) =>
    (request: SeenRequest, callId = ''): PretendReply => {
      const live = calls.find(callId);
      const phone = live?.phones[0];
      // Only what is established can be changed.
      if (!live || !phone || (phone.answeredAt === null && request.operation !== 'hang_up')) {
        return refused(404, 'Call not found');
      }
      return act(live, phone, jsonOf(request));
    };

  const server = await startPretendApi({
    now,
    admit,
    refusal,
    ...(options.port === undefined ? {} : { port: options.port }),
    routes: [
      { operation: 'refresh_token', method: 'POST', path: new RegExp(`^${TOKEN_PATH}$`), answer: exchange },
      {
        operation: 'hold',
        method: 'PUT',
        path: /^\/v2\/calls\/([^/]+)\/hold$/,
        answer: onCall(({ call }, phone, { value }) => {
          if (typeof value !== 'boolean') return refused(400, 'value is missing');
          phone.hold = value;
          tell({ kind: 'held', call, phone, on: value });
          return done;
        }),
      },
      {
        operation: 'mute',
        method: 'PUT',
        path: /^\/v2\/calls\/([^/]+)\/muted$/,
        answer: onCall(({ call }, phone, { value }) => {
          if (typeof value !== 'boolean') return refused(400, 'value is missing');
          phone.mute = value;
          tell({ kind: 'muted', call, phone, on: value });
          return done;
        }),
      },
      {
        operation: 'hang_up',
        method: 'DELETE',
        path: /^\/v2\/calls\/([^/]+)$/,
        answer: onCall(({ call }, phone) => {
          calls.end(call.callId, phone.channelId, now());
          tell({ kind: 'hung_up', call, phone });
          return done;
        }),
      },
      {
        operation: 'transfer',
        method: 'POST',
        path: /^\/v2\/calls\/([^/]+)\/transfer$/,
        answer: onCall(({ call }, phone, { attended, phoneNumber }) => {
          if (typeof attended !== 'boolean' || !isNumber(phoneNumber)) return refused(400, 'phoneNumber is not valid');
          const next = calls.addPhone(call.callId, phoneNumber, null, now());
          if (next === null) return refused(404, 'Call not found');
          calls.end(call.callId, phone.channelId, now(), 'BLIND_TRANSFERED');
          tell({ kind: 'transferred', call, phone, next, to: phoneNumber });
          return done;
        }),
      },
      {
        operation: 'digits',
        method: 'POST',
        path: /^\/v2\/calls\/([^/]+)\/dtmf$/,
        answer: onCall(({ call }, phone, { sequence }) => {
          if (typeof sequence !== 'string' || !/^[0-9*#A-D]+$/.test(sequence))
            return refused(400, 'sequence is not valid');
          tell({ kind: 'digits', call, phone, digits: sequence });
          return done;
        }),
      },
      { operation: 'dial', method: 'POST', path: /^\/v2\/sessions\/calls$/, answer: dial },
      { operation: 'sms', method: 'POST', path: /^\/v2\/sessions\/sms$/, answer: sendSms },
      {
        operation: 'user',
        method: 'GET',
        path: /^\/v2\/users\/(w\d+)$/,
        answer(_request, id) {
          const user = options.users.find((one) => one.id === id);
          if (!user) return refused(404, 'User not found');
          const { firstname, lastname, email, defaultDevice } = user;
          return { status: 200, json: { id, firstname, lastname, email, defaultDevice, admin: false } };
        },
      },
      {
        operation: 'devices',
        method: 'GET',
        path: /^\/v2\/(w\d+)\/devices$/,
        answer(_request, id) {
          const device = options.users.find((one) => one.id === id)?.defaultDevice ?? null;
          return {
            status: 200,
            json: { items: device === null ? [] : [{ id: device, type: 'REGISTER', online: true }] },
          };
        },
      },
      {
        operation: 'sms_extensions',
        method: 'GET',
        path: /^\/v2\/(w\d+)\/sms$/,
        answer(_request, id) {
          const user = options.users.find((one) => one.id === id);
          return { status: 200, json: { items: user?.sms.map((one) => ({ alias: 'SMS', ...one })) ?? [] } };
        },
      },
      {
        operation: 'block',
        method: 'POST',
        path: /^\/v2\/blacklist\/incoming$/,
        answer(request) {
          const { phoneNumber } = jsonOf(request);
          if (!isNumber(phoneNumber)) return refused(400, 'phoneNumber is not valid');
          blocked.add(phoneNumber);
          tell({ kind: 'blocked', number: phoneNumber });
          return { status: 200, json: { phoneNumber, isBlock: false } };
        },
      },
      {
        operation: 'unblock',
        method: 'DELETE',
        path: /^\/v2\/blacklist\/incoming\/([^/]+)$/,
        answer(_request, number = '') {
          if (!blocked.delete(number)) return refused(404, 'Not found');
          tell({ kind: 'unblocked', number });
          return done;
        },
      },
      { operation: 'past_calls', method: 'GET', path: /^\/v2\/history$/, answer: history },
    ],
  });

  function dial(request: SeenRequest): PretendReply {
    const { caller, callee, callerId } = jsonOf(request);
    const user = options.users.find((one) => one.defaultDevice !== null && one.defaultDevice === caller);
    if (!user) return refused(400, 'User supplied invalid caller number');
    if (!isNumber(callee)) return refused(400, 'User supplied invalid callee number');
    const from = isNumber(callerId) ? callerId : '+4920001000';
    const call = newPretendCall({ direction: 'outbound', from, to: callee, user, startedAt: now() });
    tell({ kind: 'dialled', call, phone: calls.begin(call) });
    return { status: 200, json: { sessionId: call.callId } };
  }

  function sendSms(request: SeenRequest): PretendReply {
    const { smsId, recipient, message } = jsonOf(request);
    const user = options.users.find((one) => one.sms.some(({ id }) => id === smsId));
    const from = user?.sms.find(({ id }) => id === smsId)?.callerId;
    if (!user || from === undefined) return refused(403, 'Unknown smsId');
    if (!isNumber(recipient) || typeof message !== 'string' || message === '') return refused(400, 'Invalid recipient');
    tell({
      kind: 'sms',
      message: { messageId: 0, conversationId: 0, from, to: recipient, body: message, userId: user.id, at: now() },
    });
    return done;
  }

  function history({ query }: SeenRequest): PretendReply {
    const limit = Number(query.get('limit') ?? 10);
    const offset = Number(query.get('offset') ?? 0);
    if (!(limit >= 0 && limit <= 1_000) || !(offset >= 0)) return refused(400, 'Invalid limit');
    const [from, to] = [Date.parse(query.get('from') ?? '1970-01-01'), Date.parse(query.get('to') ?? '2999-01-01')];
    const types = query.getAll('types');
    const found = calls
      .past()
      .filter(({ phone }) => phone.startedAt.getTime() >= from && phone.startedAt.getTime() <= to)
      .toSorted((a, b) => b.id - a.id)
      .map((past) => sipgateHistoryEntry(past))
      .filter((entry) => types.length === 0 || types.includes(entry.type));
    return { status: 200, json: { items: found.slice(offset, offset + limit), totalCount: found.length } };
  }

  const { origin, ...rest } = server;
  return {
    ...rest,
    url: `${origin}/v2`,
    tokenUrl: origin + TOKEN_PATH,
    calls,
    blocked,
    onEffect,
    refreshToken: () => refreshToken,
    rotate: () => (refreshToken = newToken()),
  };
}

const isNumber = (value: unknown): value is string => typeof value === 'string' && /^\+[1-9]\d{3,16}$/.test(value);

function jsonOf({ body }: SeenRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { startPretendApi, type PretendApiServer, type PretendReply, type SeenRequest } from '../pretend-api-server.ts';
import { activityBody, communicationBody } from './check-body.ts';
import { emptyClio, type ClioData } from './clio-data.ts';

export interface PretendClio extends Omit<PretendApiServer, 'origin'> {
  /** In the place of `https://eu.app.clio.com`. */
  url: string;
  data: ClioData;
  /** Every access token that was given ends now. */
  expireTokens(): void;
  /** Nothing that was given is worth anything any more, as when somebody takes the application away there. */
  revoke(): void;
  /** What the person at the page there does: @returns where their browser is sent. */
  consent(authorizeUrl: string, how?: 'allow' | 'deny'): Promise<string>;
}

export interface PretendClioOptions {
  clientId: string;
  clientSecret: string;
  /** As entered at the application there. */
  redirectUri: string;
  data?: Partial<ClioData>;
  /** Of one access token. 50 is Clio's in its peak hours. */
  perMinute?: number;
  /** Clio Manage keeps the refresh token; with this each refresh replaces it, and the one before is worth nothing. */
  rotates?: boolean;
  now?: () => Date;
  port?: number;
}

const error = (type: string, message: string) => ({ error: { type, message } });
const refused = (status: number, type: string, message: string): PretendReply => ({
  status,
  json: error(type, message),
});
const token = () => randomBytes(24).toString('base64url');

/** Clio Manage as far as the relay uses it: OAuth with codes that work once, API v4, its limits and its words of refusal. */
export async function startPretendClio(options: PretendClioOptions): Promise<PretendClio> {
  const now = options.now ?? (() => new Date());
  const data: ClioData = { ...emptyClio(), ...options.data };
  const perMinute = options.perMinute ?? 50;
  const codes = new Set<string>();
  const accessTokens = new Map<string, number[]>();
  const refreshTokens = new Set<string>();
  let lastId = 9_000;

  function authorize({ query }: SeenRequest): PretendReply {
    if (query.get('response_type') !== 'code') return refused(400, 'unsupported_response_type', 'response_type');
    if (query.get('client_id') !== options.clientId) return refused(401, 'invalid_client', 'Client is unknown');
    if (query.get('redirect_uri') !== options.redirectUri) return refused(400, 'invalid_redirect_uri', 'redirect_uri');
    const back = new URL(options.redirectUri);
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    if (query.get('pretend') === 'deny') back.searchParams.set('error', 'access_denied');
    else {
      const code = token();
      codes.add(code);
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.toString() } };
  }

  function giveTokens({ body, headers }: SeenRequest): PretendReply {
    const says = (status: number, what: string) => ({ status, json: { error: what, error_description: what } });
    if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true) {
      return says(400, 'invalid_request');
    }
    const form = new URLSearchParams(body);
    if (form.get('client_id') !== options.clientId || form.get('client_secret') !== options.clientSecret) {
      return says(401, 'invalid_client');
    }
    const answer = (refreshToken: string | null): PretendReply => {
      const access = token();
      accessTokens.set(access, []);
      const given = refreshToken === null ? {} : { refresh_token: refreshToken };
      return { status: 200, json: { token_type: 'bearer', access_token: access, expires_in: 2_592_000, ...given } };
    };
    const fresh = () => {
      const next = token();
      refreshTokens.add(next);
      return next;
    };
    switch (form.get('grant_type')) {
      case 'authorization_code': {
        const isOurs = form.get('redirect_uri') === options.redirectUri && codes.delete(form.get('code') ?? '');
        return isOurs ? answer(fresh()) : says(400, 'invalid_grant');
      }
      case 'refresh_token': {
        const given = form.get('refresh_token') ?? '';
        if (!refreshTokens.has(given)) return says(400, 'invalid_grant');
        if (options.rotates !== true) return answer(null);
        refreshTokens.delete(given);
        return answer(fresh());
      }
      case null:
      default:
        return says(400, 'unsupported_grant_type');
    }
  }

  /** The token, and how often it was shown within a minute. */
  function admit({ headers, path }: SeenRequest): PretendReply | null {
    if (path.startsWith('/oauth/')) return null;
    const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const shown = accessTokens.get(given);
    if (!shown) return refused(401, 'UnauthorizedError', 'Not authorized');
    const nowMs = now().getTime();
    const recent = shown.filter((at) => at > nowMs - 60_000);
    if (recent.length >= perMinute) {
      const waitSeconds = Math.max(1, Math.ceil(((recent[0] ?? nowMs) + 60_000 - nowMs) / 1_000));
      return { ...refused(429, 'RateLimited', 'Rate limit exceeded'), headers: { 'retry-after': String(waitSeconds) } };
    }
    accessTokens.set(given, [...recent, nowMs]);
    return null;
  }

  function create<T extends z.ZodType<{ data: object }>>(
    request: SeenRequest,
    schema: T,
    add: (value: z.output<T>['data'], id: number) => void,
  ): PretendReply {
    if (request.headers['content-type'] !== 'application/json') return refused(415, 'ArgumentError', 'JSON is needed');
    const read = schema.safeParse(readJson(request.body));
    if (!read.success) {
      const [issue] = read.error.issues;
      return refused(422, 'ArgumentError', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    const named = read.data.data as Record<string, { id: number } | undefined>;
    const unknown = unknownIn(named, data);
    if (unknown !== null) return refused(422, 'ArgumentError', `${unknown} does not exist`);
    const id = ++lastId;
    add(read.data.data, id);
    return { status: 201, json: { data: { id } } };
  }

  const list = (items: (query: URLSearchParams) => object[], takes: readonly string[]) => {
    const known = new Set(['fields', 'limit', 'query', 'order', 'page_token', ...takes]);
    return ({ query }: SeenRequest): PretendReply => {
      const strange = [...query.keys()].find((key) => !known.has(key));
      if (strange !== undefined) return refused(400, 'ArgumentError', `unexpected parameter ${strange}`);
      return { status: 200, json: { data: items(query), meta: { paging: {}, records: 0 } } };
    };
  };
  const route = (operation: string, method: string, path: string, answer: (request: SeenRequest) => PretendReply) => ({
    operation,
    method,
    path: new RegExp(`^${path}$`),
    answer,
  });
  const api = (name: string) => `/api/v4/${name}\\.json`;

  const server = await startPretendApi({
    now,
    admit,
    refusal: (reason) => error('ArgumentError', reason),
    ...(options.port === undefined ? {} : { port: options.port }),
    routes: [
      route('authorize', 'GET', '/oauth/authorize', authorize),
      route('token', 'POST', '/oauth/token', giveTokens),
      route('who_am_i', 'GET', api('users/who_am_i'), () => ({ status: 200, json: { data: data.users[0] ?? {} } })),
      route(
        'users',
        'GET',
        api('users'),
        list((query) => data.users.filter((one) => query.get('enabled') !== 'true' || one.enabled), ['enabled']),
      ),
      route(
        'matters',
        'GET',
        api('matters'),
        list((query) => data.matters.filter((one) => holds(one.display_number, query)), ['status', 'client_id']),
      ),
      route(
        'contacts',
        'GET',
        api('contacts'),
        list((query) => data.contacts.filter((one) => holds(one.name, query)), ['type']),
      ),
      route(
        'activity_descriptions',
        'GET',
        api('activity_descriptions'),
        list((query) => data.activityDescriptions.filter((one) => holds(one.name, query)), []),
      ),
      route(
        'communications',
        'GET',
        api('communications'),
        list(
          (query) =>
            data.communications.filter((one) =>
              (one.external_properties ?? []).some(
                ({ name, value }) =>
                  name === query.get('external_property_name') && value === query.get('external_property_value'),
              ),
            ),
          ['type', 'external_property_name', 'external_property_value'],
        ),
      ),
      route(
        'activities',
        'GET',
        api('activities'),
        list(
          (query) =>
            data.activities.filter(
              (one) =>
                isOf(query.get('user_id'), one.user) &&
                isOf(query.get('matter_id'), one.matter) &&
                isOf(query.get('communication_id'), one.communication) &&
                one.date >= (query.get('start_date') ?? '') &&
                one.date <= (query.get('end_date') ?? '9999') &&
                one.created_at >= (query.get('created_since') ?? ''),
            ),
          ['type', 'user_id', 'matter_id', 'communication_id', 'start_date', 'end_date', 'created_since'],
        ),
      ),
      route('log_call', 'POST', api('communications'), (request) =>
        create(request, communicationBody, (value, id) => {
          data.communications.push({ ...value, date: value.date ?? '', id } as ClioData['communications'][number]);
        }),
      ),
      route('add_time', 'POST', api('activities'), (request) =>
        create(request, activityBody, (value, id) => {
          const row = { note: '', ...value, id, created_at: now().toISOString() };
          data.activities.push(row as ClioData['activities'][number]);
        }),
      ),
    ],
  });

  const { origin, ...rest } = server;
  return {
    ...rest,
    url: origin,
    data,
    expireTokens: () => accessTokens.clear(),
    revoke() {
      accessTokens.clear();
      refreshTokens.clear();
    },
    async consent(authorizeUrl, how = 'allow') {
      const url = new URL(authorizeUrl);
      if (how === 'deny') url.searchParams.set('pretend', 'deny');
      const answer = await fetch(url, { redirect: 'manual' });
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`The pretend Clio refused: ${await answer.text()}`);
      return location;
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Clio searches loosely: part of a number is enough. */
function holds(value: string, query: URLSearchParams): boolean {
  return value.toLowerCase().includes((query.get('query') ?? '').toLowerCase());
}

const isOf = (wanted: string | null, one: { id: number } | undefined) =>
  wanted === null || (one !== undefined && String(one.id) === wanted);

/** Which of the things that a body names is not there. */
function unknownIn(named: Record<string, { id: number } | undefined>, data: ClioData): string | null {
  const known: Record<string, readonly { id: number }[]> = {
    matter: data.matters,
    user: data.users,
    activity_description: data.activityDescriptions,
    communication: data.communications,
  };
  for (const [name, rows] of Object.entries(known)) {
    const id = named[name]?.id;
    if (id !== undefined && !rows.some((row) => row.id === id)) return name;
  }
  return null;
}

import { createHmac, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { readConfig, type RelayConfig } from '../../relay/src/config.ts';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { startRelay, type RelayOverrides, type RunningRelay } from '../../relay/src/relay.ts';
import type { Person } from '../../relay/src/wire/directory.ts';
import type { Tokens } from '../../relay/src/wire/rest.ts';
import { openStream, type TestStream } from './relay-stream.ts';
import { tempDir } from './temp-dir.ts';

export const SECRET = 'ringover-dev-secret';
export const TENANT = 'tenant-1';

export interface RelayUnderTest extends RunningRelay {
  /** Makes the person when the firm has none of this id, and enrols a device over HTTP. */
  enrolDevice(personId?: string, role?: Person['role']): Promise<Tokens>;
  ask(path: string, options?: { token?: string; method?: string; body?: unknown }): Promise<Answer>;
  stream(tokens: Pick<Tokens, 'accessToken'>, path?: string, headers?: Record<string, string>): Promise<TestStream>;
  /** A missed call over the compact webhook: two events in the log (the call, and its end). */
  ring(callId?: string): Promise<Response>;
}
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A relay as `npm run relay` starts it, on a port and a folder of the running test. */
export async function startTestRelay(
  options: { config?: Partial<RelayConfig>; environment?: Record<string, string>; overrides?: RelayOverrides } = {},
): Promise<RelayUnderTest> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: tempDir(),
    LOG_LEVEL: 'silent',
    RINGOVER_WEBHOOK_SECRET: SECRET,
    ...options.environment,
  });
  const relay = await startRelay({ ...config, ...options.config }, options.overrides);
  onTestFinished(() => relay.close());
  return withHelp(relay, options.overrides?.now ?? (() => new Date()));
}

function withHelp(relay: RunningRelay, now: () => Date): RelayUnderTest {
  const ask: RelayUnderTest['ask'] = async (path, { token, method = 'GET', body } = {}) => {
    const answer = await fetch(`${relay.url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    ...relay,
    ask,
    async enrolDevice(personId = 'peeters', role = 'lawyer') {
      const store = relay.storage.tenant(TENANT);
      if (!(await store.person(personId))) await store.putPerson(personNamed(personId, role));
      const deps = { storage: relay.storage, now, publicBaseUrl: relay.publicBaseUrl };
      const { code } = await createInvitation(deps, { tenantId: TENANT, personId });
      const answer = await ask('/api/v1/enrolment', { method: 'POST', body: enrolmentWith(code) });
      if (answer.status !== 201) throw new Error(`Not enrolled: ${JSON.stringify(answer.body)}`);
      return answer.body as unknown as Tokens;
    },
    async stream(tokens, path = '/api/v1/events/stream', headers = {}) {
      const opened = await openStream(`${relay.url}${path}`, {
        authorization: `Bearer ${tokens.accessToken}`,
        ...headers,
      });
      onTestFinished(() => opened.close());
      return opened;
    },
    ring: (callId = randomUUID()) => ring(relay.url, callId),
  };
}

export const enrolmentWith = (code: string) => ({
  code,
  deviceName: 'PC-LIT-07',
  platform: 'linux',
  appVersion: '0.1.0',
});

export async function ring(relayUrl: string, callId: string, tenantId = TENANT): Promise<Response> {
  const body = JSON.stringify({
    call_id: callId,
    tenant_id: tenantId,
    call_type: 'missed',
    caller_number: '+32470123456',
    callee_number: '+32471234567',
    direction: 'inbound',
    duration_seconds: 0,
    started_at: '2026-11-19T09:12:00Z',
  });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return fetch(`${relayUrl}/api/v1/webhooks/ringover`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ringover-signature': signature },
    body,
  });
}

export function personNamed(id: string, role: Person['role']): Person {
  return {
    id,
    name: `Person ${id}`,
    shortName: `Me ${id}`,
    email: null,
    role,
    providerUserIds: [],
    lines: [],
    assistsPersonIds: [],
    whereabouts: null,
    updatedAt: '2026-11-19T09:00:00.000Z',
  };
}

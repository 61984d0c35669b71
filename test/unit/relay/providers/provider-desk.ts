import { onTestFinished } from 'vitest';
import { newPretendCall, type PretendCall, type PretendUser } from '../../../../relay/simulator/pretend-call.ts';
import {
  startPretendRingoverApi,
  type PretendRingoverOptions,
  type PretendRingoverUser,
} from '../../../../relay/simulator/pretend-ringover-api.ts';
import {
  startPretendSipgateApi,
  type PretendSipgateOptions,
  type PretendSipgateUser,
} from '../../../../relay/simulator/pretend-sipgate-api.ts';
import type { PretendCalls, PretendPhone } from '../../../../relay/simulator/pretend-calls.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import type { ProviderMetrics } from '../../../../relay/src/metrics/relay-metrics.ts';
import { createPace } from '../../../../relay/src/providers/pace.ts';
import { ProviderError, type LivePhone, type PastCall } from '../../../../relay/src/providers/port.ts';
import { systemClock } from '../../../../relay/src/providers/provider-clock.ts';
import { createRingoverAccount, type RingoverDeps } from '../../../../relay/src/providers/ringover/ringover-account.ts';
import type { Person } from '../../../../relay/src/wire/directory.ts';
import { personNamed } from '../../../support/relay-under-test.ts';

export const KEY = 'an-api-key-of-the-firm';
export const CLIENT = '+32440271836';
export const LINE = '+3220002010';

export const ada: PretendRingoverUser = {
  id: '22673838',
  firstname: 'Ada',
  lastname: 'Example',
  email: 'ada@firm.example',
  numbers: [LINE],
};
export const bea: PretendRingoverUser = {
  id: '22673839',
  firstname: 'Bea',
  lastname: 'Example',
  email: 'bea@firm.example',
  numbers: ['+3220002011'],
};

export const personOf = (user: PretendUser, lines: string[] = []): Person => ({
  ...personNamed('peeters', 'lawyer'),
  providerUserIds: [user.id],
  lines,
});

/** What the relay would count. */
export function noteMetrics() {
  const seen: string[] = [];
  const metrics: ProviderMetrics = {
    observe(provider, operation, outcome) {
      seen.push(`${provider} ${operation} ${outcome}`);
    },
  };
  return { metrics, seen };
}

/** A pretend Ringover that has no hurry, and an account at it. */
export async function ringoverDesk(
  options: Partial<PretendRingoverOptions> & { deps?: Partial<RingoverDeps>; key?: string } = {},
) {
  const api = await startPretendRingoverApi({ keys: [{ key: KEY }], users: [ada, bea], perSecond: 10_000, ...options });
  onTestFinished(() => api.close());
  const { metrics, seen: counted } = noteMetrics();
  const account = createRingoverAccount({
    account: { apiKey: options.key ?? KEY, baseUrl: api.url, defaultCallerId: null },
    country: 'BE',
    timeZone: 'Europe/Brussels',
    pace: createPace(10_000, systemClock),
    fetch,
    clock: systemClock,
    metrics,
    log: createLogger({ level: 'silent' }),
    timeoutMs: 5_000,
    ...options.deps,
  });
  return { api, account, counted };
}

export const sipgateAda: PretendSipgateUser = {
  id: 'w0',
  firstname: 'Ada',
  lastname: 'Example',
  email: 'ada@firm.example',
  defaultDevice: 'e0',
  sms: [{ id: 's0', callerId: '+4940987654' }],
};

export async function pretendSipgate(options: Partial<PretendSipgateOptions> = {}) {
  const api = await startPretendSipgateApi({
    users: [sipgateAda],
    token: { id: 'token-A', token: 'secret-A' },
    client: { id: 'client-A', secret: 'client-secret' },
    ...options,
  });
  onTestFinished(() => api.close());
  return api;
}

/** Somebody speaks with a caller. */
export function talk(calls: PretendCalls, of: Partial<PretendCall> = {}): { phone: PretendPhone; live: LivePhone } {
  const call = newPretendCall({ from: CLIENT, to: LINE, user: ada, ...of });
  const phone = calls.begin(call);
  calls.answer(call.callId, phone.channelId, new Date());
  const live = { providerCallId: call.callId, legId: call.channelId, providerUserId: call.user?.id ?? null };
  return { phone, live };
}

/** At sipgate a call and its first leg have one id. */
export function talkOverSipgate(calls: PretendCalls) {
  const { phone, live } = talk(calls, { user: sipgateAda });
  return { phone, live: { ...live, legId: live.providerCallId } };
}

/** The ProviderError that this ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await work.then(
    (value) => new Error(`It was done: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ProviderError) return error;
  throw error;
}

export async function allOf(calls: AsyncIterable<PastCall>): Promise<PastCall[]> {
  const all: PastCall[] = [];
  for await (const call of calls) all.push(call);
  return all;
}

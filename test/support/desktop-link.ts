import { noCapabilities } from '@callbrief/relay/wire/control';
import { nothingAdded, nothingWritten, type Call } from '@callbrief/relay/wire/call';
import type { Session, Tokens } from '@callbrief/relay/wire/rest';
import type { TokenStore } from '../../src-main/relay-link/bearer.ts';

/** Tokens in memory; `rotated` keeps every pair in order. */
export function memoryTokens(): TokenStore & { rotated: Tokens[]; refuseToStore: boolean } {
  let current = { accessToken: 'access-1', refreshToken: 'refresh-1-of-sufficient-length' };
  const store = {
    rotated: [] as Tokens[],
    refuseToStore: false,
    current: () => current,
    rotate(tokens: Tokens) {
      if (store.refuseToStore) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      store.rotated.push(tokens);
      current = tokens;
    },
  };
  return store;
}

export const freshTokens = (n: number): Tokens => ({
  deviceId: 'device-1',
  accessToken: `access-${n}`,
  accessExpiresAt: '2026-11-19T09:15:00.000Z',
  refreshToken: `refresh-${n}-of-sufficient-length`,
});

export const sampleSession = (serverTime: string, more: Partial<Session> = {}): Session => ({
  wireVersion: 1,
  serverTime,
  eventCursor: 0,
  firm: { tenantId: 'tenant-1', name: 'Delcourt Maes', country: 'BE', providers: ['ringover'], lines: [] },
  person: {
    id: 'jonas',
    name: 'Jonas Peeters',
    shortName: 'Jonas',
    email: null,
    role: 'lawyer',
    providerUserIds: [],
    lines: [],
    assistsPersonIds: [],
    whereabouts: null,
    updatedAt: '2026-11-19T08:00:00.000Z',
  },
  device: { id: 'device-1', name: 'PC-LIT-07', enrolledAt: '2026-09-02T08:00:00.000Z' },
  totals: { calls: 0, messages: 0, contacts: 0, matters: 0 },
  capabilities: { ringover: noCapabilities, sipgate: noCapabilities },
  ...more,
});

export const sampleCall = (id: string, more: Partial<Call> = {}): Call => ({
  id,
  provider: 'ringover',
  providerCallId: id,
  direction: 'inbound',
  outcome: 'ringing',
  fromNumber: '+32470123456',
  toNumber: '+3221234567',
  anonymous: false,
  startedAt: '2026-11-19T09:00:00.000Z',
  answeredAt: null,
  endedAt: null,
  durationSeconds: null,
  answeredBy: null,
  endCause: null,
  legs: [],
  voicemail: null,
  added: nothingAdded,
  healed: false,
  contactId: null,
  matterId: null,
  ...nothingWritten,
  updatedAt: '2026-11-19T09:00:00.000Z',
  ...more,
});

export const callChanged = (call: Call) => ({
  cause: 'ringing',
  call,
  hops: { providerAt: null, receivedAt: call.updatedAt, committedAt: call.updatedAt },
});

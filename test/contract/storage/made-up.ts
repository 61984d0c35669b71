import { randomUUID } from 'node:crypto';
import type { AddedToCall, CallFact } from '@callbrief/relay/wire/call-fact';
import { nothingAdded, nothingWritten, type Call } from '@callbrief/relay/wire/call';
import { emptyContact, emptyMatter, type Contact, type Matter, type Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import { noAccounts, noSecrets } from '../../../relay/src/storage/tenant-row.ts';
import { createTextLocks } from '../../../relay/src/storage/text-lock.ts';
import { defaultRouting } from '../../../relay/src/tenants/default-routing.ts';
import type { Delivery, StoredDevice, Tenant, ToldMessage } from '../../../relay/src/storage/port.ts';

export const madeUpTextLocks = createTextLocks([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
export const NOW = '2026-11-19T11:31:00.000Z';
export const later = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();

export function tenantNamed(id: string): Tenant {
  return {
    id,
    firm: { tenantId: id, name: `Firm ${id}`, country: 'BE', providers: ['ringover'], lines: [] },
    hookToken: `hook-of-${id}`,
    secrets: { ...noSecrets, ringoverWebhookKeys: ['key-1', 'key-0'] },
    accounts: noAccounts,
    routing: defaultRouting('BE'),
    createdAt: NOW,
  };
}

/** Does not fit a JavaScript number: `Number(BIG_ID)` ends in 400. */
export const BIG_ID = '18446744073709551557';

export function factOf(kind: CallFact['kind'], given: Partial<CallFact> = {}): CallFact {
  return {
    factId: `call/${kind}/${given.legId ?? 'leg-1'}`,
    kind,
    at: NOW,
    startedAt: NOW,
    legId: kind === 'missed' || kind === 'voicemail' ? null : 'leg-1',
    party: null,
    direction: 'inbound',
    fromNumber: '+32470271836',
    toNumber: '+3225551234',
    anonymous: false,
    durationSeconds: null,
    cause: null,
    ...given,
  };
}

export function deliveryOf(providerCallId: string, fact: CallFact, given: Partial<Delivery> = {}): Delivery {
  return {
    provider: 'ringover',
    dedupeKey: `${providerCallId}/${fact.factId}`,
    kind: `call/${fact.kind}`,
    receivedAt: NOW,
    contentType: 'application/json',
    rawBody: Buffer.from(`{"call_id":${providerCallId}}`),
    unreadable: null,
    facts: [{ providerCallId, fact }],
    ...given,
  };
}

export const ringing = (providerCallId: string, given: Partial<CallFact> = {}) =>
  deliveryOf(providerCallId, factOf('ringing', given));

export function pastCall(given: Partial<Call> = {}): Call {
  const id = randomUUID();
  return {
    id,
    provider: 'ringover',
    providerCallId: `past-${id}`,
    direction: 'inbound',
    outcome: 'answered',
    fromNumber: '+32470271836',
    toNumber: '+3225551234',
    anonymous: false,
    startedAt: NOW,
    answeredAt: NOW,
    endedAt: later(60),
    durationSeconds: 60,
    answeredBy: null,
    endCause: 'normal',
    legs: [],
    voicemail: null,
    added: nothingAdded,
    healed: false,
    contactId: null,
    matterId: null,
    ...nothingWritten,
    updatedAt: NOW,
    ...given,
  };
}

export function contactNamed(name: string, ...numbers: string[]): Contact {
  return {
    ...emptyContact,
    id: randomUUID(),
    name,
    languages: ['fr'],
    numbers: numbers.map((number) => ({ number, kind: 'mobile', shared: false })),
    updatedAt: NOW,
  };
}

export function matterOf(contactId: string, given: Partial<Matter> = {}): Matter {
  return {
    ...emptyMatter,
    id: randomUUID(),
    number: '2026/0318',
    title: 'Peeters / Immo Zuid',
    status: 'open',
    responsiblePersonId: null,
    parties: [{ contactId, role: 'client', representedBy: null }],
    updatedAt: NOW,
    ...given,
  };
}

export function personNamed(name: string, ...providerUserIds: string[]): Person {
  return {
    id: randomUUID(),
    name,
    shortName: name,
    email: null,
    role: 'lawyer',
    providerUserIds,
    lines: [],
    assistsPersonIds: [],
    whereabouts: null,
    updatedAt: NOW,
  };
}

export function deviceNamed(id: string, given: Partial<StoredDevice> = {}): StoredDevice {
  return {
    id,
    name: `${id} of reception`,
    personId: 'person-1',
    platform: 'linux',
    appVersion: '0.1.0',
    enrolledAt: NOW,
    lastSeenAt: null,
    revokedAt: null,
    accessTokenHash: `access-hash-of-${id}`,
    accessExpiresAt: later(900),
    refreshTokenHash: `refresh-hash-of-${id}`,
    previousRefreshTokenHash: null,
    rotationConfirmed: true,
    ...given,
  };
}

export function toldSms(given: Partial<ToldMessage> = {}): ToldMessage {
  return {
    providerMessageId: 'sms-1',
    kind: 'sms',
    direction: 'inbound',
    fromNumber: '+32470271836',
    toNumber: '+3225551234',
    senderName: null,
    body: 'Is the hearing still on Friday?',
    pages: null,
    at: NOW,
    providerUserId: null,
    ...given,
  };
}

export function deliveryOfMessages(...messages: ToldMessage[]): Delivery {
  return {
    provider: 'ringover',
    dedupeKey: randomUUID(),
    kind: 'sms/received',
    receivedAt: NOW,
    contentType: 'application/json',
    rawBody: Buffer.from('{}'),
    unreadable: null,
    facts: [],
    messages,
  };
}

/** An SMS that Ada is sending to Anneke. */
export function ownSms(given: Partial<Message> = {}): Message {
  return {
    id: randomUUID(),
    provider: 'ringover',
    kind: 'sms',
    direction: 'outbound',
    fromNumber: '+3225551234',
    toNumber: '+32470271836',
    senderName: null,
    body: 'Yes, at 9.',
    pages: null,
    at: NOW,
    state: 'sending',
    failure: null,
    personId: 'ada',
    personName: 'Me Ada',
    contactId: null,
    matterId: null,
    updatedAt: NOW,
    ...given,
  };
}

/** The same SMS as the provider tells it. */
export const toldOwnSms = (given: Partial<ToldMessage> = {}) =>
  toldSms({
    direction: 'outbound',
    fromNumber: '+3225551234',
    toNumber: '+32470271836',
    body: 'Yes, at 9.',
    ...given,
  });

/** What a provider adds to a call, seconds after its beginning. */
export const addedFact = (second: number, added: AddedToCall, given: Partial<CallFact> = {}): CallFact =>
  factOf('added', {
    factId: `added/${JSON.stringify(added)}`,
    at: later(second),
    startedAt: null,
    legId: null,
    direction: null,
    fromNumber: null,
    toNumber: null,
    added,
    ...given,
  });

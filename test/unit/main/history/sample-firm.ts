import { nothingAdded, nothingWritten, type Call } from '@callbrief/relay/wire/call';
import {
  emptyContact,
  emptyMatter,
  type Contact,
  type Firm,
  type Matter,
  type Person,
} from '@callbrief/relay/wire/directory';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import type { Message } from '@callbrief/relay/wire/message';

/** A small firm, the one of the design's pictures. */
export const sampleNow = '2026-11-19T11:42:00.000Z';
const updatedAt = '2026-11-01T08:00:00.000Z';

export const firm: Firm = {
  tenantId: 'firm',
  name: 'Delcourt Maes Peeters',
  country: 'BE',
  providers: ['ringover'],
  lines: [
    { number: '+3225550100', name: 'Main line' },
    { number: '+3225550101', name: 'Litigation line' },
  ],
};

const person = (id: string, name: string, more: Partial<Person> = {}): Person => ({
  id,
  name,
  shortName: name,
  email: null,
  role: 'lawyer',
  providerUserIds: [`user-${id}`],
  lines: [],
  assistsPersonIds: [],
  whereabouts: null,
  updatedAt,
  ...more,
});
export const jonas = person('jonas', 'Jonas Peeters', { lines: ['+3225550101'] });
export const sofie = person('sofie', 'Sofie Maes', { role: 'receptionist', assistsPersonIds: ['delcourt'] });
export const delcourt = person('delcourt', 'Claire Delcourt', {
  shortName: 'Me C. Delcourt',
  whereabouts: { kind: 'in_court', until: '2026-11-19T12:00:00.000Z' },
});

export const anneke: Contact = {
  ...emptyContact,
  id: 'anneke',
  name: 'Anneke Verhulst',
  organisation: null,
  languages: ['nl', 'fr'],
  numbers: [{ number: '+32440271836', kind: 'mobile', shared: false }],
  updatedAt,
};
export const tom: Contact = {
  ...emptyContact,
  id: 'tom',
  name: 'Tom Wauters',
  organisation: 'Immo Delta NV',
  languages: [],
  numbers: [{ number: '+3220008410', kind: 'work', shared: false }],
  updatedAt,
};
export const kroger: Contact = { ...anneke, id: 'kroger', name: 'Dr. Matthias Kröger', languages: ['de'], numbers: [] };

export const verhulstMatter: Matter = {
  ...emptyMatter,
  id: 'm-0318',
  number: '2026/0318',
  title: 'Verhulst / Immo Delta',
  status: 'open',
  responsiblePersonId: 'delcourt',
  parties: [
    { contactId: 'anneke', role: 'client', representedBy: null },
    { contactId: 'tom', role: 'opposing_party', representedBy: 'Me T. Aerts' },
  ],
  deadlines: [
    { id: 'd1', kind: 'deadline', title: 'Past', at: '2026-11-02T08:00:00.000Z', allDay: false },
    { id: 'd3', kind: 'deadline', title: 'Later', at: '2026-12-01T08:00:00.000Z', allDay: false },
    { id: 'd2', kind: 'hearing', title: 'Hearing', at: '2026-11-26T08:00:00.000Z', allDay: false },
  ],
  updatedAt,
};

/** An inbound call of Anneke that nobody has taken yet. */
export function sampleCall(id: string, more: Partial<Call> = {}): Call {
  return {
    id,
    provider: 'ringover',
    providerCallId: id,
    direction: 'inbound',
    outcome: 'ringing',
    fromNumber: '+32440271836',
    toNumber: '+3225550101',
    anonymous: false,
    startedAt: '2026-11-19T11:41:58.000Z',
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    answeredBy: null,
    endCause: null,
    legs: [],
    voicemail: null,
    added: nothingAdded,
    healed: false,
    contactId: 'anneke',
    matterId: 'm-0318',
    ...nothingWritten,
    updatedAt: sampleNow,
    ...more,
  };
}

export const party = (personId: string) => ({ providerUserId: `user-${personId}`, personId, name: personId });

export function answered(id: string, by: string, more: Partial<Call> = {}): Call {
  const call = sampleCall(id, more);
  return {
    ...call,
    outcome: 'answered',
    answeredBy: party(by),
    answeredAt: more.answeredAt ?? call.startedAt,
    endedAt: call.startedAt,
    durationSeconds: 60,
    endCause: 'normal',
  };
}

export function missed(id: string, more: Partial<Call> = {}): Call {
  const call = sampleCall(id, more);
  return { ...call, outcome: 'missed', endedAt: call.startedAt, durationSeconds: 0, endCause: 'no_answer', ...more };
}

export function changed(
  call: Call,
  cause: Extract<LoggedEvent, { type: 'call_changed' }>['cause'] = 'ringing',
  receivedAt = sampleNow,
): LoggedEvent {
  return { type: 'call_changed', cause, call, hops: { providerAt: null, receivedAt, committedAt: receivedAt } };
}

/** An SMS of Anneke to Jonas' line. */
export function sampleMessage(id: string, more: Partial<Message> = {}): Message {
  return {
    id,
    provider: 'ringover',
    kind: 'sms',
    direction: 'inbound',
    fromNumber: '+32440271836',
    toNumber: '+3225550101',
    senderName: null,
    body: 'The signed protocol is in the post',
    pages: null,
    at: '2026-11-19T11:40:00.000Z',
    state: 'received',
    failure: null,
    personId: null,
    personName: null,
    contactId: 'anneke',
    matterId: 'm-0318',
    updatedAt: sampleNow,
    ...more,
  };
}

export const sentMessage = (id: string, more: Partial<Message> = {}): Message =>
  sampleMessage(id, {
    direction: 'outbound',
    fromNumber: '+3225550101',
    toNumber: '+32440271836',
    state: 'sent',
    personId: 'jonas',
    personName: 'J. Peeters',
    ...more,
  });

export function messageChanged(message: Message, receivedAt = sampleNow): LoggedEvent {
  return { type: 'message_changed', message, hops: { providerAt: null, receivedAt, committedAt: receivedAt } };
}

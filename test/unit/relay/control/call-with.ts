import { nothingAdded, nothingWritten, type Call, type Leg } from '../../../../relay/src/wire/call.ts';

/** A call that goes on, with these phones in it. */
export function callWith(legs: Leg[], more: Partial<Call> = {}): Call {
  const outcome = legs.some(({ state }) => state === 'talking') ? 'talking' : 'ringing';
  return {
    id: 'id',
    provider: 'ringover',
    providerCallId: 'call-1',
    direction: 'inbound',
    outcome,
    fromNumber: '+32470271836',
    toNumber: '+3225551234',
    anonymous: false,
    startedAt: '2026-11-19T11:31:00.000Z',
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    answeredBy: null,
    endCause: null,
    legs,
    voicemail: null,
    added: nothingAdded,
    healed: false,
    contactId: null,
    matterId: null,
    ...nothingWritten,
    updatedAt: '2026-11-19T11:31:00.000Z',
    ...more,
  };
}

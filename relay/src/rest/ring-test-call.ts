import { nothingAdded, nothingWritten, type Call } from '../wire/call.ts';
import type { Contact } from '../wire/directory.ts';

/** As the line of `ring-tester.ts`: kept for drama. */
const FICTITIOUS_NUMBER = '+442079460123';

/** A call that nobody makes: it looks like a real ring of one of the firm's contacts. */
export function ringTestCall(from: {
  testId: string;
  index: number;
  contact: Contact | null;
  matterId: string | null;
  line: string;
  at: string;
  personId: string;
}): Call {
  const id = `ring-test-${from.testId}-${from.index}`;
  return {
    id,
    provider: 'ringover',
    providerCallId: id,
    direction: 'inbound',
    outcome: 'ringing',
    fromNumber: from.contact?.numbers[0]?.number ?? FICTITIOUS_NUMBER,
    toNumber: from.line,
    anonymous: false,
    startedAt: from.at,
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    answeredBy: null,
    endCause: null,
    legs: [{ legId: `${id}-leg`, providerUserId: null, personId: from.personId, name: null, state: 'ringing' }],
    voicemail: null,
    added: nothingAdded,
    healed: false,
    contactId: from.contact?.id ?? null,
    matterId: from.matterId,
    ...nothingWritten,
    updatedAt: from.at,
  };
}

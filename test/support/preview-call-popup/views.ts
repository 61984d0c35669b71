import type { PopupCard, PopupStrip, PopupView, RingCard } from '../../../src-preload/contract.ts';
import { allCapabilities } from '../mock-calls.ts';

/** The mock's moment: Thursday 19 November 2026, 10:31 in the zone of whoever looks. */
export const mockNow = new Date(2026, 10, 19, 10, 31, 0).getTime();

const at = (day: number, hour: number, minute = 0, month = 10) =>
  new Date(2026, month, day, hour, minute).toISOString();
const ago = (seconds: number) => new Date(mockNow - seconds * 1000 - 200).toISOString();
const inSeconds = (seconds: number) => new Date(mockNow + seconds * 1000).toISOString();

export const matter: NonNullable<RingCard['matter']> = {
  number: '2026/0318',
  title: 'Verhulst / Immo Delta',
  lawyer: 'Me C. Delcourt',
  whereabouts: { kind: 'in_court', until: at(19, 12) },
  flags: { conflictUnresolved: false, unpaidProvision: false, restricted: false },
};

/** State 1 of the mock: a known client with one matter. */
export const knownClient: RingCard = {
  kind: 'ringing',
  control: null,
  callId: 'call-verhulst',
  isTest: false,
  lineName: 'Litigation line',
  since: ago(6),
  caller: {
    name: 'Anneke Verhulst',
    numberFormatted: '+32 440 27 18 36',
    numberKind: 'mobile',
    country: 'BE',
    organisation: null,
    role: 'client',
    language: 'nl',
    firstCall: false,
  },
  matter,
  nextDeadline: { kind: 'hearing', title: 'Hearing', at: at(26, 9), allDay: false },
  lastContact: {
    at: at(16, 16, 25),
    byName: 'Sofie',
    line: 'asked when the expert report is due',
    outcome: 'answered',
  },
  represented: null,
  answeredByName: null,
  answeredAfterSeconds: null,
  closesAt: null,
  closesAfterSeconds: null,
  note: '',
  candidates: [],
  captureOff: null,
  canBlock: true,
};

/** State 2. */
export const opposingParty: RingCard = {
  ...knownClient,
  callId: 'call-wauters',
  lineName: 'Main line',
  since: ago(3),
  caller: {
    name: 'Tom Wauters',
    numberFormatted: '+32 2 000 84 10',
    numberKind: 'work',
    country: 'BE',
    organisation: 'Immo Delta NV',
    role: 'opposing_party',
    language: null,
    firstCall: false,
  },
  nextDeadline: null,
  lastContact: null,
  represented: { by: 'Me T. Aerts' },
};

/** State 3. */
export const unknownCaller: RingCard = {
  ...knownClient,
  callId: 'call-unknown',
  lineName: 'New matters line',
  since: ago(4),
  caller: {
    name: null,
    numberFormatted: '+33 6 39 98 41 07',
    numberKind: 'mobile',
    country: 'FR',
    organisation: null,
    role: 'unknown',
    language: null,
    firstCall: true,
  },
  matter: null,
  nextDeadline: null,
  lastContact: null,
};

/** State 7. */
export const answeredByColleague: RingCard = {
  ...knownClient,
  kind: 'answered_by_colleague',
  since: ago(3),
  answeredByName: 'Jonas Peeters',
  answeredAfterSeconds: 9,
  closesAt: inSeconds(2.88),
  closesAfterSeconds: 4,
};

/** State 8. */
export const youAnswered: RingCard = {
  ...knownClient,
  kind: 'you_answered',
  since: ago(14),
  answeredByName: 'Sofie Maes',
  answeredAfterSeconds: 4,
  closesAt: inSeconds(6),
  closesAfterSeconds: 10,
};

/** State 8, with what can be done to the call. */
export const liveCall: RingCard = {
  ...youAnswered,
  control: { can: allCapabilities, onHold: false, muted: false },
};
/** On hold, and the caller waits. */
export const onHold: RingCard = {
  ...liveCall,
  control: { can: { ...allCapabilities, attendedTransfer: true }, onHold: true, muted: false },
};

/** State 11. */
export const backOnline: PopupCard = {
  kind: 'back_online',
  from: at(19, 8, 12),
  until: at(19, 9, 3),
  total: 3,
  calls: [
    {
      callId: 'b1',
      title: 'Étude Vandamme',
      at: at(19, 8, 40),
      outcome: 'missed',
      answeredByName: null,
      unreturned: true,
    },
    {
      callId: 'b2',
      title: 'Inès Brabant',
      at: at(19, 8, 21),
      outcome: 'answered',
      answeredByName: 'Sofie',
      unreturned: false,
    },
    {
      callId: 'b3',
      title: '+49 30 23125 014',
      at: at(19, 8, 55),
      outcome: 'voicemail',
      answeredByName: null,
      unreturned: false,
    },
  ],
};

export const courtStrip: PopupStrip = {
  callId: 'call-court',
  isAgent: false,
  title: 'Commercial Court, registry',
  line: '2026/0275 Castel / Nordhaven',
  role: 'court',
  since: ago(2),
};

export function viewOf(card: PopupCard | null, over: Partial<PopupView> = {}): PopupView {
  return {
    viewId: 1,
    card,
    strips: [],
    moreCalls: 0,
    settings: {
      language: 'en',
      appearance: 'light',
      textSizePercent: 100,
      motion: 'system',
      popupCorner: 'bottom_right',
      letterKeys: true,
    },
    hasKeyboard: false,
    privacy: null,
    ...over,
  };
}

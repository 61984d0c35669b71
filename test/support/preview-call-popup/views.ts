import { maskRing } from '../../../src-main/privacy/mask-card.ts';
import type { AgentCard, AgentLine } from '../../../src-preload/contract/agent.ts';
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

/** State 4. */
export const severalMatches: RingCard = {
  ...unknownCaller,
  callId: 'call-shared',
  lineName: 'Main line',
  since: ago(5),
  caller: { ...unknownCaller.caller, numberFormatted: '+32 2 000 61 40', country: 'BE', firstCall: false },
  candidates: [
    {
      contactId: 'brabant',
      name: 'Inès Brabant',
      organisation: 'Atelier Brabant SRL',
      role: 'client',
      matter: { id: 'm-0291', number: '2026/0291', title: 'Brabant / Kröger' },
      reason: { kind: 'spoke', at: at(18, 15, 10) },
    },
    {
      contactId: 'brabant',
      name: 'Inès Brabant',
      organisation: 'Atelier Brabant SRL',
      role: 'client',
      matter: { id: 'm-0177', number: '2025/0177', title: 'Atelier Brabant, lease' },
      reason: { kind: 'spoke', at: at(3, 9, 0, 8) },
    },
    {
      contactId: 'lemaire',
      name: 'Paul Lemaire',
      organisation: 'Atelier Brabant SRL',
      role: 'witness',
      matter: { id: 'm-0291', number: '2026/0291', title: 'Brabant / Kröger' },
      reason: { kind: 'never_spoke' },
    },
  ],
};

/** State 3 where the firm's rules keep recording off until the call is filed. */
export const unknownProtected: RingCard = { ...unknownCaller, captureOff: 'until_filed' };

/** State 1 with everything that there is to know first. */
export const flagged: RingCard = {
  ...knownClient,
  matter: { ...matter, flags: { conflictUnresolved: true, unpaidProvision: true, restricted: true } },
};

/** State 9, as the main process gives it. */
export const hiddenClient = maskRing(knownClient);

const said = (who: 'agent' | 'caller', text: string, isPartial = false): AgentLine => ({
  who,
  text,
  isPartial,
  atMs: null,
  by: null,
  isWaiting: false,
});

/** State 5. */
export const agentUrgent: AgentCard = {
  kind: 'agent_live',
  callId: 'call-haddad',
  lineName: 'New matters line',
  since: ago(48),
  caller: unknownCaller.caller,
  saidName: 'Karim Haddad',
  matter: null,
  urgency: { level: 'high', withinMinutes: 120 },
  topic: 'Eviction served, hearing Monday',
  lines: [
    said('agent', 'How can I help you?'),
    said('caller', 'I need a lawyer today, it is about my flat.'),
    said('agent', 'Who is the other side, if I may ask?'),
    said('caller', 'My landlord, Immo Delta. The bailiff came at nine and he', true),
  ],
  partyHit: { name: 'Immo Delta', matterNumber: '2026/0318' },
  announced: { atMs: 2_000, objected: false },
  state: 'talking',
  handOver: null,
  language: 'en',
  heardBy: null,
  canAct: true,
  folded: false,
};

/** State 10. */
export const agentFrench: AgentCard = {
  ...agentUrgent,
  callId: 'call-rousselle',
  lineName: 'Ligne principale',
  since: ago(72),
  caller: { ...knownClient.caller, name: 'Camille Rousselle', language: 'fr' },
  saidName: null,
  matter: { ...matter, number: '2026/0264', title: 'Rousselle / SCI Les Tilleuls' },
  urgency: { level: 'today', withinMinutes: null },
  topic: null,
  lines: [
    said('caller', 'Je voulais parler à Maître Delcourt.'),
    said('agent', 'Souhaitez-vous que Maître Delcourt vous rappelle ?'),
    said('caller', 'Oui, avant ce soir. C’est au sujet du protocole, l’article quatre ne va', true),
  ],
  partyHit: null,
};
/** Nobody can step in yet, and why. */
export const agentReadOnly: AgentCard = { ...agentUrgent, canAct: false };
export const agentFolded: AgentCard = { ...agentFrench, folded: true };

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

import { nothingAdded } from '@callbrief/relay/wire/call';
import { noCapabilities, type ProviderCapabilities } from '@callbrief/relay/wire/control';
import { defaultPractice } from '@callbrief/relay/wire/practice';
import type { AppState, CallDetail, RingTestRun } from '../../src-preload/contract.ts';
import { defaultSettings } from './fake-bridge.ts';

/** The moment at which the design's pictures stand: Thursday 19 November 2026, 11:42. */
export const mockNow = new Date('2026-11-19T11:42:07.000Z');

/** A call with nothing special about it; give what matters. */
export function aCall(given: Partial<CallDetail> & { id: string; startedAt: string }): CallDetail {
  return {
    kind: 'call',
    title: 'Anneke Verhulst',
    titleIsNumber: false,
    role: 'client',
    matter: { number: '2026/0318', title: 'Verhulst / Immo Delta' },
    lineName: 'Litigation line',
    direction: 'inbound',
    outcome: 'answered',
    durationSeconds: 527,
    answeredByName: 'Jonas Peeters',
    answeredByMe: false,
    rangCount: 1,
    followUp: null,
    unreturned: false,
    reachedBy: null,
    voicemail: null,
    snippet: null,
    titleMarks: null,
    number: '+32440271836',
    numberFormatted: '+32 440 27 18 36',
    organisation: null,
    languages: ['nl'],
    matterLawyer: 'Me C. Delcourt',
    nextDeadline: null,
    answeredAfterSeconds: 9,
    anonymous: false,
    voicemailSeconds: null,
    legs: [],
    note: null,
    otherNotes: [],
    tags: [],
    disposition: null,
    earlier: [],
    hops: [],
    added: nothingAdded,
    healed: false,
    recordings: [],
    blocked: false,
    control: null,
    ...given,
  };
}

const at = (day: number, time: string) => `2026-11-${String(day)}T${time}:00.000Z`;
const note = (text: string, byName = 'Jonas Peeters', waiting = false) => ({
  text,
  byName,
  at: at(19, '11:40'),
  waiting,
});

/** The calls of the design's pictures. */
export const mockCalls: CallDetail[] = [
  aCall({
    id: 'c1',
    startedAt: at(19, '11:31'),
    followUp: 'please_call_back',
    note: note(
      'I got the expert report on Tuesday and I don’t understand page twelve. Sounded worried, keep it short.',
    ),
    nextDeadline: { kind: 'hearing', title: 'Enterprise court, Brussels', at: at(26, '09:00'), allDay: false },
    legs: [
      { name: 'Sofie Claes', state: 'not_answered', isMe: false },
      { name: 'Jonas Peeters', state: 'answered', isMe: true },
      { name: 'Nadia Benali', state: 'not_answered', isMe: false },
    ],
    earlier: [
      {
        kind: 'call',
        id: 'c7',
        startedAt: at(16, '16:25'),
        outcome: 'answered',
        answeredByName: 'Sofie Claes',
        direction: 'inbound',
        voicemail: null,
      },
      {
        kind: 'call',
        id: 'c9',
        startedAt: at(12, '09:12'),
        outcome: 'missed',
        answeredByName: null,
        direction: 'inbound',
        voicemail: null,
      },
    ],
  }),
  aCall({
    id: 'c2',
    startedAt: at(19, '10:02'),
    title: 'Étude Vandamme',
    role: 'bailiff',
    durationSeconds: 134,
    answeredByName: 'Sofie Claes',
    rangCount: 4,
    followUp: 'for_info',
    note: note('…can serve the summons together with the expert report, not before.'),
  }),
  aCall({
    id: 'c3',
    startedAt: at(19, '09:20'),
    title: 'Me Hélène Castaing',
    role: 'opposing_counsel',
    matter: { number: '2026/0275', title: 'Castel / Nordhaven' },
    direction: 'outbound',
    durationSeconds: 331,
    answeredByMe: true,
    followUp: 'caller_calls_back',
    note: note('Annex 4 of the expert report is missing in her copy.'),
  }),
  aCall({
    id: 'c10',
    startedAt: at(19, '08:55'),
    title: '+49 30 23125 014',
    titleIsNumber: true,
    role: 'unknown',
    matter: null,
    lineName: 'New matters line',
    outcome: 'agent',
    durationSeconds: 118,
    answeredByName: null,
    followUp: 'please_call_back',
  }),
  aCall({
    id: 'c4',
    startedAt: at(19, '08:40'),
    title: 'Étude Vandamme',
    role: 'bailiff',
    outcome: 'missed',
    durationSeconds: 0,
    answeredByName: null,
    answeredAfterSeconds: null,
    unreturned: true,
  }),
  aCall({
    id: 'c5',
    startedAt: at(19, '08:21'),
    title: 'Inès Brabant',
    matter: { number: '2026/0291', title: 'Brabant / Kröger' },
    outcome: 'missed',
    durationSeconds: 0,
    answeredByName: null,
    followUp: 'ok',
    reachedBy: { name: 'Nadia Benali', at: at(19, '09:10') },
  }),
  aCall({
    id: 'c6',
    startedAt: at(18, '17:48'),
    title: 'Dr. Matthias Kröger',
    role: 'opposing_party',
    matter: { number: '2026/0291', title: 'Brabant / Kröger' },
    languages: ['de'],
    outcome: 'voicemail',
    durationSeconds: 0,
    voicemailSeconds: 52,
    voicemail: { heard: { name: 'Nadia Benali', at: at(18, '17:55'), byMe: false } },
    answeredByName: null,
    answeredAfterSeconds: null,
    followUp: 'please_call_back',
    note: note('…send me the expert report in German if you have it.', 'Nadia Benali'),
  }),
  aCall({
    id: 'c8',
    startedAt: at(18, '14:10'),
    title: 'Assur Lys, claims',
    role: 'insurer',
    direction: 'outbound',
    outcome: 'missed',
    durationSeconds: 0,
    answeredByMe: true,
    followUp: 'please_call_back',
  }),
  aCall({ id: 'c7', startedAt: at(16, '16:25'), durationSeconds: 182, answeredByName: 'Sofie Claes', followUp: 'ok' }),
  aCall({
    id: 'c11',
    startedAt: at(16, '10:05'),
    title: null,
    role: null,
    matter: null,
    outcome: 'missed',
    durationSeconds: 0,
    answeredByName: null,
    anonymous: true,
    number: null,
    numberFormatted: null,
    languages: [],
  }),
  aCall({
    id: 'c9',
    startedAt: at(12, '09:12'),
    outcome: 'missed',
    durationSeconds: 0,
    answeredByName: null,
    reachedBy: { name: 'Sofie Claes', at: at(12, '09:40') },
  }),
];

/** Ringover's: it knows no attended transfer. */
export const allCapabilities: ProviderCapabilities = {
  dial: true,
  hangUp: true,
  hold: true,
  mute: true,
  transfer: true,
  attendedTransfer: false,
  digits: true,
  sms: true,
  block: true,
  presence: true,
  reconcile: true,
};

export const mockState: AppState = {
  phase: 'ready',
  connection: {
    kind: 'up_to_date',
    at: mockNow.toISOString(),
    since: at(19, '08:02'),
    roundTripMs: 24,
    clockDifferenceMs: 3,
  },
  me: { id: 'jonas', name: 'Jonas Peeters', shortName: 'J. Peeters', role: 'receptionist' },
  firmName: 'Delcourt Maes Peeters',
  relayUrl: 'https://relay.delcourt-maes.example',
  device: { name: 'PC-LIT-07', enrolledAt: '2026-09-02T09:00:00.000Z', keyStore: 'system' },
  lines: [
    { number: '+3220006140', name: 'Main line' },
    { number: '+3220006141', name: 'Litigation line' },
    { number: '+3220006142', name: 'New matters line' },
  ],
  providers: ['ringover'],
  filling: null,
  callsCached: 3912,
  notices: [],
  settings: defaultSettings,
  platform: 'win32',
  version: '0.1.0',
  autostart: { enabled: true, allowedBySystem: true },
  popupMeans: 'window',
  popupHotkeyFree: true,
  dialHotkeyFree: true,
  capabilities: { ringover: allCapabilities, sipgate: noCapabilities },
  practice: defaultPractice,
  privacy: { because: null, revealed: false, knowsSharing: false, knowsLock: true },
  unseenMessages: 0,
  suggestedDeviceName: 'PC-LIT-07',
  enrolmentLink: null,
};

export const mockRingTest: RingTestRun = {
  testId: 't1',
  startedAt: at(19, '11:38'),
  of: 10,
  done: true,
  rings: Array.from({ length: 10 }, (_, index) => ({
    index,
    result: 'painted' as const,
    totalMs: 118,
    fromRelayMs: 38,
    lookUpMs: 6,
    showWindowMs: 47,
    paintMs: 27,
  })),
  medianMs: 118,
  slowestMs: 214,
  stagesMs: { fromRelay: 38, lookUp: 6, showWindow: 47, paint: 27 },
  checks: [
    { name: 'keyboard_kept', ok: true },
    { name: 'right_display', ok: true },
    { name: 'popup_shown', ok: true },
  ],
};

/** Many calls, newest first, ten a day: to scroll through. */
export function manyCalls(count: number): CallDetail[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(mockNow.getTime() - Math.floor(index / 10) * 86_400_000);
    day.setUTCHours(18 - (index % 10), 30, 0, 0);
    return aCall({ id: `many${String(index)}`, startedAt: day.toISOString(), title: `Caller ${String(index + 1)}` });
  });
}

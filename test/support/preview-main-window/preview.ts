import type { AppState, Notice } from '../../../src-preload/contract.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { aCall, manyCalls, mockCalls, mockRingTest, mockState } from '../mock-calls.ts';
import { mockInsights, mockPeaks, mockUsage, recordingStates } from '../mock-recordings.ts';
import { toneUrl } from '../tone.ts';
import { annotatedCall, liveCall, mockColleagues, mockConversation, mockMessages } from '../mock-messages.ts';

/** `?phase=first_run&language=fr&appearance=dark&size=130&connection=offline&notices=1&calls=100000`; `messages=1` with
 * messages, `first=live|annotated|opposing` with that call first, `recorded=<state>` (mock-recordings.ts) with a recording of it, `refuse=transfer|dial|sms` with a provider that refuses; `role=admin`. */
const q = new URLSearchParams(location.search);
const since = '2026-11-19T11:08:00.000Z';
const connections: Partial<Record<string, AppState['connection']>> = {
  offline: { kind: 'offline', since, waitingChanges: 2 },
  catching_up: { kind: 'catching_up', left: 12 },
  silent: { kind: 'silent', since },
  reconnecting: { kind: 'reconnecting', since, nextAttemptAt: '2026-11-19T11:42:11.000Z', waitingChanges: 0 },
};
const notices: Notice[] = [
  { id: 'n1', kind: 'offline', since, waitingChanges: 3 },
  { id: 'n2', kind: 'back_online', from: since, until: '2026-11-19T11:30:00.000Z', calls: 3, notReturned: 1 },
  { id: 'n3', kind: 'history_rebuilt', setAsidePath: '/home/jonas/callbrief/history-set-aside.db' },
  { id: 'n4', kind: 'disk_full' },
];
const platform = (q.get('platform') ?? 'win32') as AppState['platform'];
const bridge = createFakeBridge(
  {
    ...mockState,
    platform,
    phase: (q.get('phase') ?? 'ready') as AppState['phase'],
    ...(q.has('role') && mockState.me && { me: { ...mockState.me, role: q.get('role') as 'admin' } }),
    ...(q.has('phase') && { relayUrl: null }),
    connection: connections[q.get('connection') ?? ''] ?? mockState.connection,
    notices: notices.slice(0, Number(q.get('notices') ?? 0)),
    settings: {
      ...mockState.settings,
      language: (q.get('language') ?? 'en') as 'en',
      appearance: (q.get('appearance') ?? 'light') as 'light',
      textSizePercent: Number(q.get('size') ?? 100) as 100,
    },
  },
  q.has('calls') ? manyCalls(Number(q.get('calls'))) : mockCalls,
  mockRingTest,
);
if (q.has('messages')) bridge.messages = mockMessages;
bridge.conversations.set('+32440271836', mockConversation);
bridge.conversations.set('m5', {
  ...mockConversation,
  number: null,
  numberFormatted: null,
  title: 'Proximus',
  role: null,
  matter: null,
  cannotSend: 'no_number',
  entries: mockConversation.entries
    .slice(2, 3)
    .map((entry) => ({ ...entry, id: 'm5', text: 'Your invoice is ready.' })),
});
bridge.colleagues = mockColleagues;
const opposing = aCall({
  id: 'opposing',
  startedAt: '2026-11-19T11:36:00.000Z',
  title: 'Tom Wauters',
  role: 'opposing_party',
  organisation: 'Immo Delta NV',
  number: '+3220008410',
  numberFormatted: '+32 2 000 84 10',
});
const firsts: Partial<Record<string, typeof liveCall>> = { live: liveCall, annotated: annotatedCall, opposing };
const first = firsts[q.get('first') ?? ''];
if (first) {
  const attended = q.has('attended') && first.control;
  bridge.calls = [
    attended ? { ...first, control: { ...attended, can: { ...attended.can, attendedTransfer: true } } } : first,
    ...bridge.calls,
  ];
}
const refuses = q.get('refuse');
const refused = { result: 'refused' as const, refusal: 'provider_refused' as const, detail: 'Agent is not available' };
if (refuses === 'transfer') bridge.answer('call:act', () => Promise.resolve(refused));
if (refuses === 'unconfirmed') bridge.answer('call:act', () => Promise.resolve({ result: 'unconfirmed' }));
if (refuses === 'pending') bridge.answer('call:act', () => new Promise(() => undefined));
if (refuses === 'dial')
  bridge.answer('dial:call', () => Promise.resolve({ ...refused, refusal: 'provider_busy', detail: null }));
if (refuses === 'sms')
  bridge.answer('messages:send', () => Promise.resolve({ ...refused, refusal: 'provider_no_credit', detail: null }));
bridge.usage = mockUsage;
const recorded = q.get('recorded');
if (recorded !== null) {
  const { call, view, peaks } = recordingStates(recorded);
  // A tone for each voice, where the pretend recording can be heard.
  const heard = call.recordings.map((one) => ({ ...one, url: one.url && toneUrl(mockInsights, 527_000) }));
  bridge.calls = [{ ...call, recordings: heard }, ...bridge.calls.slice(1)];
  if (view) bridge.insights.set(call.id, view);
  if (peaks) bridge.peaks.set('r1', mockPeaks());
}
window.callbrief = bridge;
// For pictures of what somebody else did meanwhile.
Object.assign(window, { bridge });
await import('../../../src-renderer/main-window/main.tsx');

import type { AppState, Notice } from '../../../src-preload/contract.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { manyCalls, mockCalls, mockRingTest, mockState } from '../mock-calls.ts';

/** `?phase=first_run&language=fr&appearance=dark&size=130&connection=offline&notices=1&calls=100000&role=admin`. */
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
window.callbrief = bridge;
// For pictures of what somebody else did meanwhile.
Object.assign(window, { bridge });
await import('../../../src-renderer/main-window/main.tsx');

import { expect, it } from 'vitest';
import type { CallOnLine } from '../../../../../relay/src/agent/call-on-line.ts';
import { steadyLine } from '../../../../../relay/src/agent/desk/steady-line.ts';

it('a caller who comes back is the receptionist’s since they first came, with what their new stream can do', async () => {
  const line = (since: string, canReachPerson: boolean): CallOnLine => ({
    tenantId: 'firm-a',
    callId: 'call-1',
    callerNumber: null,
    calledNumber: null,
    wantedPersonId: null,
    language: null,
    since,
    hasKeys: false,
    canReachPerson,
    canReachVoicemail: false,
    staysWhileRinging: false,
    ring: () => Promise.resolve({ isAnswered: canReachPerson }),
    toVoicemail: () => Promise.resolve(false),
    hangUp: () => Promise.resolve(),
    took: () => Promise.resolve(),
    left: () => Promise.resolve(),
  });
  let now = line('2026-11-26T09:00:00.000Z', true);
  const steady = steadyLine(() => now);
  now = line('2026-11-26T09:00:40.000Z', false);
  expect(steady).toMatchObject({ since: '2026-11-26T09:00:00.000Z', canReachPerson: false });
  expect(await steady.ring('ada', new AbortController().signal)).toEqual({ isAnswered: false });
});

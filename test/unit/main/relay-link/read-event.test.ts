import { expect, test } from 'vitest';
import { readEvent } from '../../../../src-main/relay-link/read-event.ts';
import { largeHistory } from '../../../bench/large-history.ts';

const at = '2026-11-19T11:31:00.000Z';
const [call] = largeHistory(1, new Date(at)).calls;
const message = (changes: object) =>
  JSON.stringify({
    sentAt: at,
    type: 'call_changed',
    cause: 'ringing',
    call,
    hops: { providerAt: null, receivedAt: at, committedAt: at },
    ...changes,
  });

test('a call that changed for a reason only a newer relay knows is still written, and is no ring', () => {
  const { id, event } = readEvent('call_changed', message({ cause: 'parked' }), '41', at);
  expect(id).toBe(41);
  expect(event).toMatchObject({ type: 'call_changed', cause: 'other', call: { id: call?.id } });
});

test('an event of a kind that only a newer relay knows keeps its id, so that what follows is not held up', () => {
  expect(readEvent('fax_received', message({ type: 'fax_received' }), '42', at)).toMatchObject({
    id: 42,
    event: { type: 'unknown', name: 'fax_received' },
  });
});

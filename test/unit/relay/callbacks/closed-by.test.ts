import { describe, expect, test } from 'vitest';
import type { Call } from '@callbrief/relay/wire/call';
import type { Callback, CallbackEdit } from '@callbrief/relay/wire/callback';
import { itemAfter } from '@callbrief/relay/wire/item';
import { closedBy } from '../../../../relay/src/callbacks/closed-by.ts';
import { later, pastCall } from '../../../contract/storage/made-up.ts';

const ada = { personId: 'ada', name: 'Me Ada' };
const party = { providerUserId: '1', personId: 'ada', name: 'Ada' };
const ANNEKE = '+32470271836';

function callback(set: CallbackEdit['set'] = {}, more: CallbackEdit[] = []): Callback {
  const made = { editId: 'e1', at: later(0), set: { contactId: 'anneke', number: ANNEKE, ...set }, did: null };
  let item: Callback | null = null;
  for (const edit of [made, ...more]) {
    const after: Callback | 'incomplete' = itemAfter('callback', 'cb', item, edit, ada);
    if (after === 'incomplete') throw new Error('incomplete');
    item = after;
  }
  if (!item) throw new Error('none');
  return item;
}
/** Anneke calls ten minutes later, and Ada takes it. */
const talk = (given: Partial<Call> = {}) =>
  pastCall({
    id: 'talk',
    contactId: 'anneke',
    fromNumber: ANNEKE,
    startedAt: later(600),
    answeredAt: later(610),
    durationSeconds: 90,
    answeredBy: party,
    ...given,
  });
const closes = (item: Callback, call: Call, isShared = false) =>
  closedBy(item, call, { now: new Date(later(700)), isShared });

describe('A callback closes itself', () => {
  test('when they call and somebody takes it, or when somebody calls them', () => {
    expect(closes(callback(), talk())).toEqual({ why: 'they_reached', at: later(610) });
    const outbound = talk({ direction: 'outbound', fromNumber: '+3225551234', toNumber: ANNEKE });
    expect(closes(callback(), outbound)).toEqual({ why: 'we_reached', at: later(610) });
  });

  test('when the talk goes on, once it is a talk', () => {
    const going = { outcome: 'talking' as const, durationSeconds: null, endedAt: null };
    expect(closes(callback(), talk({ ...going, answeredAt: later(690) }))).not.toBeNull();
    expect(closes(callback(), talk({ ...going, answeredAt: later(697) }))).toBeNull();
  });

  test('by the number, where the caller is nobody we know or the call is not filed', () => {
    expect(closes(callback({ contactId: null }), talk({ contactId: null }))).not.toBeNull();
    expect(closes(callback({ contactId: null }), talk())).not.toBeNull();
    expect(closes(callback(), talk({ contactId: null }))).not.toBeNull();
  });

  test('by the contact, from whatever number they call', () => {
    expect(closes(callback(), talk({ fromNumber: '+32470999999' }))).not.toBeNull();
    expect(closes(callback(), talk({ fromNumber: null, anonymous: true }))).not.toBeNull();
  });

  test('after it was opened again, by a later talk', () => {
    const closed = { why: 'they_reached' as const, callId: 'talk', byName: 'Ada', at: later(610) };
    const opened = callback({}, [
      { editId: 'e2', at: later(610), set: { closed }, did: null },
      { editId: 'e3', at: later(650), set: { closed: null }, did: 'reopened' },
    ]);
    expect(closes(opened, talk())).toBeNull();
    expect(closes(opened, talk({ id: 'next', startedAt: later(660), answeredAt: later(670) }))).not.toBeNull();
  });
});

describe('A callback stays open', () => {
  test.each<[string, Partial<Call>]>([
    ['the AI receptionist took it', { outcome: 'agent', answeredBy: null }],
    ['the AI receptionist talks', { outcome: 'talking', answeredBy: null }],
    ['nobody took it', { outcome: 'missed', answeredAt: null, answeredBy: null }],
    ['they left a message', { outcome: 'voicemail', answeredAt: null, answeredBy: null }],
    ['it rings', { outcome: 'ringing', answeredAt: null, answeredBy: null }],
    ['the talk was over within seconds', { durationSeconds: 4 }],
    ['the talk began before it was made', { startedAt: later(-60), answeredAt: later(5) }],
    ['it is the call that it is about', { id: 'about' }],
    ['somebody else called from the same number', { contactId: 'jan' }],
    ['somebody else called', { contactId: null, fromNumber: '+32470999999' }],
    ['a withheld number called', { contactId: null, fromNumber: null, anonymous: true }],
  ])('when %s', (_why, given) => {
    expect(closes(callback({ callId: 'about' }), talk(given))).toBeNull();
  });

  test('when a call from a number of several contacts is not filed yet', () => {
    expect(closes(callback(), talk({ contactId: null }), true)).toBeNull();
    expect(closes(callback(), talk(), true)).not.toBeNull();
  });

  test('when it is closed, and says what closed it', () => {
    const closed = { why: 'by_hand' as const, callId: null, byName: 'Ada', at: later(5) };
    expect(closes(callback({ closed }), talk())).toBeNull();
  });
});

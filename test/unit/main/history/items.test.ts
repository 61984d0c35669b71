import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCallback, type Callback } from '@callbrief/relay/wire/callback';
import type { History } from '../../../../src-main/history/history.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { sampleRecording } from '../../../support/sample-recording.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { anneke, sampleCall, verhulstMatter } from './sample-firm.ts';

const AT = '2026-11-19T10:00:00.000Z';
const hops = { providerAt: null, receivedAt: AT, committedAt: AT };
let history: History;
beforeEach(() => {
  const folder = tempDir();
  ({ history } = openHistory({ path: `${folder}/history.sqlite`, now: () => new Date(AT) }));
});
afterEach(() => history.close());

const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
const atOffice = (given: Partial<Callback> = {}): Callback => ({
  ...newCallback,
  id: 'of-call-1',
  callId: 'call-1',
  contactId: 'anneke',
  createdAt: AT,
  stamps: {},
  traces: [],
  updatedAt: AT,
  ...given,
});

test('a callback written offline is in the list at once, and stays as it is when the office confirms it', () => {
  const set = { callId: 'call-1', contactId: 'anneke', reason: 'Wants the address' };
  const { seq } = history.changes.add(
    { kind: 'edit_item', item: 'callback', itemId: 'of-call-1', editId: 'e1', set, did: null },
    AT,
  );
  expect(history.items.all('callback', 'owed').map(({ reason }) => reason)).toEqual(['Wants the address']);
  history.changes.done(seq);
  expect(history.items.of('callback', { callId: 'call-1' })).toHaveLength(1);
});

test('what waits here covers only what was written before it at the office', () => {
  history.changes.add(
    { kind: 'edit_item', item: 'callback', itemId: 'of-call-1', editId: 'mine', set: { reason: 'Mine' }, did: null },
    later(1),
  );
  const stamps = { reason: { at: later(2), editId: 'theirs', byPersonId: 'sofie', byName: 'Sofie' } };
  const theirs = atOffice({ reason: 'Theirs, later', stamps, urgency: 'high' });
  history.apply([{ id: 1, event: { type: 'callback_changed', callback: theirs, hops } }]);
  const shown = history.items.item('callback', 'of-call-1');
  expect(shown).toMatchObject({ reason: 'Theirs, later', urgency: 'high' });
  expect(shown?.traces.map(({ value }) => value)).toContain('Mine');
});

test('what the office refuses shows the office’s own value again, or goes', () => {
  history.apply([{ id: 1, event: { type: 'callback_changed', callback: atOffice({ reason: 'Theirs' }), hops } }]);
  const edit = { kind: 'edit_item', item: 'callback', editId: 'e1', did: null } as const;
  const first = history.changes.add({ ...edit, itemId: 'of-call-1', set: { reason: 'Mine' } }, later(1));
  const second = history.changes.add({ ...edit, itemId: 'new-one', set: { reason: 'New' } }, later(1));
  expect(history.items.item('callback', 'of-call-1')?.reason).toBe('Mine');
  history.changes.drop(first.seq);
  history.changes.drop(second.seq);
  expect(history.items.item('callback', 'of-call-1')?.reason).toBe('Theirs');
  expect(history.items.item('callback', 'new-one')).toBeNull();
});

test('a contact and a matter edited offline keep the office’s later fields, and survive a fill', () => {
  history.fill({ contacts: [anneke], matters: [verhulstMatter] });
  history.changes.add(
    { kind: 'edit_contact', contactId: 'anneke', editId: 'e1', set: { name: 'Anneke Verhulst-Maes' } },
    later(1),
  );
  history.changes.add({ kind: 'edit_matter', matterId: 'm-0318', editId: 'e2', set: { status: 'closed' } }, later(1));
  expect(history.contact('anneke')?.name).toBe('Anneke Verhulst-Maes');
  expect(history.openMattersOf('anneke')).toEqual([]);
  history.beginFill();
  history.fill({ contacts: [{ ...anneke, languages: ['de'] }], matters: [verhulstMatter] });
  history.finishFill(5);
  expect(history.contact('anneke')).toMatchObject({ name: 'Anneke Verhulst-Maes', languages: ['de'] });
  for (const { seq } of history.changes.pending()) history.changes.drop(seq);
  expect(history.contact('anneke')?.name).toBe('Anneke Verhulst');
  expect(history.openMattersOf('anneke')).toHaveLength(1);
});

test('what is withheld from this person is forgotten here', () => {
  history.fill({ matters: [verhulstMatter], items: { kind: 'callback', items: [atOffice()] } });
  history.apply([
    { id: 1, event: { type: 'withheld', of: 'matter', id: 'm-0318', hops } },
    { id: 2, event: { type: 'withheld', of: 'callback', id: 'of-call-1', hops } },
  ]);
  expect(history.matter('m-0318')).toBeNull();
  expect(history.items.all('callback', 'all')).toEqual([]);
});

test('with a call that is withheld its recordings go too, and their audio from the folder', () => {
  const recording = sampleRecording('rec-1', Buffer.from('sound'), { callId: 'call-1' });
  history.fill({ calls: [sampleCall('call-1', { contactId: 'anneke' })], recordings: [recording] });
  history.recordings.here('rec-1', { sha256: recording.sha256 ?? '', sizeBytes: 1_000 });
  history.apply([{ id: 1, event: { type: 'withheld', of: 'call', id: 'call-1', hops } }]);
  expect(history.call('call-1')).toBeNull();
  expect(history.recordings.ofCall('call-1')).toEqual([]);
  expect(history.recordings.removals()).toEqual([{ recordingId: 'rec-1', callId: 'call-1' }]);
});

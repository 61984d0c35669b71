import { expect, test } from 'vitest';
import { anneke, answered, changed, missed, sampleCall, sampleNow, tom } from './sample-firm.ts';
import { everything, temporaryHistory, viewer, put } from './temporary-history.ts';

test('a fill that was interrupted is not finished after a restart', () => {
  const { history, reopen } = temporaryHistory({ empty: true });
  history.beginFill();
  put(history, { calls: [sampleCall('a')] });
  const again = reopen().history;
  expect(again.fillFinished()).toBe(false);
  again.beginFill();
  put(again, { calls: [sampleCall('a'), sampleCall('b')], contacts: [anneke] });
  again.finishFill(12);
  expect(again.fillFinished()).toBe(true);
  expect(again.cursor()).toBe(12);
  expect(again.counts()).toEqual({ calls: 2, messages: 0, contacts: 1, matters: 0 });
});

test('after a resync, what the relay has no more is gone; until then the old history can be read', () => {
  const { history } = temporaryHistory();
  put(history, { calls: [missed('gone'), answered('stays', 'sofie', { startedAt: '2026-11-19T11:50:00.000Z' })] });
  history.beginFill();
  expect(history.fillFinished()).toBe(false);
  put(history, { contacts: [anneke], calls: [answered('stays', 'sofie', { startedAt: '2026-11-19T11:50:00.000Z' })] });
  expect(history.counts().calls).toBe(2);
  history.finishFill(40);
  expect(history.list(everything, viewer).rows.map((row) => row.id)).toEqual(['stays']);
  expect(history.list({ ...everything, search: 'anneke' }, viewer).total).toBe(1);
  expect(history.contact('tom')).toBeNull();
  expect(history.contactsByNumber('+3220008410')).toEqual([]);
  expect(history.findContacts('tom', 10)).toEqual([]);
  expect(history.openMattersOf('anneke')).toEqual([]);
});

test('when the talk that reached a caller disappears in a resync, the caller is unreturned again', () => {
  const { history } = temporaryHistory();
  const first = missed('m', { startedAt: '2026-11-19T10:00:00.000Z' });
  put(history, { calls: [first, answered('talk', 'sofie')] });
  expect(history.list(everything, viewer).unreturnedCount).toBe(0);
  history.beginFill();
  put(history, { calls: [first] });
  history.finishFill(1);
  expect(history.list(everything, viewer)).toMatchObject({ unreturnedCount: 1, rows: [{ id: 'm', reachedBy: null }] });
});

test('calls may come before their people and contacts', () => {
  const { history } = temporaryHistory({ empty: true });
  history.beginFill();
  put(history, { calls: [missed('tom', { contactId: 'tom', matterId: null, fromNumber: '+3220008410' })] });
  put(history, { contacts: [tom] });
  put(history, { people: [{ ...person, lines: ['+3225550101'] }] });
  history.finishFill(1);
  expect(history.list({ ...everything, search: 'wauters', filter: 'mine' }, viewer).rows).toMatchObject([
    { title: 'Tom Wauters' },
  ]);
});

test('events go on during a resync and survive it', () => {
  const { history } = temporaryHistory();
  history.beginFill();
  history.apply([{ id: 1, event: changed(sampleCall('new')) }]);
  history.finishFill(1);
  expect(history.call('new')).not.toBeNull();
});

const person = {
  id: 'jonas',
  name: 'Jonas Peeters',
  shortName: 'J. Peeters',
  email: null,
  role: 'lawyer' as const,
  providerUserIds: [],
  lines: [] as string[],
  assistsPersonIds: [],
  whereabouts: null,
  updatedAt: sampleNow,
};

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import { memoryLock } from '../../../../src-main/enrolment/local-lock.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import type { TextPiece } from '../../../../src-preload/contract.ts';
import { allDone, done, sampleInsights, sampleRecording, soundBytes } from '../../../support/sample-recording.ts';
import { answered, sampleNow } from './sample-firm.ts';
import { callRows, everything, put, temporaryFolder, temporaryHistory, viewer } from './temporary-history.ts';

const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
const changedTo = (callId: string, revision: number): LoggedEvent => ({
  type: 'insights_changed',
  callId,
  revision,
  fields: allDone,
  hops,
});
const find = (history: History, search: string) => callRows(history.list({ ...everything, search }, viewer));
const textOf = (pieces: TextPiece[] | null | undefined) => pieces?.map(({ text }) => text).join('');
const hitsOf = (pieces: TextPiece[] | null | undefined) => pieces?.filter(({ hit }) => hit).map(({ text }) => text);
const SENTENCE = 'The bailiff seized the grand piano on Thursday morning';

function heard() {
  const opened = temporaryHistory();
  const { history } = opened;
  put(history, { calls: [answered('call', 'jonas'), answered('other', 'jonas', { contactId: 'tom' })] });
  history.insights.put(sampleInsights('call', ['Good morning', SENTENCE, 'Which piano?'], { revision: 4 }), 4);
  return opened;
}

describe('what was said', () => {
  test('finds the call, and shows where in the talk, with the time', () => {
    const { history } = heard();
    const rows = find(history, 'grand pia');
    expect(rows.map(({ id }) => id)).toEqual(['call']);
    expect(textOf(rows[0]?.snippet)).toBe(`1:07 ${SENTENCE}`);
    expect(hitsOf(rows[0]?.snippet)).toEqual(['grand', 'pia']);
  });

  test('goes together with a name, and with the words of a note', () => {
    const { history } = heard();
    expect(find(history, 'anneke bailiff')).toHaveLength(1);
    expect(find(history, 'wauters bailiff')).toEqual([]);
    history.changes.add({ kind: 'edit_call', callId: 'call', note: 'Wants a quote' }, sampleNow);
    expect(find(history, 'quote bailiff')).toHaveLength(1);
    // The note is nearer than the talk.
    expect(textOf(find(history, 'quote bailiff')[0]?.snippet)).toBe('Wants a quote');
  });

  test('of the summary comes before the talk when it says as much', () => {
    const { history } = heard();
    const summary = {
      ...done,
      engine: null,
      sentences: [{ id: 'a', text: 'A piano was seized.', segmentIds: ['s1'] }],
      leftOut: 0,
      verified: null,
      edited: null,
    };
    history.insights.put(sampleInsights('call', [SENTENCE], { revision: 5, summary }), 5);
    expect(textOf(find(history, 'seized')[0]?.snippet)).toBe('A piano was seized.');
    expect(textOf(find(history, 'seized thursday')[0]?.snippet)).toBe(`0:00 ${SENTENCE}`);
  });

  test('is found no more when the office removed it', () => {
    const { history } = heard();
    history.insights.remove('call');
    expect(find(history, 'piano')).toEqual([]);
    expect(history.insights.get('call')).toBeNull();
  });

  test('cannot be read in the file: it is locked, and the index holds no text', () => {
    const { history, path } = heard();
    history.close();
    const files = readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name)));
    for (const file of files) {
      expect(file.includes(Buffer.from(SENTENCE))).toBe(false);
      expect(file.includes(Buffer.from('grand piano'))).toBe(false);
    }
  });

  test('is still found when its contact gets another name', () => {
    const { history } = heard();
    const contact = history.contact('anneke');
    if (!contact) throw new Error('no contact');
    put(history, { contacts: [{ ...contact, name: 'Anneke De Smet' }] });
    expect(find(history, 'smet piano')).toHaveLength(1);
  });

  test('put in another call’s place cannot be read', () => {
    const { history, path } = heard();
    history.insights.put(sampleInsights('other', ['Nothing of that']), 1);
    const db = new Sqlite(path);
    db.exec(
      "UPDATE insights SET locked = (SELECT locked FROM insights WHERE call_id = 'call') WHERE call_id = 'other'",
    );
    db.close();
    expect(history.insights.get('other')).toBeNull();
    expect(history.insights.get('call')?.revision).toBe(4);
  });
});

describe('what is to be fetched', () => {
  test('is what the office told of and is not here, newest call first, also after a restart', () => {
    const { history, reopen } = temporaryHistory();
    put(history, {
      calls: [answered('old', 'jonas', { startedAt: '2026-11-18T10:00:00.000Z' }), answered('new', 'jonas')],
    });
    history.apply([
      { id: 1, event: changedTo('old', 3) },
      { id: 2, event: changedTo('new', 7) },
    ]);
    const wanted = [
      { callId: 'new', revision: 7 },
      { callId: 'old', revision: 3 },
    ];
    expect(history.insights.wanted(10)).toEqual(wanted);
    const again = reopen().history;
    expect(again.insights.wanted(10)).toEqual(wanted);
    again.insights.put(sampleInsights('new', ['x'], { revision: 7 }), 7);
    expect(again.insights.wanted(10)).toEqual([{ callId: 'old', revision: 3 }]);
  });

  test('stays wanted when a newer one was told while the older came', () => {
    const { history } = temporaryHistory();
    history.apply([{ id: 1, event: changedTo('call', 3) }]);
    history.apply([{ id: 2, event: changedTo('call', 4) }]);
    history.insights.put(sampleInsights('call', ['x'], { revision: 3 }), 3);
    expect(history.insights.wanted(10)).toEqual([{ callId: 'call', revision: 4 }]);
    history.insights.put(sampleInsights('call', ['x'], { revision: 5 }), 4);
    expect(history.insights.wanted(10)).toEqual([]);
    // Told late, of what is here.
    history.apply([{ id: 3, event: changedTo('call', 5) }]);
    expect(history.insights.wanted(10)).toEqual([]);
  });

  test('is everything again when the key is another one', () => {
    const path = join(temporaryFolder(), 'history.db');
    const open = () => openHistory({ path, now: () => new Date(sampleNow), lock: memoryLock() }).history;
    const before = open();
    before.fill({ calls: [answered('call', 'jonas')] });
    before.insights.put(sampleInsights('call', [SENTENCE], { revision: 4 }), 4);
    before.close();
    const after = open();
    expect(after.insights.get('call')).toBeNull();
    expect(after.insights.wanted(10)).toEqual([{ callId: 'call', revision: 4 }]);
    expect(find(after, 'piano')).toEqual([]);
    after.close();
  });

  test('after a resync is what differs; what the office has no more goes', () => {
    const { history } = heard();
    history.insights.put(sampleInsights('other', ['Something else']), 1);
    history.beginFill();
    put(history, {
      calls: [answered('call', 'jonas'), answered('other', 'jonas')],
      recordings: [],
      insights: [{ callId: 'call', revision: 2 }],
    });
    history.finishFill(9);
    expect(history.insights.get('other')).toBeNull();
    expect(find(history, 'something')).toEqual([]);
    // A restored backup: older than what is here, and the truth all the same.
    expect(history.insights.wanted(10)).toEqual([{ callId: 'call', revision: 2 }]);
  });

  test('is asked for again when the call’s recording was removed: its words may be gone too', () => {
    const { history } = heard();
    const removed = { at: sampleNow, reason: 'demand' as const };
    const recording = sampleRecording('rec', soundBytes(10), { callId: 'call', removed });
    history.apply([{ id: 1, event: { type: 'recording_changed', recording, hops } }]);
    expect(history.insights.wanted(10)).toEqual([{ callId: 'call', revision: 5 }]);
    history.insights.put(sampleInsights('call', [SENTENCE], { revision: 4 }), 5);
    expect(history.insights.wanted(10)).toEqual([]);
  });

  test('stays as it is when an older relay knows nothing of it', () => {
    const { history } = heard();
    history.beginFill();
    put(history, { calls: [answered('call', 'jonas')] });
    history.finishFill(9);
    expect(history.insights.get('call')?.revision).toBe(4);
  });
});

describe('an edit that waits', () => {
  const correct = (text: string) => ({
    kind: 'edit_insights' as const,
    callId: 'call',
    edit: { edit: 'segment' as const, segmentId: 's1', text },
  });

  test('is shown and found at once, and after a restart', () => {
    const { history, reopen } = heard();
    history.changes.add(correct('The bailiff seized the harpsichord'), sampleNow);
    const look = (of: History) => {
      expect(of.insights.get('call')?.transcript.segments[1]).toMatchObject({
        text: 'The bailiff seized the harpsichord',
        edited: { byPersonId: 'jonas', byName: 'Jonas Peeters', at: sampleNow, original: SENTENCE },
      });
      expect(find(of, 'harpsichord')).toHaveLength(1);
      expect(find(of, 'grand')).toEqual([]);
    };
    look(history);
    look(reopen().history);
  });

  test('that the office refused is gone: its own words show again', () => {
    const { history } = heard();
    const { seq } = history.changes.add(correct('Nonsense'), sampleNow);
    history.changes.drop(seq);
    expect(history.insights.get('call')?.transcript.segments[1]?.text).toBe(SENTENCE);
    expect(find(history, 'nonsense')).toEqual([]);
    expect(find(history, 'grand')).toHaveLength(1);
  });

  test('that the office took stays until its own words are here', () => {
    const { history } = heard();
    const { seq } = history.changes.add(correct('The harpsichord'), sampleNow);
    history.changes.done(seq);
    expect(history.insights.get('call')?.transcript.segments[1]?.text).toBe('The harpsichord');
    expect(find(history, 'harpsichord')).toHaveLength(1);
    history.insights.put(sampleInsights('call', ['Good morning', 'As the office has it'], { revision: 5 }), 5);
    expect(find(history, 'harpsichord')).toEqual([]);
  });
});

test('an index of an older version is made anew once, with everything in it', () => {
  const { history, path, reopen } = heard();
  history.close();
  const db = new Sqlite(path);
  // As migration 90 leaves it.
  db.exec(
    "DELETE FROM call_search; DELETE FROM contact_search; UPDATE facts SET value = '1' WHERE key = 'index_again'",
  );
  db.close();
  const again = reopen().history;
  expect(again.findContacts('anneke', 10)).toHaveLength(1);
  expect(find(again, 'anneke')).toHaveLength(1);
  expect(find(again, 'grand piano')).toHaveLength(1);
});

import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { History } from '../../../../src-main/history/history.ts';
import type { CallFilter, TextPiece } from '../../../../src-preload/contract.ts';
import {
  anneke,
  answered,
  changed,
  messageChanged,
  missed,
  sampleCall,
  sampleMessage,
  sampleNow,
  sentMessage,
  verhulstMatter,
} from './sample-firm.ts';
import { everything, put, temporaryHistory, viewer, withoutCountedColumns } from './temporary-history.ts';

const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };
const at = (time: string) => `2026-11-${time}:00.000Z`;
const unknown = { contactId: null, matterId: null };
const hits = (pieces: TextPiece[] | null | undefined) => pieces?.filter((p) => p.hit).map((p) => p.text);
const ids = (history: History, more: { filter?: CallFilter; search?: string } = {}, personId = 'jonas') =>
  history.list({ ...everything, ...more }, { ...viewer, personId }).rows.map((row) => row.id);
/** As the stream brings them, each with an id of its own. */
function arrive(history: History, ...messages: ReturnType<typeof sampleMessage>[]): void {
  const first = history.cursor() + 1;
  history.apply(messages.map((message, i) => ({ id: first + i, event: messageChanged(message) })));
}

describe('messages in the list', () => {
  test('stand among the calls in the order of their times, and count with them', () => {
    const { history } = temporaryHistory();
    put(history, {
      calls: [missed('c1', { startedAt: at('18T10:00') }), answered('c3', 'jonas', { startedAt: at('19T10:00') })],
      messages: [sampleMessage('m2', { at: at('18T11:00') }), sentMessage('m4', { at: at('19T11:00') })],
    });
    const { rows, total, totalCached, days } = history.list(everything, viewer);
    expect(rows.map((row) => `${row.kind} ${row.id}`)).toEqual(['message m4', 'call c3', 'message m2', 'call c1']);
    expect({ total, totalCached, days }).toEqual({
      total: 4,
      totalCached: 4,
      days: [
        { day: '2026-11-19', count: 2 },
        { day: '2026-11-18', count: 2 },
      ],
    });
    expect(rows[2]).toMatchObject({
      title: 'Anneke Verhulst',
      titleIsNumber: false,
      role: 'client',
      matter: { number: '2026/0318' },
      lineName: 'Litigation line',
      messageKind: 'sms',
      number: '+32440271836',
      text: 'The signed protocol is in the post',
      byName: null,
    });
    expect(rows[0]).toMatchObject({ direction: 'outbound', state: 'sent', byName: 'Jonas Peeters' });
  });

  test('of the same millisecond as calls, windows of the list have neither gap nor repetition', () => {
    const { history } = temporaryHistory();
    const moment = at('19T09:00');
    for (let i = 0; i < 20; i++) {
      put(history, { calls: [sampleCall(`call ${i}`, { startedAt: moment })] });
      put(history, { messages: [sampleMessage(`message ${i}`, { at: moment })] });
    }
    const windows = [0, 15, 30, 45].map((offset) => history.list({ ...everything, offset, limit: 15 }, viewer).rows);
    expect(windows.map((rows) => rows.length)).toEqual([15, 15, 10, 0]);
    expect(new Set(windows.flat().map((row) => row.id)).size).toBe(40);
  });

  test('a sender that is a word, a withheld one and an unknown number have their titles', () => {
    const { history } = temporaryHistory();
    put(history, {
      messages: [
        sampleMessage('word', { ...unknown, fromNumber: null, senderName: 'Proximus', at: at('19T03:00') }),
        sampleMessage('withheld', { ...unknown, fromNumber: null, at: at('19T02:00') }),
        sampleMessage('number', { ...unknown, fromNumber: '+33639984107', at: at('19T01:00') }),
      ],
    });
    expect(history.list(everything, viewer).rows).toMatchObject([
      { title: 'Proximus', titleIsNumber: false, role: 'unknown', number: null },
      { title: null, titleIsNumber: false },
      { title: '+33 6 39 98 41 07', titleIsNumber: true },
    ]);
  });

  test('a fax has pages and no text', () => {
    const { history } = temporaryHistory();
    put(history, { messages: [sampleMessage('fax', { kind: 'fax', body: '', pages: 4 })] });
    expect(history.list(everything, viewer).rows).toMatchObject([{ messageKind: 'fax', text: '', pages: 4 }]);
  });

  test('a message whose time is corrected moves to its true place and stays one message', () => {
    const { history } = temporaryHistory();
    arrive(history, sampleMessage('a', { at: at('19T10:00') }), sampleMessage('b', { at: at('18T10:00') }));
    arrive(history, sampleMessage('a', { at: at('17T10:00') }));
    expect(ids(history)).toEqual(['b', 'a']);
    expect(ids(history, { search: 'protocol' })).toEqual(['b', 'a']);
    expect(ids(history, { filter: 'mine' })).toEqual(['b', 'a']);
    expect(history.counts().messages).toBe(2);
  });
});

describe('filters', () => {
  function mixed() {
    const { history } = temporaryHistory();
    const elsewhere = { toNumber: '+3225550100' };
    put(history, {
      calls: [missed('call on my line', { startedAt: at('19T10:05') })],
      messages: [
        sampleMessage('to my line', { at: at('19T10:04') }),
        sampleMessage('to me', { ...elsewhere, personId: 'jonas', at: at('19T10:03') }),
        sentMessage('by me', { fromNumber: '+3225550100', at: at('19T10:02') }),
        sampleMessage('to Sofie', { ...elsewhere, personId: 'sofie', at: at('19T10:01') }),
      ],
    });
    return history;
  }

  test('"messages" has all of them and no call; "unreturned" and "voicemail" have none', () => {
    const history = mixed();
    expect(ids(history, { filter: 'messages' })).toEqual(['to my line', 'to me', 'by me', 'to Sofie']);
    expect(ids(history, { filter: 'unreturned' })).toEqual(['call on my line']);
    expect(ids(history, { filter: 'voicemail' })).toEqual([]);
  });

  test('"mine" has those to me, to my lines and by me, between my calls', () => {
    expect(ids(mixed(), { filter: 'mine' })).toEqual(['call on my line', 'to my line', 'to me', 'by me']);
    expect(ids(mixed(), { filter: 'mine' }, 'sofie')).toEqual(['to Sofie']);
  });

  test('a line that becomes mine brings its messages along, a line that is no more mine takes them away', () => {
    const history = mixed();
    const sofie = history.person('sofie');
    if (!sofie) throw new Error('no Sofie');
    const lines = (own: string[], id: number) =>
      history.apply([{ id, event: { type: 'person_changed', person: { ...sofie, lines: own }, hops } }]);
    lines(['+3225550101'], 1);
    expect(ids(history, { filter: 'mine' }, 'sofie')).toEqual(['call on my line', 'to my line', 'to Sofie']);
    lines([], 2);
    expect(ids(history, { filter: 'mine' }, 'sofie')).toEqual(['to Sofie']);
  });
});

describe('search', () => {
  test('one search finds calls and messages, by words of the text, name, number and matter', () => {
    const { history } = temporaryHistory();
    const note = { value: 'Asked for the protocol', byPersonId: 'sofie', byName: 'Sofie', at: sampleNow };
    put(history, {
      calls: [answered('call', 'sofie', { note, startedAt: at('19T10:00') })],
      messages: [sampleMessage('sms', { at: at('19T11:00') })],
    });
    for (const search of ['protocol', 'verhulst', '0440 27', '2026/0318', 'anneke prot'])
      expect(ids(history, { search })).toEqual(['sms', 'call']);
    expect(ids(history, { search: 'signed' })).toEqual(['sms']);
    expect(ids(history, { search: 'protocol', filter: 'messages' })).toEqual(['sms']);
    const [row] = history.list({ ...everything, search: 'signed ann' }, viewer).rows;
    expect(hits(row?.snippet)).toEqual(['signed']);
    expect(hits(row?.titleMarks)).toEqual(['Ann']);
  });

  test('finds a sender that is a word, and marks it', () => {
    const { history } = temporaryHistory();
    arrive(history, sampleMessage('word', { ...unknown, fromNumber: null, senderName: 'Proximus' }));
    const [row] = history.list({ ...everything, search: 'prox' }, viewer).rows;
    expect(hits(row?.titleMarks)).toEqual(['Prox']);
  });

  test('follows a contact and a matter that are renamed, and a late link', () => {
    const { history } = temporaryHistory();
    arrive(history, sampleMessage('linked'), sampleMessage('late', unknown));
    history.apply([
      { id: 3, event: { type: 'contact_changed', contact: { ...anneke, name: 'Anneke Maes' }, hops } },
      { id: 4, event: { type: 'matter_changed', matter: { ...verhulstMatter, title: 'Appeal' }, hops } },
    ]);
    expect(ids(history, { search: 'maes' })).toEqual(['linked']);
    expect(ids(history, { search: 'appeal' })).toEqual(['linked']);
    arrive(history, sampleMessage('late'));
    expect(ids(history, { search: 'maes' }).sort()).toEqual(['late', 'linked']);
    expect(ids(history, { search: 'protocol' })).toHaveLength(2);
  });

  test('finds what the provider added to a call: comment, tags, summary; and shows where', () => {
    const { history } = temporaryHistory();
    const added = {
      tags: ['Expertise', 'urgent'],
      comment: 'Wants the valuation before Friday',
      recording: null,
      hasTranscription: false,
      summary: 'The bailiff will serve the summons.',
      digits: null,
    };
    history.apply([{ id: 1, event: changed(answered('a', 'sofie'), 'answered') }]);
    history.apply([{ id: 2, event: changed({ ...answered('a', 'sofie'), added }, 'added') }]);
    expect(ids(history, { search: 'valuation' })).toEqual(['a']);
    expect(ids(history, { search: 'urgent' })).toEqual(['a']);
    const [row] = history.list({ ...everything, search: 'bailiff' }, viewer).rows;
    expect(hits(row?.snippet)).toEqual(['bailiff']);
    expect(history.detail('a', viewer)?.added).toEqual(added);
  });
});

describe('unseen messages', () => {
  test('what comes in is unseen until somebody opened it on this computer, also after a restart', () => {
    const { history, reopen } = temporaryHistory();
    arrive(history, sampleMessage('a'), sampleMessage('b'), sentMessage('mine'));
    expect(history.unseenMessages()).toBe(2);
    expect(history.messagesSeen(['a', 'nobody', 'mine'])).toEqual(['a']);
    expect(history.messagesSeen(['a'])).toEqual([]);
    expect(history.list(everything, viewer).unseenMessages).toBe(1);
    const again = reopen().history;
    expect(again.unseenMessages()).toBe(1);
    const rows = again.list({ ...everything, filter: 'messages' }, viewer).rows;
    expect(rows.filter((row) => row.kind === 'message' && row.unseen).map((row) => row.id)).toEqual(['b']);
  });

  test('a change of a seen message does not make it unseen again, a replay neither', () => {
    const { history } = temporaryHistory();
    arrive(history, sampleMessage('a', unknown));
    history.messagesSeen(['a']);
    arrive(history, sampleMessage('a'));
    history.apply([{ id: 1, event: messageChanged(sampleMessage('a', unknown)) }]);
    expect(history.unseenMessages()).toBe(0);
  });

  test('those from before this computer was connected are no news; those that a resync brings are', () => {
    const { history } = temporaryHistory({ empty: true });
    history.beginFill();
    put(history, { messages: [sampleMessage('old')] });
    history.finishFill(1);
    expect(history.unseenMessages()).toBe(0);
    history.beginFill();
    put(history, { messages: [sampleMessage('old'), sampleMessage('of the gap'), sentMessage('mine')] });
    history.finishFill(2);
    expect(history.unseenMessages()).toBe(1);
  });
});

describe('fill and resync', () => {
  test('messages and blocked numbers that the relay has no more are gone, with everything that pointed at them', () => {
    const { history, path } = temporaryHistory();
    const blocked = (number: string) => ({ number, comment: '', byName: 'Sofie', at: sampleNow });
    put(history, {
      messages: [sampleMessage('gone'), sampleMessage('stays')],
      blocked: [blocked('+33639984107'), blocked('+32440271836')],
    });
    history.beginFill();
    put(history, { contacts: [anneke], messages: [sampleMessage('stays')], blocked: [blocked('+32440271836')] });
    expect(history.counts().messages).toBe(2);
    history.finishFill(9);
    expect(ids(history)).toEqual(['stays']);
    expect(ids(history, { search: 'protocol' })).toEqual(['stays']);
    expect(history.blockedNumbers().map(({ number }) => number)).toEqual(['+32440271836']);
    const db = new Sqlite(path, { readonly: true });
    expect(db.prepare('SELECT count(DISTINCT seq) FROM call_people').pluck().get()).toBe(1);
    db.close();
  });

  test('calls that an older version stored can be read, and everything is fetched once more', () => {
    const { history, path, reopen } = temporaryHistory();
    put(history, { calls: [missed('old')] });
    history.changes.add({ kind: 'edit_call', callId: 'old', note: 'Waits' }, sampleNow);
    history.close();
    // As version 40 left it.
    const db = new Sqlite(path);
    withoutCountedColumns(db);
    db.exec(`DROP TABLE messages; DROP TABLE blocked_numbers;
      DROP TABLE recordings; DROP TABLE own_audio; DROP TABLE removals; DROP TABLE insights; DROP TABLE items;
      DROP INDEX contact_numbers_national; ALTER TABLE contact_numbers DROP COLUMN national;
      DROP INDEX contacts_by_name; ALTER TABLE contacts DROP COLUMN sort_name;
      ALTER TABLE contacts DROP COLUMN truth; ALTER TABLE matters DROP COLUMN truth;
      DROP INDEX calls_unheard; ALTER TABLE calls DROP COLUMN unheard; PRAGMA user_version = 40;
      UPDATE call_bodies SET body = json_remove(body, '$.added', '$.healed'),
        shown = json_remove(shown, '$.added', '$.healed')`);
    db.close();
    const again = reopen().history;
    expect(again.detail('old', viewer)).toMatchObject({
      note: { text: 'Waits' },
      healed: false,
      added: { tags: [], comment: null, recording: null, summary: null },
    });
    expect(again.list({ ...everything, search: 'waits' }, viewer).total).toBe(1);
    expect(again.fillFinished()).toBe(false);
    expect(again.changes.count()).toBe(1);
  });
});

describe('the detail of a call', () => {
  test('mixes earlier calls and messages with this contact or number, newest first, ten of them', () => {
    const { history } = temporaryHistory();
    put(history, {
      calls: [
        sampleCall('now'),
        ...Array.from({ length: 8 }, (_, i) => missed(`call ${i}`, { startedAt: at(`1${i}T10:00`) })),
      ],
      messages: [
        ...Array.from({ length: 8 }, (_, i) => sampleMessage(`sms ${i}`, { at: at(`1${i}T11:00`) })),
        sentMessage('answer', { ...unknown, at: at('19T08:00') }),
        sampleMessage('later', { at: at('19T12:00') }),
        sampleMessage('somebody else', { ...unknown, fromNumber: '+33639984107' }),
      ],
    });
    const earlier = history.detail('now', viewer)?.earlier;
    expect(earlier?.map(({ id }) => id).slice(0, 5)).toEqual(['answer', 'sms 7', 'call 7', 'sms 6', 'call 6']);
    expect(earlier).toHaveLength(10);
    expect(earlier?.[0]).toMatchObject({ kind: 'sms', direction: 'outbound', byName: 'Jonas Peeters' });
    expect(earlier?.[2]).toMatchObject({ kind: 'call', outcome: 'missed' });
  });

  test('says whether the number is blocked and whether the call was healed', () => {
    const { history } = temporaryHistory();
    put(history, { calls: [missed('a', { healed: true })] });
    expect(history.detail('a', viewer)).toMatchObject({ blocked: false, healed: true });
    const number = '+32440271836';
    const blocked = { number, comment: 'Threats', byName: 'Sofie Maes', at: sampleNow };
    history.apply([{ id: 1, event: { type: 'number_blocked', number, blocked, hops } }]);
    expect(history.detail('a', viewer)?.blocked).toBe(true);
    expect(history.blockedNumbers()).toEqual([blocked]);
    history.apply([{ id: 2, event: { type: 'number_blocked', number, blocked: null, hops } }]);
    expect(history.detail('a', viewer)?.blocked).toBe(false);
    expect(history.blockedNumbers()).toEqual([]);
  });
});

describe('a conversation', () => {
  test('has everything with a number, oldest first, with who sent it and why one failed', () => {
    const { history } = temporaryHistory();
    put(history, {
      messages: [
        sentMessage('2', { at: at('19T10:01'), state: 'failed', failure: 'provider_no_credit' }),
        sampleMessage('1', { at: at('19T10:00') }),
        sentMessage('3', { at: at('19T10:02'), state: 'unconfirmed', personId: 'sofie' }),
        sentMessage('4', { at: at('19T10:03'), state: 'failed', failure: 'of a newer relay' }),
        sampleMessage('other', { ...unknown, fromNumber: '+33639984107' }),
      ],
    });
    const conversation = history.conversation({ number: '+32440271836', messageId: null });
    expect(conversation).toMatchObject({
      title: 'Anneke Verhulst',
      role: 'client',
      numberFormatted: '+32 440 27 18 36',
    });
    expect(conversation?.entries).toMatchObject([
      { id: '1', direction: 'inbound', byName: null, failure: null },
      { id: '2', state: 'failed', failure: 'provider_no_credit', byName: 'Jonas Peeters' },
      { id: '3', state: 'unconfirmed', byName: 'Sofie Maes' },
      { id: '4', failure: 'failed' },
    ]);
    expect(history.conversation({ number: null, messageId: '1' })).toEqual(conversation);
  });

  test('with somebody who never wrote is empty and has the contact’s name', () => {
    const { history } = temporaryHistory();
    expect(history.conversation({ number: '+3220008410', messageId: null })).toMatchObject({
      title: 'Tom Wauters',
      organisation: 'Immo Delta NV',
      entries: [],
    });
  });

  test('of a message without a number stands alone; of an unknown message there is none', () => {
    const { history } = temporaryHistory();
    const word = { ...unknown, fromNumber: null, senderName: 'Proximus' };
    put(history, { messages: [sampleMessage('a', word), sampleMessage('b', word)] });
    const conversation = history.conversation({ number: null, messageId: 'a' });
    expect(conversation).toMatchObject({ number: null, title: 'Proximus', titleIsNumber: false });
    expect(conversation?.entries.map(({ id }) => id)).toEqual(['a']);
    expect(history.conversation({ number: null, messageId: 'nobody' })).toBeNull();
    expect(history.conversation({ number: null, messageId: null })).toBeNull();
  });
});

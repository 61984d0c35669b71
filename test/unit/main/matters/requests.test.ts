import { beforeEach, describe, expect, test } from 'vitest';
import { emptyContact, type Contact } from '@callbrief/relay/wire/directory';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { createContactRequests } from '../../../../src-main/contacts/requests.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { createMatterRequests } from '../../../../src-main/matters/requests.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { put, temporaryHistory, viewer } from '../history/temporary-history.ts';
import {
  anneke,
  answered,
  delcourt,
  missed,
  sampleMessage,
  sampleNow,
  sofie,
  tom,
  verhulstMatter,
} from '../history/sample-firm.ts';

let history: History;
let matters: ReturnType<typeof createMatterRequests>;
let contacts: ReturnType<typeof createContactRequests>;
let policy: CapturePolicy | null;
let isHidden: boolean;

beforeEach(() => {
  ({ history } = temporaryHistory());
  policy = null;
  isHidden = false;
  let ids = 0;
  let writings = 0;
  const deps = {
    history: () => history,
    write: (changes: Parameters<History['changes']['add']>[0][]) => {
      // Each a moment after the last, as people write.
      for (const change of changes)
        history.changes.add(change, new Date(Date.parse(sampleNow) + (writings += 1)).toISOString());
    },
    client: () => null,
    viewer: () => viewer,
    isHidden: () => isHidden,
    newId: () => `id-${(ids += 1)}`,
    log: silentLog,
  };
  matters = createMatterRequests({ ...deps, policy: () => policy, language: () => 'en' });
  contacts = createContactRequests(deps);
});

const all = { matterId: 'm-0318', filter: 'all', find: '', offset: 0, limit: 100 } as const;
const hoursAgo = (hours: number) => new Date(Date.parse(sampleNow) - hours * 3_600_000).toISOString();

describe('the timeline of a matter', () => {
  beforeEach(async () => {
    put(history, {
      calls: [
        answered('talk', 'sofie', { startedAt: hoursAgo(1) }),
        missed('rang', { startedAt: hoursAgo(30) }),
        answered('elsewhere', 'sofie', { startedAt: hoursAgo(2), matterId: null }),
        missed('voice', { startedAt: hoursAgo(3), outcome: 'voicemail', voicemail: { durationSeconds: 38 } }),
      ],
      messages: [
        sampleMessage('sms', { at: hoursAgo(26), body: 'The protocol is in the post' }),
        sampleMessage('fax', { at: hoursAgo(4), kind: 'fax', body: '', pages: 3 }),
      ],
    });
    await matters['matters:add-task']({ matterId: 'm-0318', text: 'Send the draft summons on Friday' });
  });

  test('has calls, messages, tasks and deadlines under their days, the newest first and what is to come on top', () => {
    const { entries, days, total, coming } = matters['matters:timeline'](all);
    expect(entries.map(({ key }) => key)).toEqual([
      'deadline d3',
      'deadline d2',
      expect.stringMatching(/^task /),
      'call talk',
      'call voice',
      'message fax',
      'message sms',
      'call rang',
      'deadline d1',
    ]);
    expect(coming).toBe(2);
    expect(total).toBe(9);
    expect(days).toEqual([
      { day: '2026-12-01', count: 1 },
      { day: '2026-11-26', count: 1 },
      { day: '2026-11-19', count: 4 },
      { day: '2026-11-18', count: 2 },
      { day: '2026-11-02', count: 1 },
    ]);
  });

  test('counts each kind, and shows one alone', () => {
    const { counts } = matters['matters:timeline'](all);
    expect(counts).toEqual({ all: 9, calls: 2, sms: 1, fax: 1, voicemail: 1, tasks: 1 });
    expect(matters['matters:timeline']({ ...all, filter: 'voicemail' }).entries.map(({ key }) => key)).toEqual([
      'call voice',
    ]);
  });

  test('is searched in texts of messages, notes, tasks and deadlines, and not in other matters', () => {
    matters['matters:add-note']({ callId: 'talk', text: 'Disputes page 12' });
    matters['matters:add-note']({ callId: 'elsewhere', text: 'Disputes page 12' });
    const found = (find: string) => matters['matters:timeline']({ ...all, find }).entries.map(({ key }) => key);
    expect(found('protocol')).toEqual(['message sms']);
    expect(found('disputes')).toEqual(['call talk']);
    expect(found('summons')).toHaveLength(1);
    expect(found('hearing')).toEqual(['deadline d2']);
    expect(found('nowhere')).toEqual([]);
  });

  test('a task that was done stands where it was done, with who did it', () => {
    const [task] = history.items.of('task', { matterId: 'm-0318' });
    history.changes.add(
      { kind: 'edit_item', item: 'task', itemId: task?.id ?? '', editId: 'done', set: { state: 'done' }, did: null },
      hoursAgo(-1),
    );
    const { entries } = matters['matters:timeline']({ ...all, filter: 'tasks' });
    expect(entries).toMatchObject([{ kind: 'task', state: 'done', byName: 'Jonas Peeters' }]);
  });

  test('two texts of one note are both kept: what is added stands under what was there', () => {
    matters['matters:add-note']({ callId: 'talk', text: 'First' });
    matters['matters:add-note']({ callId: 'talk', text: 'Second' });
    expect(history.call('talk')?.note?.value).toBe('First\nSecond');
  });

  test('a window of 2,000 entries is read without reading the others', () => {
    const calls = Array.from({ length: 2_000 }, (_, n) =>
      answered(`many-${n}`, 'sofie', { startedAt: hoursAgo(40 + n) }),
    );
    put(history, { calls });
    const whole = history;
    const read: string[] = [];
    history = {
      ...whole,
      call(id) {
        read.push(id);
        return whole.call(id);
      },
    };
    const { entries, total } = matters['matters:timeline']({ ...all, offset: 1_500, limit: 60 });
    history = whole;
    expect(total).toBe(2_009);
    expect(entries).toHaveLength(60);
    expect(read).toHaveLength(60);
  });
});

describe('a matter', () => {
  test('says who works on it, what is next, who is represented and what may be recorded', () => {
    policy = {
      revision: 1,
      otherwise: { audio: 'record', analyse: true, mayLeaveMachine: true, regions: ['eu'] },
      rules: [
        {
          id: 'r1',
          when: { lines: [], countries: [], matterIds: ['m-0318'], contactIds: [] },
          audio: 'notes',
          analyse: true,
          mayLeaveMachine: true,
        },
      ],
      retention: { audioDays: 183, textDays: 365 },
    };
    const view = matters['matters:get']({ matterId: 'm-0318' });
    expect(view).toMatchObject({
      responsible: { shortName: 'Me C. Delcourt' },
      next: [{ id: 'd2' }, { id: 'd3' }],
      represented: true,
      restrictedTo: null,
      rules: { audio: 'notes', analysis: 'regions', regions: ['eu'], audioDays: 183, ownRule: true },
      waiting: false,
    });
    expect(view?.parties.map(({ name }) => name)).toEqual(['Anneke Verhulst', 'Tom Wauters']);
  });

  test('counts what is owed in it, and says which callbacks are overdue', async () => {
    await matters['matters:add-task']({ matterId: 'm-0318', text: 'Call the expert' });
    for (const [id, dueAt] of [
      ['late', hoursAgo(1)],
      ['later', hoursAgo(-1)],
    ] as const)
      history.changes.add(
        { kind: 'edit_item', item: 'callback', itemId: id, editId: id, set: { matterId: 'm-0318', dueAt }, did: null },
        sampleNow,
      );
    expect(matters['matters:get']({ matterId: 'm-0318' })?.open).toMatchObject({ callbacks: 2, overdue: 1, tasks: 1 });
    const { rows } = matters['matters:list']({ filter: 'open', search: '', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ number: '2026/0318', callbacks: 2, tasks: 1, clients: ['Anneke Verhulst'] }]);
  });

  test('is edited field by field, also offline, and shows what waits', () => {
    const parties = [{ contactId: 'tom', role: 'opposing_party' as const, representedBy: 'Me X' }];
    expect(matters['matters:save']({ matterId: 'm-0318', isNew: false, set: { parties } })).toEqual({ result: 'kept' });
    expect(matters['matters:get']({ matterId: 'm-0318' })).toMatchObject({
      title: 'Verhulst / Immo Delta',
      waiting: true,
      parties: [{ representedBy: 'Me X' }],
    });
  });

  test('that was removed elsewhere is not written to, and the form is told', () => {
    const set = { title: 'Typed' };
    expect(matters['matters:save']({ matterId: 'gone', isNew: false, set })).toEqual({ result: 'gone' });
    expect(history.changes.count()).toBe(0);
    expect(matters['matters:form']({ matterId: 'gone' })).toBeNull();
  });

  test('is found by number, title, lawyer and party; without case and accents', () => {
    put(history, {
      matters: [
        { ...verhulstMatter, id: 'm-2', number: '2026/99', title: 'Élan', responsiblePersonId: null, parties: [] },
      ],
    });
    const found = (search: string) =>
      matters['matters:list']({ filter: 'open', search, offset: 0, limit: 10 }).rows.map(({ number }) => number);
    expect(found('')).toEqual(['2026/0318', '2026/99']);
    expect(found('elan')).toEqual(['2026/99']);
    expect(found('0318')).toEqual(['2026/0318']);
    expect(found('wauters')).toEqual(['2026/0318']);
    expect(found('delcourt')).toEqual(['2026/0318']);
    expect(found('nobody')).toEqual([]);
  });

  test('the reception changes people and dates alone, and opens no matters', () => {
    history.setOffice({ ...history.office()!, personId: 'sofie' });
    put(history, { people: [sofie, delcourt] });
    expect(matters['matters:get']({ matterId: 'm-0318' })?.may).toEqual({
      edit: 'parties_and_deadlines',
      remove: false,
    });
    expect(matters['matters:list']({ filter: 'open', search: '', offset: 0, limit: 10 }).mayCreate).toBe(false);
  });

  test('is removed with a connection only', async () => {
    expect(await matters['matters:remove']({ matterId: 'm-0318' })).toEqual({
      result: 'refused',
      refusal: 'offline',
      detail: null,
    });
  });
});

describe('contacts', () => {
  const named = (id: string, name: string, number: string): Contact => ({
    ...emptyContact,
    id,
    name,
    numbers: [{ number, kind: 'work', shared: false }],
    updatedAt: sampleNow,
  });

  test('stand in the order of their names, whatever their accents, in windows', () => {
    put(history, { contacts: [named('e', 'Étude Vandamme', '+3220003318'), named('z', 'zorg', '+3220003319')] });
    const { rows, total } = contacts['contacts:list']({ search: '', offset: 0, limit: 3 });
    expect(rows.map(({ name }) => name)).toEqual(['Anneke Verhulst', 'Dr. Matthias Kröger', 'Étude Vandamme']);
    expect(total).toBe(5);
    expect(contacts['contacts:list']({ search: '', offset: 3, limit: 3 }).rows.map(({ name }) => name)).toEqual([
      'Tom Wauters',
      'zorg',
    ]);
  });

  test('are found by organisation and by number as it is typed', () => {
    const found = (search: string) =>
      contacts['contacts:list']({ search, offset: 0, limit: 10 }).rows.map(({ name }) => name);
    expect(found('immo')).toEqual(['Tom Wauters']);
    expect(found('0440 27')).toEqual(['Anneke Verhulst']);
    expect(found('!!')).toEqual([]);
  });

  test('a card says in which matters they are, when they called, and what goes with them', () => {
    put(history, { calls: [answered('talk', 'sofie', { startedAt: hoursAgo(1) })], messages: [sampleMessage('sms')] });
    expect(contacts['contacts:get']({ contactId: anneke.id })).toMatchObject({
      numbers: [{ formatted: '+32 440 27 18 36' }],
      matters: [{ number: '2026/0318', role: 'client', status: 'open' }],
      calls: [{ id: 'talk' }],
      has: { calls: 1, messages: 1, matters: 1, items: 0 },
    });
    const { rows } = contacts['contacts:list']({ search: 'verhulst', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ openMatters: 1, lastContactAt: '2026-11-19T11:40:00.000Z' }]);
  });

  test('a number is read as it is written in the firm’s country', () => {
    expect(contacts['contacts:read-number']({ text: '0440 27 18 36' })).toEqual({
      number: '+32440271836',
      formatted: '+32 440 27 18 36',
    });
    expect(contacts['contacts:read-number']({ text: '2026/0318' })).toBeNull();
  });

  test('one that was merged elsewhere is not written to; a new one is made', () => {
    expect(contacts['contacts:save']({ contactId: 'gone', isNew: false, set: { name: 'X' } })).toEqual({
      result: 'gone',
    });
    expect(contacts['contacts:save']({ contactId: 'new', isNew: true, set: { name: 'New one' } })).toEqual({
      result: 'kept',
    });
    expect(contacts['contacts:get']({ contactId: 'new' })).toMatchObject({ waiting: true });
  });

  test('while somebody else may look on, lists and cards have initials, and the form stays as it is', async () => {
    await matters['matters:add-task']({ matterId: 'm-0318', text: 'Call Anneke Verhulst' });
    isHidden = true;
    const shown = JSON.stringify([
      matters['matters:list']({ filter: 'open', search: '', offset: 0, limit: 10 }),
      matters['matters:get']({ matterId: 'm-0318' }),
      matters['matters:timeline'](all),
      contacts['contacts:list']({ search: '', offset: 0, limit: 10 }),
      contacts['contacts:get']({ contactId: anneke.id }),
    ]);
    expect(shown).not.toMatch(/Verhulst|Wauters|Immo|440 27/);
    expect(shown).toMatch(/A\. V\./);
    expect(contacts['contacts:form']({ contactId: anneke.id })).toMatchObject({ fields: { name: 'Anneke Verhulst' } });
  });

  test('duplicates and merging need a connection, and say so', async () => {
    expect(await contacts['contacts:duplicates']()).toEqual({ refused: 'offline' });
    expect(await contacts['contacts:merge']({ from: tom.id, into: anneke.id })).toMatchObject({ refusal: 'offline' });
  });
});

import { describe, expect, it } from 'vitest';
import type { CallbackDetail, CallbackRow } from '../../../../src-preload/contract/callbacks.ts';
import type { TaskRow } from '../../../../src-preload/contract/tasks.ts';
import type { TimeRow } from '../../../../src-preload/contract/time.ts';
import type { WindowName } from '../../../../src-preload/window-topics.ts';
import type { RequestHandlers } from '../../../../src-main/ipc/answer-request.ts';
import { maskAnswers } from '../../../../src-main/privacy/mask-answers.ts';
import { maskTaskNotice } from '../../../../src-main/privacy/mask-task.ts';

const matter = { id: 'm1', number: '2026/0318', title: 'Verhulst / Immo Delta' };
const sofie = { id: 'sofie', name: 'Sofie Maes', shortName: 'Me S. Maes', isMe: true };

const waiting: CallbackRow = {
  id: 'of-c1',
  group: 'overdue',
  callId: 'c1',
  title: 'Anneke Verhulst',
  titleIs: 'contact',
  role: 'client',
  byMachine: false,
  matter,
  reason: 'Wants to settle for 40 000',
  for: { kind: 'person', id: 'sofie', name: 'Me S. Maes' },
  owner: sofie,
  dueFrom: null,
  dueAt: '2026-11-19T12:00:00.000Z',
  urgency: 'normal',
  status: 'please_call_back',
  closed: null,
  mine: true,
  ofMyLawyers: false,
};
const byNumber: CallbackRow = { ...waiting, id: 'of-c2', title: '+32 440 27 18 36', titleIs: 'number', matter: null };
const detail: CallbackDetail = {
  ...waiting,
  contactId: 'anneke',
  organisation: 'Bakkerij Verhulst',
  number: '+32440271836',
  numberFormatted: '+32 440 27 18 36',
  matterLawyer: 'Me C. Delcourt',
  represented: { by: 'Me P. Janssens' },
  noted: null,
  passage: null,
  canReopen: false,
  happened: [],
};
const task: TaskRow = {
  id: 't1',
  group: 'today',
  kind: 'task',
  title: 'Send Verhulst the offer of 40 000',
  quote: 'I will send the offer tomorrow',
  due: null,
  remindAt: null,
  assignee: sofie,
  fromName: null,
  call: { id: 'c1', title: 'Anneke Verhulst', at: '2026-11-19T09:00:00.000Z' },
  contactName: 'Anneke Verhulst',
  matter,
  byMachine: false,
  mine: true,
  done: null,
};
const entry: TimeRow = {
  entryId: 'e1',
  callId: 'c1',
  personId: 'sofie',
  personName: 'Me S. Maes',
  isMine: true,
  state: 'draft',
  date: '2026-11-19',
  measuredSeconds: 300,
  minutes: 6,
  activityCode: 'A106',
  narrative: 'Settlement with Verhulst',
  narrativeFrom: 'note',
  startedAt: '2026-11-19T09:00:00.000Z',
  withWhom: '+32 440 27 18 36',
  matter: { number: matter.number, title: matter.title },
  second: 'none',
  exported: null,
  waiting: false,
};
const found = { contactId: 'anneke', name: 'Anneke Verhulst', organisation: 'Bakkerij Verhulst', matter };

/** What is asked for here, answered as on any computer. */
function ask({ hidden = true }: { hidden?: boolean } = {}) {
  const revealed = new Set<WindowName>();
  const written: unknown[] = [];
  const write = (asked: unknown) => void written.push(asked);
  const answers = {
    'callbacks:list': { rows: [waiting, byNumber], people: [sofie], teams: [], badge: { overdue: 2, soon: 0 } },
    'callbacks:get': detail,
    'callbacks:find-caller': {
      contacts: [{ ...found, number: '+32440271836', numberFormatted: '+32 440 27 18 36' }],
      number: null,
    },
    'callbacks:find-matter': [matter],
    'tasks:list': { rows: [task], badge: { overdue: 0, today: 1 }, people: [sofie], today: '2026-11-19' },
    'time:list': {
      rows: [entry],
      days: [],
      matters: [{ number: matter.number, title: matter.title, minutes: 6, drafts: 0 }],
      minutes: 6,
      drafts: 0,
    },
    'statistics:get': {
      statistics: { contacts: [{ contactId: 'anneke', name: 'Anneke Verhulst', calls: 7, talkSeconds: 900 }] },
      lines: [],
      people: [],
      teams: [],
    },
    'matching:find': [found, { contactId: null, name: matter.title, organisation: null, matter }],
    'matching:candidates': [{ ...found, role: 'client', reason: { kind: 'never_spoke' } }],
    'contacts:find': [{ contactId: 'anneke', name: 'Anneke Verhulst', organisation: 'Bakkerij Verhulst' }],
    'contacts:duplicates': [{ why: 'number', shared: '+32 440 27 18 36', contacts: [] }],
    'policy:find': { matters: [matter], contacts: [{ id: 'anneke', name: 'Anneke Verhulst' }] },
    'dial:look-up': {
      number: '+32440271836',
      numberFormatted: '+32 440 27 18 36',
      contactName: 'Anneke Verhulst',
      organisation: 'Bakkerij Verhulst',
      role: 'client',
      matter,
      represented: { by: 'Me P. Janssens' },
      cannotBecause: null,
    },
  };
  const told = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, () => answer]));
  const handlers = { ...told, 'callbacks:edit': write, 'tasks:edit': write, 'time:edit': write };
  const masked = maskAnswers(handlers as unknown as RequestHandlers, {
    of: (window) => (hidden ? { because: 'chosen', revealed: revealed.has(window) } : null),
  });
  const all = async () => {
    const names = Object.keys(answers) as (keyof typeof answers)[];
    const each = names.map(async (name) => [name, await masked[name](undefined as never)] as const);
    return Object.fromEntries(await Promise.all(each));
  };
  return { answers, masked, all, revealed, written };
}

/** What would tell a stranger who it is, or what it is about. */
const secrets = /Verhulst|Bakkerij|Immo|Janssens|settle|offer|40 000|440 27/i;

describe('while names are hidden', () => {
  it('no list of any screen names anybody or says what it is about', async () => {
    const { all } = ask();
    const answers = await all();
    expect(Object.keys(answers).filter((name) => secrets.test(JSON.stringify(answers[name])))).toEqual([
      'dial:look-up',
    ]);
    // There only the number stays: whoever is asked whether to dial it must see which.
    expect(answers['dial:look-up']).toMatchObject({ numberFormatted: '+32 440 27 18 36', contactName: 'A. V.' });
  });

  it('what stays can still be worked with: initials, the matter by number, whose it is, and by when', async () => {
    const { masked } = ask();
    const list = await masked['callbacks:list']();
    expect(list.rows).toMatchObject([
      { title: 'A. V.', role: 'client', matter: { number: '2026/0318' }, owner: { name: 'Sofie Maes' } },
      { title: '••••••', titleIs: 'number', matter: null, dueAt: '2026-11-19T12:00:00.000Z' },
    ]);
    // C still dials: what is dialled is no text on the screen.
    expect(await masked['callbacks:get']({ callbackId: 'of-c1' })).toMatchObject({
      number: '+32440271836',
      numberFormatted: '••••••',
      represented: { by: '' },
    });
    expect((await masked['time:list']({ from: '', until: '', whose: 'all' })).rows).toMatchObject([
      { withWhom: '••••••', minutes: 6, narrative: '••••••' },
    ]);
    expect((await masked['tasks:list']()).rows).toMatchObject([{ contactName: 'A. V.', quote: null }]);
  });

  it('everything is there as long as the button is held in this window, and in the other it is not', async () => {
    const { answers, all, revealed, masked } = ask();
    revealed.add('main-window');
    expect(await all()).toEqual(answers);
    revealed.clear();
    revealed.add('call-popup');
    expect(JSON.stringify(await masked['callbacks:list']())).not.toMatch(secrets);
    expect(await masked['matching:find']({ query: 'ver' })).toEqual(answers['matching:find']);
  });

  it('the dots of a hidden text are never written in its place', async () => {
    const { masked, written } = ask();
    await masked['tasks:edit']({ taskId: 't1', set: { title: '••••••', state: 'done' } });
    await masked['time:edit']({ entryId: 'e1', callId: 'c1', set: { narrative: '•••••• more', minutes: 12 } });
    await masked['callbacks:edit']({ callbackId: 'of-c1', set: { reason: '••••••' }, did: null });
    await masked['tasks:edit']({ taskId: 't1', set: { title: 'Typed by a person' } });
    expect(written).toEqual([
      { taskId: 't1', set: { state: 'done' } },
      { entryId: 'e1', callId: 'c1', set: { minutes: 12 } },
      { callbackId: 'of-c1', set: {}, did: null },
      { taskId: 't1', set: { title: 'Typed by a person' } },
    ]);
  });

  it('when it is off, all answers are what they are', async () => {
    const { answers, all } = ask({ hidden: false });
    expect(await all()).toEqual(answers);
  });

  it.each([
    ['Anneke Verhulst', 'initials', 'A. V.'],
    ['2026/0318', 'initials', '2026/0318'],
    ['Anneke Verhulst', 'nothing', null],
  ] as const)('a reminder about %s says of it, where %s is allowed: %s', (about, says, said) => {
    expect(maskTaskNotice({ kind: 'reminder', taskId: 't1', about }, says)).toMatchObject({ about: said });
  });
});

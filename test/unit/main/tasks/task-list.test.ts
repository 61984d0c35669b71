import { describe, expect, it } from 'vitest';
import { newTask, type Task } from '@callbrief/relay/wire/task';
import { createUndoStack } from '../../../../src-main/changes/undo-stack.ts';
import { createTaskHandlers } from '../../../../src-main/tasks/requests.ts';
import { taskGroupOf } from '../../../../src-main/tasks/task-list.ts';
import { answered, sampleNow } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';

const due = (date: string, time: string | null = null): Pick<Task, 'state' | 'due'> => ({
  state: 'open',
  due: { date, time },
});
/** Thursday, 12:42 in Brussels. */
const thursday = { now: new Date('2026-11-19T11:42:00.000Z'), timeZone: 'Europe/Brussels' };

describe('a task stands', () => {
  it.each([
    ['overdue', '2026-11-18', null],
    ['overdue', '2026-11-19', '12:41'],
    ['today', '2026-11-19', '12:42'],
    ['today', '2026-11-19', null],
    ['this_week', '2026-11-20', null],
    ['this_week', '2026-11-22', null],
    ['later', '2026-11-23', null],
  ])('under %s when it is due on %s at %s', (group, date, time) => {
    expect(taskGroupOf(due(date, time), thursday)).toBe(group);
  });

  it('under its own day at the firm, whatever day it is in Greenwich', () => {
    const justAfterMidnight = { now: new Date('2026-11-18T23:30:00.000Z'), timeZone: 'Europe/Brussels' };
    expect(taskGroupOf(due('2026-11-19'), justAfterMidnight)).toBe('today');
    expect(taskGroupOf(due('2026-11-18'), justAfterMidnight)).toBe('overdue');
  });

  it('in its week also on the Sunday on which the clocks change', () => {
    const sunday = { now: new Date('2026-10-25T20:00:00.000Z'), timeZone: 'Europe/Brussels' };
    expect(taskGroupOf(due('2026-10-25'), sunday)).toBe('today');
    expect(taskGroupOf(due('2026-10-26'), sunday)).toBe('later');
  });

  it('without a date apart, and done when it is done', () => {
    expect(taskGroupOf({ state: 'open', due: null }, thursday)).toBe('no_date');
    expect(taskGroupOf({ ...due('2026-11-01'), state: 'done' }, thursday)).toBe('done');
  });
});

function desk() {
  const { history } = temporaryHistory();
  put(history, { calls: [answered('call-1', 'jonas')] });
  let at = Date.parse(sampleNow);
  let id = 0;
  const handlers = createTaskHandlers({
    history: () => history,
    undo: createUndoStack(),
    write(changes) {
      for (const change of changes) history.changes.add(change, new Date(at).toISOString());
      at += 60_000;
    },
    now: () => new Date(at),
    timeZone: () => 'Europe/Brussels',
    newId: () => `edit-${String((id += 1)).padStart(3, '0')}`,
  });
  const list = async () => await handlers['tasks:list']();
  const add = (taskId: string, more: Partial<Task> = {}) => {
    const { kind, due: when, remindAt, assigneePersonId, matterId } = { ...newTask, ...more };
    void handlers['tasks:add']({
      taskId,
      set: { kind, title: more.title ?? taskId, due: when, remindAt, assigneePersonId, matterId },
    });
  };
  return { history, handlers, list, add };
}

describe('tasks', () => {
  it('are in order of their due time, mine counted when they are due today or overdue', async () => {
    const { list, add } = desk();
    add('today', { due: { date: '2026-11-19', time: null }, assigneePersonId: 'jonas' });
    add('today-early', { due: { date: '2026-11-19', time: '14:00' }, assigneePersonId: 'jonas' });
    add('late', { due: { date: '2026-11-18', time: null } });
    add('of-sofie', { due: { date: '2026-11-18', time: null }, assigneePersonId: 'sofie' });
    add('some-day', {});
    const { rows, badge } = await list();
    expect(rows.map(({ id }) => id)).toEqual(['late', 'of-sofie', 'today-early', 'today', 'some-day']);
    // What I wrote and gave to nobody is mine.
    expect(badge).toEqual({ overdue: 1, today: 2 });
  });

  it('say from which call they are, with the words they are taken from', async () => {
    const { history, list } = desk();
    const set = {
      title: 'Send the report',
      quote: 'could you send me the report',
      callId: 'call-1',
      assigneePersonId: 'jonas',
    };
    const change = { kind: 'edit_item', item: 'task', itemId: 't', editId: 'e', did: null } as const;
    history.changes.add({ ...change, set }, sampleNow);
    expect((await list()).rows[0]).toMatchObject({
      quote: 'could you send me the report',
      call: { id: 'call-1', title: 'Anneke Verhulst' },
      matter: { number: '2026/0318' },
    });
  });

  it('that are done or removed come back when it is undone', async () => {
    const { handlers, list, add } = desk();
    add('a');
    void handlers['tasks:edit']({ taskId: 'a', set: { state: 'done' } });
    expect((await list()).rows[0]).toMatchObject({ group: 'done', done: { byName: 'Jonas Peeters' } });
    void handlers['tasks:edit']({ taskId: 'a', set: { state: 'removed' } });
    expect((await list()).rows).toEqual([]);
    expect(handlers['tasks:undo']()).toMatchObject({ result: 'undone' });
    expect(handlers['tasks:undo']()).toMatchObject({ result: 'undone' });
    expect((await list()).rows[0]?.group).toBe('no_date');
    // And the adding itself.
    void handlers['tasks:undo']();
    expect((await list()).rows).toEqual([]);
  });
});

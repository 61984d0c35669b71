import { describe, expect, it, onTestFinished } from 'vitest';
import { newTask, type Task } from '@callbrief/relay/wire/task';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { createTaskNotices, type TaskNotice } from '../../../../src-main/tasks/task-notices.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { temporaryHistory } from '../history/temporary-history.ts';

const START = '2026-11-19T09:00:00.000Z';
const MINUTE = 60_000;
const at = (minutes: number) => new Date(Date.parse(START) + minutes * MINUTE).toISOString();

function task(id: string, by: string, more: Partial<Task> = {}): Task {
  const signed = { at: START, editId: `e-${id}`, byPersonId: by, byName: by === 'sofie' ? 'Sofie' : 'Jonas' };
  return {
    ...newTask,
    id,
    title: 'Secret',
    assigneePersonId: 'jonas',
    createdAt: START,
    stamps: { title: signed, assigneePersonId: signed },
    traces: [],
    updatedAt: START,
    ...more,
  };
}

function desk() {
  const files = temporaryHistory();
  let { history } = files;
  const clock = createManualClock(START);
  const told: TaskNotice[] = [];
  const start = () => {
    const notices = createTaskNotices({ history, clock, notify: (notice) => told.push(notice), log: silentLog });
    onTestFinished(() => notices.close());
    notices.check();
    return notices;
  };
  let seq = 0;
  const hops = { providerAt: null, receivedAt: START, committedAt: START };
  return {
    clock,
    told,
    start,
    tell: (...tasks: Task[]) =>
      history.apply(tasks.map((one) => ({ id: (seq += 1), event: { type: 'task_changed', task: one, hops } }))),
    restart: () => {
      ({ history } = files.reopen());
      return start();
    },
  };
}

describe('a reminder', () => {
  it('is told once at its time, without what it says', () => {
    const { clock, told, start, tell } = desk();
    const notices = start();
    tell(task('a', 'jonas', { kind: 'reminder', remindAt: at(30), contactId: 'anneke' }));
    notices.check();
    clock.advance(29 * MINUTE);
    expect(told).toEqual([]);
    clock.advance(2 * MINUTE);
    expect(told).toEqual([{ kind: 'reminder', taskId: 'a', about: 'Anneke Verhulst' }]);
    clock.advance(60 * MINUTE);
    notices.check();
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain('Secret');
  });

  it('is not told again after a restart, and those that came up meanwhile are told as one', () => {
    const { clock, told, start, tell, restart } = desk();
    const notices = start();
    tell(
      task('a', 'jonas', { kind: 'reminder', remindAt: at(1) }),
      task('b', 'jonas', { kind: 'reminder', remindAt: at(100) }),
      task('c', 'jonas', { kind: 'reminder', remindAt: at(200) }),
    );
    notices.check();
    clock.advance(5 * MINUTE);
    notices.close();
    clock.advance(600 * MINUTE);
    expect(told).toHaveLength(1);
    restart();
    expect(told.slice(1)).toEqual([{ kind: 'reminders', count: 2 }]);
    restart();
    expect(told).toHaveLength(2);
  });

  it('that was moved is told again at its new time; one that is done, or of somebody else, is not', () => {
    const { clock, told, start, tell } = desk();
    const notices = start();
    tell(task('a', 'jonas', { kind: 'reminder', remindAt: at(1) }));
    notices.check();
    clock.advance(5 * MINUTE);
    tell(
      task('a', 'jonas', { kind: 'reminder', remindAt: at(10) }),
      task('done', 'jonas', { kind: 'reminder', remindAt: at(8), state: 'done' }),
      task('theirs', 'sofie', { kind: 'reminder', remindAt: at(8), assigneePersonId: 'sofie' }),
    );
    notices.check();
    clock.advance(10 * MINUTE);
    expect(told.map(({ kind }) => kind)).toEqual(['reminder', 'reminder']);
  });
});

describe('a task that somebody gives me', () => {
  it('is told once, by whom; my own and those of others are not', () => {
    const { told, start, tell } = desk();
    const notices = start();
    tell(task('mine', 'jonas'), task('theirs', 'sofie', { assigneePersonId: 'sofie' }));
    notices.check();
    expect(told).toEqual([]);
    tell(task('given', 'sofie', { kind: 'hand_over' }));
    notices.check();
    notices.check();
    expect(told).toEqual([{ kind: 'assigned', taskId: 'given', isHandOver: true, byName: 'Sofie' }]);
  });

  it('while this computer was off is told after the start, several as one, each once', () => {
    const { told, start, tell, restart } = desk();
    start().close();
    tell(task('one', 'sofie'), task('two', 'sofie'));
    restart().close();
    expect(told).toEqual([{ kind: 'assigned_several', count: 2 }]);
    restart();
    expect(told).toHaveLength(1);
  });

  it('is no news when it stood there before this computer did', () => {
    const { told, start, tell } = desk();
    tell(task('old', 'sofie'));
    start();
    expect(told).toEqual([]);
  });
});

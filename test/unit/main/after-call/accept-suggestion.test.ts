import { beforeEach, describe, expect, it } from 'vitest';
import type { InsightEdit } from '@callbrief/relay/wire/insights';
import { taskIdOfSuggestion } from '@callbrief/relay/wire/task';
import { changesOfInsightEdit } from '../../../../src-main/after-call/accept-suggestion.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { done, sampleInsights } from '../../../support/sample-recording.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { anneke, sampleCall, verhulstMatter } from '../history/sample-firm.ts';

const now = new Date('2026-11-19T11:42:00.000Z');
const TASK = taskIdOfSuggestion('call-1', 't1');
let history: History;
let ids = 0;
beforeEach(() => {
  ({ history } = openHistory({ path: `${tempDir()}/history.sqlite`, now: () => now }));
  history.fill({
    contacts: [anneke],
    matters: [verhulstMatter],
    calls: [sampleCall('call-1', { contactId: 'anneke', matterId: 'm-0318' })],
  });
  const insights = sampleInsights('call-1', ['I will send you the draft by Friday']);
  const suggested = {
    id: 't1',
    title: 'Send the draft',
    dueDate: '2026-11-20',
    quote: 'send you the draft by Friday',
    segmentId: 's0',
    state: 'suggested' as const,
    decided: null,
  };
  history.insights.put({ ...insights, tasks: { ...insights.tasks, ...done, tasks: [suggested] } }, 1);
});

function edit(asked: InsightEdit) {
  const changes = changesOfInsightEdit({ callId: 'call-1', edit: asked }, history, () => `edit-${String((ids += 1))}`);
  // Later each time, as on a computer whose clock goes on.
  for (const change of changes) history.changes.add(change, new Date(now.getTime() + ids * 1_000).toISOString());
  return changes.map(({ kind }) => kind);
}
const decide = (state: 'accepted' | 'dismissed' | 'suggested') => edit({ edit: 'task', taskId: 't1', state });
const task = () => history.items.item('task', TASK);
const suggestion = () => history.insights.get('call-1')?.tasks.tasks[0]?.state;
const write = (set: object) =>
  history.changes.add(
    { kind: 'edit_item', item: 'task', itemId: TASK, editId: `edit-${String((ids += 1))}`, set, did: null },
    new Date(now.getTime() + ids * 1_000).toISOString(),
  );

describe('a suggested task', () => {
  it('that is accepted is a task of the call, its contact and its matter, with its words and its day', () => {
    expect(decide('accepted')).toEqual(['edit_item', 'edit_insights']);
    expect(suggestion()).toBe('accepted');
    expect(history.items.all('task', 'owed')).toMatchObject([
      {
        id: TASK,
        kind: 'task',
        title: 'Send the draft',
        quote: 'send you the draft by Friday',
        due: { date: '2026-11-20', time: null },
        callId: 'call-1',
        contactId: 'anneke',
        matterId: 'm-0318',
        source: 'insights',
        state: 'open',
      },
    ]);
  });

  it.each(['suggested', 'dismissed'] as const)(
    'that is %s afterwards is no task any more, and can be one again',
    (state) => {
      decide('accepted');
      decide(state);
      expect(task()?.state).toBe('removed');
      expect(suggestion()).toBe(state);
      decide('accepted');
      expect(task()?.state).toBe('open');
    },
  );

  it('keeps what people wrote on the task, and one that is done stays done', () => {
    decide('accepted');
    write({ title: 'Send the draft and the annex' });
    decide('suggested');
    decide('accepted');
    expect(task()).toMatchObject({ title: 'Send the draft and the annex', state: 'open' });
    write({ state: 'done' });
    decide('suggested');
    expect(task()?.state).toBe('done');
    decide('accepted');
    expect(task()?.state).toBe('done');
  });

  it('that was never accepted makes nothing when it is dismissed, nor does one that is not there', () => {
    expect(decide('dismissed')).toEqual(['edit_insights']);
    expect(edit({ edit: 'task', taskId: 'gone', state: 'accepted' })).toEqual(['edit_insights']);
    expect(history.items.all('task', 'all')).toEqual([]);
  });

  it('is not touched by other edits of the words', () => {
    expect(edit({ edit: 'verify_summary', on: true })).toEqual(['edit_insights']);
  });
});

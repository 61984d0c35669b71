import { beforeEach, expect, test } from 'vitest';
import { createAfterCallRequests } from '../../../../src-main/after-call/requests.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { anneke, sampleCall, verhulstMatter } from '../history/sample-firm.ts';

const now = new Date('2026-11-19T11:42:00.000Z');
let history: History;
let requests: ReturnType<typeof createAfterCallRequests>;
beforeEach(() => {
  ({ history } = openHistory({ path: `${tempDir()}/history.sqlite`, now: () => now }));
  history.fill({
    contacts: [anneke],
    matters: [verhulstMatter],
    calls: [sampleCall('call-1', { contactId: 'anneke', matterId: 'm-0318' })],
  });
  let ids = 0;
  requests = createAfterCallRequests({
    history: () => history,
    write: (changes) => {
      for (const change of changes) history.changes.add(change, now.toISOString());
    },
    language: () => 'en',
    now: () => now,
    timeZone: () => 'Europe/Brussels',
    newId: () => `id-${(ids += 1)}`,
  });
});

test('a line becomes a task of the call, its contact and its matter, and waits for the office', async () => {
  await requests['after-call:add-task']({ callId: 'call-1', text: 'Send the draft on Friday' });
  const [task] = requests['after-call:tasks']({ callId: 'call-1' });
  expect(task).toMatchObject({ title: 'Send the draft', quote: 'on Friday', due: { date: '2026-11-20', time: null } });
  expect(history.items.of('task', { matterId: 'm-0318' })).toHaveLength(1);
  expect(history.items.of('task', { contactId: 'anneke' })).toHaveLength(1);
  expect(history.changes.count()).toBe(1);
});

test('what is done stands after what is open, and what was removed is not shown', async () => {
  for (const text of ['First', 'Second', 'Third']) await requests['after-call:add-task']({ callId: 'call-1', text });
  const [first, second] = requests['after-call:tasks']({ callId: 'call-1' });
  requests['after-call:set-task']({ taskId: first?.taskId ?? '', state: 'done' });
  requests['after-call:set-task']({ taskId: second?.taskId ?? '', state: 'removed' });
  expect(requests['after-call:tasks']({ callId: 'call-1' }).map(({ title, state }) => `${title} ${state}`)).toEqual([
    'Third open',
    'First done',
  ]);
});

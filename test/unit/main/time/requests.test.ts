import { timeEntryIdOf, type TimeEntryFields } from '@callbrief/relay/wire/time-entry';
import { beforeEach, expect, test } from 'vitest';
import type { History } from '../../../../src-main/history/history.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { isClioPage } from '../../../../src-main/time/clio-page.ts';
import { createTimeRequests } from '../../../../src-main/time/requests.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { anneke, delcourt, firm, jonas, sampleCall, verhulstMatter } from '../history/sample-firm.ts';

const now = new Date('2026-11-19T11:42:00.000Z');
const period = { from: '2026-11-01', until: '2026-11-30', whose: 'mine' } as const;
const draftId = timeEntryIdOf('call-1', 'jonas');
const by = (personId: string) => ({ providerUserId: personId, personId, name: personId });
let history: History;
let requests: ReturnType<typeof createTimeRequests>;
const list = (more: Partial<Parameters<(typeof requests)['time:list']>[0]> = {}) =>
  requests['time:list']({ ...period, ...more });
const edit = (set: Partial<TimeEntryFields>, entryId = draftId) =>
  requests['time:edit']({ entryId, callId: 'call-1', set });

beforeEach(() => {
  ({ history } = openHistory({ path: `${tempDir()}/history.sqlite`, now: () => now }));
  history.setOffice({ firm, personId: 'jonas' });
  history.fill({
    people: [jonas, delcourt],
    contacts: [anneke],
    matters: [verhulstMatter],
    calls: [
      sampleCall('call-1', {
        contactId: 'anneke',
        matterId: 'm-0318',
        outcome: 'answered',
        startedAt: '2026-11-19T10:30:00.000Z',
        durationSeconds: 527,
        answeredBy: by('jonas'),
        legs: [
          { ...by('jonas'), legId: 'a', state: 'answered' },
          { ...by('delcourt'), legId: 'b', state: 'answered' },
        ],
      }),
      sampleCall('call-2', { outcome: 'missed', startedAt: '2026-11-18T10:30:00.000Z', durationSeconds: 0 }),
    ],
  });
  let ids = 0;
  requests = createTimeRequests({
    history: () => history,
    write: (changes) => {
      for (const change of changes) history.changes.add(change, new Date(now.getTime() + (ids += 1)).toISOString());
    },
    client: () => null,
    language: () => 'en',
    timeZone: () => 'Europe/Brussels',
    newId: () => `id-${(ids += 1)}`,
    askWhere: () => Promise.resolve(null),
    openPage: () => undefined,
    log: silentLog,
  });
});

test('an answered call is a draft of mine, and stored nowhere', () => {
  expect(list()).toMatchObject({
    minutes: 0,
    drafts: 1,
    rows: [
      {
        entryId: draftId,
        withWhom: 'Anneke Verhulst',
        matter: { number: '2026/0318' },
        date: '2026-11-19',
        measuredSeconds: 527,
        minutes: 12,
        activityCode: 'A106',
        state: 'draft',
        second: 'none',
        waiting: false,
      },
    ],
  });
  expect(list({ whose: 'all' }).rows).toHaveLength(2);
  expect(list({ until: '2026-11-18' }).rows).toHaveLength(0);
  expect(history.items.all('time_entry', 'all')).toHaveLength(0);
});

test('a reviewed draft is kept whole, waits for the office, and no longer follows its call', () => {
  edit({ state: 'reviewed' });
  expect(list()).toMatchObject({ minutes: 12, drafts: 0, rows: [{ state: 'reviewed', waiting: true }] });
  edit({ narrative: 'Advised on the lease.' });
  expect(list().rows).toMatchObject([{ narrative: 'Advised on the lease.', narrativeFrom: 'written', minutes: 12 }]);
  expect(history.items.of('time_entry', { matterId: 'm-0318' })).toHaveLength(1);
  expect(history.changes.count()).toBe(2);
});

test('a colleague on the same call is warned of, until it is confirmed', () => {
  edit({ state: 'reviewed' });
  const second = timeEntryIdOf('call-1', 'delcourt');
  const secondRow = () => requests['time:of-call']({ callId: 'call-1' }).find(({ entryId }) => entryId === second);
  expect(secondRow()).toMatchObject({ second: 'unconfirmed', state: 'draft' });
  edit({ secondConfirmed: true, state: 'reviewed' }, second);
  expect(secondRow()).toMatchObject({ second: 'confirmed', state: 'reviewed' });
});

test('what is not to be charged is gone from the list', () => {
  edit({ state: 'discarded' });
  expect(list().rows).toHaveLength(0);
  expect(requests['time:of-call']({ callId: 'call-1' }).map(({ personId }) => personId)).toEqual(['delcourt']);
});

test('an entry of no call that is known is not made up', () => {
  edit({ state: 'reviewed' }, 'of-nothing');
  expect(history.changes.count()).toBe(0);
});

test('without a connection nothing is exported and nothing is lost', async () => {
  edit({ state: 'reviewed' });
  const answer = await requests['time:export']({ ...period, to: 'csv', exportedBefore: 'refuse', invoiceNumber: '' });
  expect(answer).toEqual({ result: 'refused', refusal: 'offline' });
  expect(list().minutes).toBe(12);
});

test('no page but Clio’s own is opened', () => {
  expect(isClioPage('https://eu.app.clio.com/oauth/authorize?response_type=code')).toBe(true);
  for (const url of [
    'http://eu.app.clio.com/oauth/authorize',
    'https://eu.app.clio.com.evil.example/oauth/authorize',
    'https://eu.app.clio.com@evil.example/oauth/authorize',
    'https://x@eu.app.clio.com/oauth/authorize',
    'file:///etc/passwd',
  ]) {
    expect(isClioPage(url)).toBe(false);
  }
});

import { describe, expect, test } from 'vitest';
import { createCatchUp, type CatchUpOptions } from '../../../../src-main/calls/catch-up.ts';
import type { ConnectionState, Settings } from '../../../../src-preload/contract.ts';
import { answered, jonas, missed } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';
import { controlledTime } from './controlled-time.ts';
import { sampleSettings } from './sample-settings.ts';

type Back = Parameters<CatchUpOptions['onBackOnline']>[0];
const minutes = (n: number) => n * 60_000;

function away(settings: Partial<Settings> = {}, clockDifferenceMs: number | null = null) {
  const { history } = temporaryHistory();
  const time = controlledTime('2026-11-19T08:00:00.000Z');
  const backs: Back[] = [];
  const start = () =>
    createCatchUp({
      history,
      settings: () => ({ ...sampleSettings, ...settings }),
      me: () => jonas,
      timeZone: () => 'Europe/Brussels',
      now: time.now,
      clockDifferenceMs: () => clockDifferenceMs,
      onBackOnline: (back) => backs.push(back),
    });
  const upToDate = (): ConnectionState => ({
    kind: 'up_to_date',
    at: time.iso(),
    since: time.iso(),
    roundTripMs: null,
    clockDifferenceMs: null,
  });
  return { history, time, backs, start, upToDate };
}
const at = (clock: string) => ({ startedAt: `2026-11-19T${clock}:00.000Z` });

describe('back online', () => {
  test('tells from when to when, how many calls, and which wait for somebody', () => {
    const { history, time, backs, start, upToDate } = away();
    const catchUp = start();
    catchUp.status(upToDate());
    time.pass(minutes(12));
    catchUp.status({ kind: 'offline', since: time.iso(), waitingChanges: 0 });
    put(history, {
      calls: [
        answered('before', 'sofie', at('08:05')),
        missed('given up at once', { ...at('08:20'), outcome: 'dropped' }),
        missed('missed', at('08:21')),
        answered('by Sofie', 'sofie', { ...at('08:40'), contactId: 'tom', fromNumber: '+3220008410' }),
        answered('mine, outgoing', 'jonas', {
          ...at('08:50'),
          direction: 'outbound',
          contactId: 'tom',
          toNumber: '+3220008410',
        }),
        missed('on another line', {
          ...at('08:51'),
          toNumber: '+3225550100',
          contactId: null,
          fromNumber: '+33639984107',
        }),
      ],
    });
    time.pass(minutes(51));
    catchUp.status({ kind: 'catching_up', left: 4 });
    catchUp.status(upToDate());
    expect(backs).toEqual([
      {
        card: {
          kind: 'back_online',
          from: '2026-11-19T08:12:00.000Z',
          until: '2026-11-19T09:03:00.000Z',
          total: 2,
          calls: [
            expect.objectContaining({ callId: 'missed', title: 'Anneke Verhulst', unreturned: true }),
            expect.objectContaining({ callId: 'by Sofie', answeredByName: 'Sofie Maes', unreturned: false }),
          ],
        },
        notice: {
          id: 'back_online',
          kind: 'back_online',
          from: '2026-11-19T08:12:00.000Z',
          until: '2026-11-19T09:03:00.000Z',
          calls: 2,
          notReturned: 1,
        },
      },
    ]);
  });

  test.each([minutes(60), -minutes(60)])('with a clock that is wrong by %i ms it tells of the right calls', (ms) => {
    const { history, time, backs, start, upToDate } = away({}, ms);
    const catchUp = start();
    time.pass(ms + minutes(12));
    catchUp.status(upToDate());
    catchUp.status({ kind: 'offline', since: time.iso(), waitingChanges: 0 });
    put(history, { calls: [missed('before', at('08:05')), missed('meanwhile', at('08:40'))] });
    time.pass(minutes(51));
    catchUp.status(upToDate());
    expect(backs.map(({ card }) => [card.from, card.until, card.calls.map((call) => call.callId)])).toEqual([
      ['2026-11-19T08:12:00.000Z', '2026-11-19T09:03:00.000Z', ['meanwhile']],
    ]);
  });

  test('after the app was closed over night it tells the same, once', () => {
    const { history, time, backs, start, upToDate } = away({ popupScope: 'all_lines' });
    start().status(upToDate());
    put(history, { calls: [missed('m', at('09:00'))] });
    time.pass(minutes(180));
    const restarted = start();
    restarted.status({ kind: 'connecting' });
    restarted.status(upToDate());
    restarted.status(upToDate());
    expect(backs.map((back) => back.notice.calls)).toEqual([1]);
  });

  test.each([
    ['without calls', 60, 'none' as const],
    ['after half a minute', 0.5, 'one' as const],
  ])('says nothing %s', (_, minutesAway, calls) => {
    const { history, time, backs, start, upToDate } = away();
    const catchUp = start();
    catchUp.status(upToDate());
    catchUp.status({ kind: 'silent', since: time.iso() });
    if (calls === 'one') put(history, { calls: [missed('m', { startedAt: time.iso(1_000) })] });
    time.pass(minutes(minutesAway));
    catchUp.status(upToDate());
    expect(backs).toEqual([]);
  });

  test('a restart within two minutes is no absence', () => {
    const { history, time, backs, start, upToDate } = away();
    start().status(upToDate());
    put(history, { calls: [missed('m', { startedAt: time.iso(1_000) })] });
    time.pass(minutes(1.5));
    start().status(upToDate());
    expect(backs).toEqual([]);
  });

  test('says nothing at the very first connection: that is the first fill, not an absence', () => {
    const { history, backs, start, upToDate, time } = away();
    put(history, { calls: [missed('m', at('07:00'))] });
    time.pass(minutes(60));
    start().status(upToDate());
    expect(backs).toEqual([]);
  });

  test('a night of many calls names five, those that wait first', () => {
    const { history, time, backs, start, upToDate } = away();
    const catchUp = start();
    catchUp.status(upToDate());
    put(history, {
      calls: [
        missed('first', { ...at('08:01'), contactId: null, fromNumber: '+33639984107' }),
        ...Array.from({ length: 8 }, (_, i) => answered(`call ${i}`, 'sofie', at(`08:1${i}`))),
      ],
    });
    time.pass(minutes(60));
    catchUp.status({ kind: 'connecting' });
    catchUp.status(upToDate());
    expect(backs[0]?.card.total).toBe(9);
    expect(backs[0]?.card.calls.map((call) => call.callId)).toEqual(['first', 'call 7', 'call 6', 'call 5', 'call 4']);
  });
});

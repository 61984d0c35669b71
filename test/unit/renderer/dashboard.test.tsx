import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createStatisticsSum } from '@callbrief/relay/wire/add-up-calls';
import { whoseCalls } from '@callbrief/relay/wire/counted-call';
import { everybody, type Statistics } from '@callbrief/relay/wire/statistics';
import type { StatisticsView } from '../../../src-preload/contract/statistics.ts';
import { axisSteps, groupDays, spanOf } from '../../../src-renderer/dashboard/group-days.ts';
import { pastCall } from '../../contract/storage/made-up.ts';
import type { FakeBridge } from '../../support/fake-bridge.ts';
import { inAWindow, renderWindow } from './render-window.tsx';

const NOW = new Date('2026-11-19T12:00:00.000Z');

function statisticsOf(count: number): Statistics {
  const sum = createStatisticsSum({
    timeZone: 'Europe/Brussels',
    now: NOW,
    days: 30,
    ...whoseCalls(everybody, [], {}),
    isOpenAt: null,
    promisedMinutes: 120,
  });
  const calls = Array.from({ length: count }, (_, n) => {
    const startedAt = new Date(NOW.getTime() - (count - n) * 7_200_000).toISOString();
    const isMissed = n % 5 === 4;
    return pastCall({
      startedAt,
      answeredAt: isMissed ? null : startedAt,
      outcome: isMissed ? 'missed' : 'answered',
      answeredBy: isMissed ? null : { providerUserId: null, personId: 'ada', name: null },
      contactId: n % 2 ? '=evil' : 'anneke',
    });
  });
  sum.add(calls);
  return sum.result((id) => (id === 'anneke' ? 'Anneke Verhulst' : '=HYPERLINK("x")'));
}

const viewOf = (statistics: Statistics): StatisticsView => ({
  statistics,
  lines: [{ number: '+3225551234', name: 'Litigation' }],
  people: [{ id: 'ada', shortName: 'Me Ada' }],
  teams: [{ id: 'tenancy', name: 'Tenancy team' }],
});

function opened(statistics: Statistics, prepare?: (bridge: FakeBridge) => void) {
  const window = renderWindow(
    {},
    {
      prepare(bridge) {
        bridge.answer('statistics:get', () => Promise.resolve(viewOf(statistics)));
        bridge.answer('statistics:export', () => Promise.resolve({ saved: '/home/ada/Statistics.csv' }));
        prepare?.(bridge);
      },
    },
  );
  return window;
}
const go = async () => fireEvent.click(await screen.findByRole('button', { name: 'Statistics' }));

describe('the dashboard', () => {
  inAWindow();

  it('is opened by Ctrl+6 and says every figure in words', async () => {
    opened(statisticsOf(100));
    await screen.findByRole('button', { name: 'Statistics' });
    fireEvent.keyDown(document.body, { key: '6', code: 'Digit6', ctrlKey: true });
    const figures = await screen.findByRole('region', { name: 'Key figures' });
    expect(figures.textContent).toContain('Spoke with someone');
    expect(figures.textContent).toContain('of 100');
    expect(await screen.findByText('21 October to 19 November')).toBeTruthy();
    expect(screen.getByRole('img', { name: /^Calls per day. Highest/ })).toBeTruthy();
    expect(screen.getByText('No call of this period has an estimate.')).toBeTruthy();
    expect(screen.getByText('The AI took no call in this period.')).toBeTruthy();
  });

  it('shows every chart as a table, with the same numbers', async () => {
    const shown = statisticsOf(100);
    opened(shown);
    await go();
    const card = await screen.findByRole('region', { name: 'Calls per day' });
    fireEvent.click(within(card).getByRole('button', { name: 'Show as table' }));
    const rows = within(card).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(30);
    const totals = rows.map((row) => Number(within(row).getAllByRole('cell').at(-1)?.textContent));
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(100);
    for (const name of ['When they call', 'Response time', 'Most contacted']) {
      const one = screen.getByRole('region', { name });
      fireEvent.click(within(one).getByRole('button', { name: 'Show as table' }));
      expect(within(one).getByRole('table')).toBeTruthy();
    }
  });

  it('asks anew for another period, line, person or team', async () => {
    const { asked } = opened(statisticsOf(10));
    await go();
    fireEvent.click(await screen.findByRole('radio', { name: 'Quarter' }));
    fireEvent.change(screen.getByLabelText('Line'), { target: { value: '+3225551234' } });
    fireEvent.change(screen.getByLabelText('Person'), { target: { value: 'ada' } });
    fireEvent.change(screen.getByLabelText('Team'), { target: { value: 'tenancy' } });
    await waitFor(() =>
      expect(asked('statistics:get').at(-1)).toEqual({
        days: 91,
        line: '+3225551234',
        personId: 'ada',
        teamId: 'tenancy',
      }),
    );
  });

  it('saves the numbers as a file and says where, or that it could not', async () => {
    const { asked, bridge } = opened(statisticsOf(20));
    await go();
    fireEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('Saved as /home/ada/Statistics.csv')).toBeTruthy();
    const [file] = asked('statistics:export') as { rows: string[][]; fileName: string }[];
    expect(file?.fileName).toBe('Statistics 2026-10-21 2026-11-19');
    expect(file?.rows).toContainEqual(['=HYPERLINK("x")', '10', '0.13']);
    expect(file?.rows.filter(([first]) => first?.startsWith('2026-'))).toHaveLength(30);
    bridge.answer('statistics:export', () => Promise.resolve({ refused: 'failed' }));
    fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('The file could not be saved. Choose another folder.')).toBeTruthy();
  });

  it('says why there is nothing to see, and tries again where it failed', async () => {
    const { bridge } = opened(statisticsOf(0));
    await go();
    expect(await screen.findByText(/^No calls in this period/)).toBeTruthy();
    bridge.answer('statistics:get', () => Promise.reject(new Error('locked')));
    fireEvent.click(screen.getByRole('radio', { name: '7 days' }));
    fireEvent.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Retry' }));
    bridge.answer('statistics:get', () => Promise.resolve(viewOf(statisticsOf(3))));
    fireEvent.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('region', { name: 'Calls per day' })).toBeTruthy();
  });

  it('leads to the unreturned calls', async () => {
    opened({ ...statisticsOf(10), unreturned: 3 });
    await go();
    fireEvent.click(await screen.findByRole('button', { name: 'Show them' }));
    const filter = await screen.findByRole('button', { name: /^Unreturned/ });
    expect(filter.getAttribute('aria-pressed')).toBe('true');
  });
});

describe('bars', () => {
  it('are days in a month, weeks in a quarter, months in a year, and none of them loses a call', () => {
    const byDay = Array.from({ length: 365 }, (_, n) => ({
      date: new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
      person: 1,
      agent: 0,
      returned: 0,
      unreturned: n % 2,
      other: 0,
    }));
    const sum = (bars: { total: number }[]) => bars.reduce((all, { total }) => all + total, 0);
    expect([7, 30, 91, 365].map(spanOf)).toEqual(['day', 'day', 'week', 'month']);
    for (const span of ['day', 'week', 'month'] as const) expect(sum(groupDays(byDay, span))).toBe(365 + 182);
    expect(groupDays(byDay, 'month')).toHaveLength(12);
    expect(groupDays(byDay, 'week')[1]?.from).toBe('2026-01-05');
    expect(byDay[0]?.person).toBe(1);
  });

  it('stand on an axis of round steps that reaches the highest', () => {
    expect(axisSteps(0)).toEqual([0, 1]);
    expect(axisSteps(17)).toEqual([0, 5, 10, 15, 20]);
    expect(axisSteps(68)).toEqual([0, 20, 40, 60, 80]);
    for (const highest of [1, 3, 9, 100, 1_234]) expect(axisSteps(highest).at(-1)).toBeGreaterThanOrEqual(highest);
  });
});

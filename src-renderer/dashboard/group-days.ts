import type { CallShares, Statistics } from '@callbrief/relay/wire/statistics';

export type Span = 'day' | 'week' | 'month';
/** `from`: its first day that is in the period. */
export interface Bar extends CallShares {
  from: string;
  total: number;
}

/** So many bars that each has room for its number. */
export const spanOf = (days: number): Span => (days <= 31 ? 'day' : days <= 120 ? 'week' : 'month');

export function groupDays(days: Statistics['byDay'], span: Span): Bar[] {
  const bars: Bar[] = [];
  let current = '';
  for (const { date, person, agent, returned, unreturned, other } of days) {
    const group = span === 'day' ? date : span === 'month' ? date.slice(0, 7) : mondayOf(date);
    const last = bars.at(-1);
    if (group !== current || !last) {
      current = group;
      const total = person + agent + returned + unreturned + other;
      bars.push({ from: date, person, agent, returned, unreturned, other, total });
      continue;
    }
    last.person += person;
    last.agent += agent;
    last.returned += returned;
    last.unreturned += unreturned;
    last.other += other;
    last.total += person + agent + returned + unreturned + other;
  }
  return bars;
}

function mondayOf(date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

/** Round steps for an axis: 0 to at least `highest`, about four of them. */
export function axisSteps(highest: number): number[] {
  const rough = Math.max(1, highest) / 4;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * ten).find((n) => n >= rough) ?? rough);
  const steps: number[] = [];
  for (let at = 0; at < Math.max(1, highest) + step; at += step) steps.push(at);
  return steps;
}

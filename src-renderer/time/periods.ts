export type Period = 'today' | 'week' | 'month' | 'last_month';
export const periods: readonly Period[] = ['today', 'week', 'month', 'last_month'];

/** The days of a period on this computer's calendar, both included: `2026-11-01`. */
export function daysOf(period: Period, now: Date): { from: string; until: string } {
  const [year, month] = [now.getFullYear(), now.getMonth()];
  const today = dayOf(now);
  switch (period) {
    case 'today':
      return { from: today, until: today };
    case 'week':
      return { from: dayOf(new Date(year, month, now.getDate() - 6)), until: today };
    case 'month':
      return { from: dayOf(new Date(year, month, 1)), until: today };
    case 'last_month':
      return { from: dayOf(new Date(year, month - 1, 1)), until: dayOf(new Date(year, month, 0)) };
    default:
      return period satisfies never;
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

import { wallTimeOf, type WallTime } from './zoned-time.ts';

export type QuickTime = 'now' | 'evening' | 'saturday' | 'christmas';
export const quickTimes: readonly QuickTime[] = ['now', 'evening', 'saturday', 'christmas'];

/** The times that people ask about first, on the firm's clock; the next one of each kind. */
export function quickTime(which: QuickTime, now: Date, timeZone: string): WallTime {
  const today = wallTimeOf(now, timeZone);
  switch (which) {
    case 'now':
      return today;
    case 'evening':
      return { date: today.time <= '19:05' ? today.date : addDays(today.date, 1), time: '19:05' };
    case 'saturday': {
      const days = (6 - new Date(`${today.date}T00:00:00Z`).getUTCDay() + 7) % 7;
      return { date: addDays(today.date, days === 0 && today.time > '19:05' ? 7 : days), time: '19:05' };
    }
    case 'christmas': {
      const year = Number(today.date.slice(0, 4));
      const isOver = today.date > `${String(year)}-12-25` || (today.date.endsWith('-12-25') && today.time > '10:00');
      return { date: `${String(isOver ? year + 1 : year)}-12-25`, time: '10:00' };
    }
    default:
      return which satisfies never;
  }
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

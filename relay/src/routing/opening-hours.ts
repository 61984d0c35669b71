import { weekday, type OpeningHours, type Weekday } from '../wire/routing.ts';
import { holidayOn } from './holidays.ts';

export interface Openness {
  open: boolean;
  /** The holiday or closed day, where there is one. */
  closedBecause: string | null;
}

/**
 * Whether the firm is open. It goes by the clock on the firm's wall: on the two days a year on which the clock is
 * changed, nine o'clock is still nine o'clock.
 */
export function opennessAt(hours: OpeningHours, at: Date): Openness {
  const { date, day, time } = wallClock(at, hours.timeZone);
  const closedDay = hours.closedDays.find((closed) => closed.date === date)?.name;
  const closedBecause = closedDay ?? (hours.holidays && holidayOn(date, hours.holidays));
  if (closedBecause !== null) return { open: false, closedBecause };
  const open = hours.weekly.some((range) => range.day === day && range.from <= time && time < range.to);
  return { open, closedBecause: null };
}

/** Making one takes fifty times as long as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const MOST_CLOCKS = 500;

/** @throws RangeError for a time zone that does not exist; none is ever saved (`check-routing.ts`) */
function wallClock(at: Date, timeZone: string): { date: string; day: Weekday; time: string } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    clocks.set(timeZone, clock);
  }
  const part: Partial<Record<string, string>> = {};
  for (const { type, value } of clock.formatToParts(at)) part[type] = value;
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    day: weekday.parse(part['weekday']?.toLowerCase()),
    time: `${part['hour']}:${part['minute']}`,
  };
}

/** An IANA name. Fixed offsets (`+02:00`) are refused: they would be wrong for half of the year. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Times as the popup writes them: 24 h, short, in the reader's language and the computer's time zone. */
export interface Moments {
  /** `0:06`, `12:40`, `1:02:07`. Never negative: clocks that disagree start at zero. */
  clock: (seconds: number) => string;
  /** `09:00` */
  time: (iso: string) => string;
  /** `Thu 26 Nov` */
  day: (iso: string) => string;
  /** Whole calendar days from now; 0 is today, negative is past. */
  daysUntil: (iso: string, nowMs: number) => number;
  /** How one says when it was: `09:12` today, `Mon` within a week, `3 Sept`, `3 Sept 2025` in another year. */
  ago: (iso: string, nowMs: number) => string;
}

const dayMs = 86_400_000;

/** @param timeZone absent: the computer's own. */
export function createMoments(locale: string, timeZone?: string): Moments {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...zone, ...options });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'short' });
  const dayMonth = format({ day: 'numeric', month: 'short' });
  const dayMonthYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const calendar = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  /** Days since 1970 of the calendar day that this moment falls on here; immune to summer time. */
  const dayNumber = (at: Date) => Math.round(Date.parse(`${calendar.format(at)}T00:00:00Z`) / dayMs);

  return {
    clock(counted) {
      const seconds = Math.max(0, counted);
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor(seconds / 60) % 60;
      const twoDigits = (n: number) => String(n).padStart(2, '0');
      const rest = twoDigits(seconds % 60);
      return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`;
    },
    time: (iso) => time.format(new Date(iso)),
    day: (iso) => `${weekday.format(new Date(iso))} ${dayMonth.format(new Date(iso))}`,
    daysUntil: (iso, nowMs) => dayNumber(new Date(iso)) - dayNumber(new Date(nowMs)),
    ago(iso, nowMs) {
      const at = new Date(iso);
      const days = dayNumber(new Date(nowMs)) - dayNumber(at);
      if (days <= 0) return time.format(at);
      if (days < 7) return weekday.format(at);
      const sameYear = calendar.format(at).slice(0, 4) === calendar.format(new Date(nowMs)).slice(0, 4);
      return (sameYear ? dayMonth : dayMonthYear).format(at);
    },
  };
}

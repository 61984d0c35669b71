/** Making one costs more than a thousand uses. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-CA', { ...digits, second: '2-digit', timeZone, hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clock on the wall shows: `date` as 2026-11-19, `minutes` since midnight. */
export function localTime(at: Date, timeZone: string): { date: string; minutes: number } {
  const { year, month, day, hour, minute } = wallClock(at, timeZone);
  return { date: `${year}-${month}-${day}`, minutes: Number(hour) * 60 + Number(minute) };
}

/** The first moment of a local day; also on the days that the clock changes. @param date 2026-11-19 */
export function startOfDay(date: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${date}T00:00:00.000Z`);
  const guess = asIfUtc - offsetMs(new Date(asIfUtc), timeZone);
  return new Date(asIfUtc - offsetMs(new Date(guess), timeZone));
}

/** @param date 2026-11-19 @param days may be negative */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function offsetMs(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(at, timeZone);
  return (
    Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`) - Math.floor(at.getTime() / 1_000) * 1_000
  );
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function wallClock(at: Date, timeZone: string): Record<Part, string> {
  const parts = formatFor(timeZone).formatToParts(at);
  const of = (type: Part) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

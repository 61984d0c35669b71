/** A clock on a wall: `date` is `2026-11-21`, `time` is `19:05`. Which moment it is depends on the time zone. */
export interface WallTime {
  date: string;
  time: string;
}

export interface Moment {
  /** ISO UTC, as on the wire. */
  at: string;
  /**
   * `skipped`: the clocks go forward over this time, the moment is as much later as they jump. `twice`: the clocks go
   * back over it, and the first of the two is meant.
   */
  clock: 'plain' | 'skipped' | 'twice';
}

const DAY_MS = 86_400_000;

/** @returns null for a date or a time that is none (`2026-02-30`, `25:00`) */
export function momentOf({ date, time }: WallTime, timeZone: string): Moment | null {
  const wallMs = Date.parse(`${date}T${time}:00.000Z`);
  // 30 February is read as 2 March by some engines.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 16) !== `${date}T${time}`) return null;
  // Zones change their offset at most once within two days: one of the two holds.
  const before = offsetMs(wallMs - DAY_MS, timeZone);
  const after = offsetMs(wallMs + DAY_MS, timeZone);
  const fits = [wallMs - before, wallMs - after].filter((ms) => ms + offsetMs(ms, timeZone) === wallMs);
  const first = fits.length > 0 ? Math.min(...fits) : null;
  if (first === null) return { at: new Date(wallMs - before).toISOString(), clock: 'skipped' };
  const isTwice = fits.some((ms) => ms !== first);
  return { at: new Date(first).toISOString(), clock: isTwice ? 'twice' : 'plain' };
}

/** What the clock on the wall shows in that zone. */
export function wallTimeOf(at: Date, timeZone: string): WallTime {
  const shown = new Date(at.getTime() + offsetMs(at.getTime(), timeZone)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** East of Greenwich is positive. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(atMs);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return shown - Math.floor(atMs / 1_000) * 1_000;
}

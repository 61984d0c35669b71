import { startMsOf } from './call-seq.ts';

/** Day groups of a list, in a time zone. `seqs` newest first; so are the groups. */
export interface Days {
  of(seqs: readonly number[], timeZone: string): { day: string; count: number }[];
}

const DAY_MS = 86_400_000;

/** Formatting a date costs microseconds, so it is done per day and not per call, and remembered. */
export function createDays(): Days {
  const starts = new Map<string, number>();
  const formats = new Map<string, Intl.DateTimeFormat>();

  function formatOf(timeZone: string): Intl.DateTimeFormat {
    const known = formats.get(timeZone);
    if (known) return known;
    const made = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, made);
    return made;
  }

  /** Local time minus UTC, milliseconds, at a moment. */
  function offsetAt(ms: number, timeZone: string): number {
    const part = Object.fromEntries(
      formatOf(timeZone)
        .formatToParts(ms)
        .map((p) => [p.type, Number(p.value)]),
    );
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  }

  const dayAt = (ms: number, timeZone: string) => new Date(ms + offsetAt(ms, timeZone)).toISOString().slice(0, 10);

  /** The first moment of a local day; where clocks jump at midnight, that is not 00:00. */
  function startOf(day: string, timeZone: string): number {
    const key = `${timeZone} ${day}`;
    const known = starts.get(key);
    if (known !== undefined) return known;
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const candidates = [
      midnight - offsetAt(midnight - DAY_MS, timeZone),
      midnight - offsetAt(midnight + DAY_MS, timeZone),
    ];
    const inDay = candidates.filter((ms) => dayAt(ms, timeZone) === day);
    const start = Math.min(...(inDay.length > 0 ? inDay : candidates));
    starts.set(key, start);
    return start;
  }

  return {
    of(seqs, timeZone) {
      const groups: { day: string; count: number }[] = [];
      let at = 0;
      while (at < seqs.length) {
        const day = dayAt(startMsOf(seqs[at] ?? 0), timeZone);
        const start = startOf(day, timeZone);
        const from = at;
        at += 1;
        while (at < seqs.length && startMsOf(seqs[at] ?? 0) >= start) at += 1;
        groups.push({ day, count: at - from });
      }
      return groups;
    },
  };
}

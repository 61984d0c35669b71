import { PLACES, startMsOf } from './call-seq.ts';

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

  const nameOf = (midnight: number) => new Date(midnight).toISOString().slice(0, 10);
  const dayAt = (ms: number, timeZone: string) => nameOf(ms + offsetAt(ms, timeZone));

  /**
   * The first moment of a local day, told by its midnight in UTC; where clocks jump at midnight, that is not 00:00.
   * Never, where the calendar left the day out.
   */
  function startOf(midnight: number, timeZone: string): number {
    const key = `${timeZone} ${midnight}`;
    const known = starts.get(key);
    if (known !== undefined) return known;
    const day = nameOf(midnight);
    const candidates = [
      midnight - offsetAt(midnight - DAY_MS, timeZone),
      midnight - offsetAt(midnight + DAY_MS, timeZone),
    ];
    const inDay = candidates.filter((ms) => dayAt(ms, timeZone) === day);
    const start = Math.min(Infinity, ...inDay);
    starts.set(key, start);
    return start;
  }

  /** The local day of a moment: no clock is more than a day away from UTC. Known starts are compared, nothing is formatted. */
  function midnightOf(ms: number, timeZone: string): number {
    let midnight = Math.floor(ms / DAY_MS) * DAY_MS + DAY_MS;
    while (startOf(midnight, timeZone) > ms) midnight -= DAY_MS;
    return midnight;
  }

  return {
    of(seqs, timeZone) {
      const groups: { day: string; count: number }[] = [];
      let at = 0;
      while (at < seqs.length) {
        const midnight = midnightOf(startMsOf(seqs[at] ?? 0), timeZone);
        // Row numbers rise with time: compared as they are.
        const first = startOf(midnight, timeZone) * PLACES;
        const from = at;
        at += 1;
        while (at < seqs.length && (seqs[at] ?? 0) >= first) at += 1;
        groups.push({ day: nameOf(midnight), count: at - from });
      }
      return groups;
    },
  };
}

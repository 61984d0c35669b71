import type { Database } from 'better-sqlite3';
import { firstSeqAt, PLACES } from './call-seq.ts';

/** Gives row numbers to calls and messages out of one space, so that they stand in one order. */
export interface Places {
  /** The first free place at this moment. */
  at(startedAt: string): number;
}

export function createPlaces(db: Database): Places {
  const lastSeqAt = db
    .prepare<{ first: number; end: number }, number | null>(
      `SELECT max(seq) FROM (
         SELECT max(seq) AS seq FROM calls WHERE seq >= +@first AND seq < +@end
         UNION ALL
         SELECT max(seq) FROM messages WHERE seq >= +@first AND seq < +@end)`,
    )
    .pluck();
  return {
    at(startedAt) {
      // Past the last place of a millisecond, those of the next are used.
      for (let first = firstSeqAt(startedAt); ; first += PLACES) {
        const last = lastSeqAt.get({ first, end: first + PLACES }) ?? null;
        if (last === null) return first;
        if (last + 1 < first + PLACES) return last + 1;
      }
    },
  };
}

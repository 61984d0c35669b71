import type { Database } from 'better-sqlite3';

/** What decides whether a missed caller was reached afterwards. */
export interface ReachKeys {
  seq: number;
  contactId: string | null;
  otherNumber: string | null;
  talk: boolean;
  missed: boolean;
}

/**
 * Keeps `reached_seq` of missed calls true while calls come in any order: it is the earliest talk after the missed call
 * with the same contact or the same number. Each write touches only the calls of that contact and number.
 */
export interface Reached {
  /** The first talk after a call of this contact and number, or null. */
  firstAfter(keys: Pick<ReachKeys, 'seq' | 'contactId' | 'otherNumber'>): number | null;
  /** After the row was written. `before`: the keys it had, null when it is new. */
  written(before: ReachKeys | null, now: ReachKeys): void;
}

export function createReached(db: Database): Reached {
  const next = (column: string) =>
    db
      .prepare<[string | null, number], number>(
        `SELECT seq FROM calls WHERE ${column} = +? AND talk = 1 AND seq > +? ORDER BY seq LIMIT 1`,
      )
      .pluck();
  const reach = (column: string) =>
    db.prepare<[number, string | null, number, number]>(
      `UPDATE calls SET reached_seq = ? WHERE ${column} = +? AND missed = 1 AND seq < +?
       AND (reached_seq IS NULL OR reached_seq > +?)`,
    );
  const nextOf = { contact: next('contact_id'), number: next('other_number') };
  const reachOf = { contact: reach('contact_id'), number: reach('other_number') };
  const reachedBy = db.prepare<[number], { seq: number; contactId: string | null; otherNumber: string | null }>(
    'SELECT seq, contact_id AS contactId, other_number AS otherNumber FROM calls WHERE reached_seq = +?',
  );
  const set = db.prepare('UPDATE calls SET reached_seq = ? WHERE seq = +?');

  function firstAfter(keys: Pick<ReachKeys, 'seq' | 'contactId' | 'otherNumber'>): number | null {
    const found = [nextOf.contact.get(keys.contactId, keys.seq), nextOf.number.get(keys.otherNumber, keys.seq)];
    const later = found.filter((seq) => seq !== undefined);
    return later.length === 0 ? null : Math.min(...later);
  }

  return {
    firstAfter,
    written(before, now) {
      const talkMoved =
        before?.talk === true &&
        (!now.talk ||
          before.seq !== now.seq ||
          before.contactId !== now.contactId ||
          before.otherNumber !== now.otherNumber);
      if (talkMoved) for (const row of reachedBy.all(before.seq)) set.run(firstAfter(row), row.seq);
      if (now.talk) {
        reachOf.contact.run(now.seq, now.contactId, now.seq, now.seq);
        reachOf.number.run(now.seq, now.otherNumber, now.seq, now.seq);
      }
      const first = now.missed ? firstAfter(now) : null;
      if (first !== null || before?.missed === true) set.run(first, now.seq);
    },
  };
}

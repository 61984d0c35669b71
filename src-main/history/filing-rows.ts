import type { Database } from 'better-sqlite3';
import type { Matter } from '@callbrief/relay/wire/directory';
import { firstSeqAt, startMsOf } from './call-seq.ts';
import type { DirectoryRows } from './directory-rows.ts';
import { hasEveryWord, readSearch } from './search-query.ts';

/** What the popup asks while the phone rings: narrow rows and indexes only, no call is opened. Times are ISO, newest first. */
export interface Filing {
  /** How earlier calls of this number are filed. */
  choicesBefore: (number: string, before: string) => { contactId: string; matterId: string | null; at: string }[];
  /** The last talk with this contact in each matter, and under none. */
  lastTalks: (contactId: string, before: string) => { matterId: string | null; at: string }[];
  /** Open matters by number or title. */
  findMatters: (query: string, limit: number) => Matter[];
}

/** Of each number and contact: what was longer ago says nothing about who calls now, and a call centre calls often. */
const LOOKED_AT = 200;
const MOST_PEOPLE = 40;

interface Place {
  seq: number;
  matterId: string | null;
}

export function createFilingRows(db: Database, directory: DirectoryRows): Filing {
  const choices = db.prepare<[string, number, number], Place & { contactId: string | null }>(
    `SELECT seq, contact_id AS contactId, matter_id AS matterId FROM calls
     WHERE other_number = +? AND seq < +? ORDER BY seq DESC LIMIT ?`,
  );
  const talks = db.prepare<[string, number, number], Place>(
    `SELECT max(seq) AS seq, matterId FROM (
       SELECT seq, matter_id AS matterId FROM calls WHERE contact_id = +? AND talk = 1 AND seq < +?
       ORDER BY seq DESC LIMIT ?
     ) GROUP BY matterId ORDER BY 1 DESC`,
  );
  const ofMatters = db
    .prepare<[string, number], number>('SELECT rowid FROM contact_search WHERE contact_search MATCH ? LIMIT ?')
    .pluck();
  const atOf = (seq: number) => new Date(startMsOf(seq)).toISOString();

  return {
    choicesBefore: (number, before) =>
      choices
        .all(number, firstSeqAt(before), LOOKED_AT)
        .flatMap(({ seq, contactId, matterId }) =>
          contactId === null ? [] : [{ contactId, matterId, at: atOf(seq) }],
        ),
    lastTalks: (contactId, before) =>
      talks.all(contactId, firstSeqAt(before), LOOKED_AT).map(({ seq, matterId }) => ({ matterId, at: atOf(seq) })),
    findMatters(query, limit) {
      const { match, words } = readSearch(query, 'matter');
      if (match === null || words.length === 0) return [];
      const found = new Map<string, Matter>();
      for (const seq of ofMatters.all(
        `{matter} : (${words.map((word) => `"${word}" *`).join(' AND ')})`,
        MOST_PEOPLE,
      )) {
        const contact = directory.contactBySeq(seq);
        for (const matter of contact ? directory.openMattersOf(contact.id) : [])
          if (hasEveryWord(`${matter.number} ${matter.title}`, words)) found.set(matter.id, matter);
      }
      return [...found.values()].toSorted((a, b) => b.number.localeCompare(a.number)).slice(0, limit);
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { CountedCall } from '@callbrief/relay/wire/counted-call';
import { firstSeqAt } from './call-seq.ts';

/** What statistics need of the calls of a period, and nothing of the rest. */
export interface CountedCalls {
  /** Started at or after `from` and before `until`, oldest first; with what was written here and waits. */
  between: (from: string, until: string) => CountedCall[];
  /** Of the calls of a period: which have words here, and in which revision. */
  withWords: (from: string, until: string) => { callId: string; revision: number }[];
}

const fields = [
  'id',
  'direction',
  'outcome',
  'fromNumber',
  'toNumber',
  'startedAt',
  'answeredAt',
  'endedAt',
  'durationSeconds',
  'contactId',
  'answeredBy',
  'legs',
  'followUp',
  'voicemail',
] as const satisfies readonly (keyof CountedCall)[];

/** The texts of a call are most of its row: SQLite takes out what is counted in one walk, and only that is read. */
export function createCountedCalls(db: Database): CountedCalls {
  const paths = fields.map((field) => `'$.${field}'`).join();
  const between = db
    .prepare<[number, number], string>(
      `SELECT json_extract(coalesce(shown, body), ${paths}) FROM call_bodies WHERE seq >= ? AND seq < ? ORDER BY seq`,
    )
    .pluck();
  const withWords = db.prepare<[number, number], { callId: string; revision: number }>(
    `SELECT i.call_id AS callId, i.revision FROM calls c JOIN insights i ON i.call_id = c.id
     WHERE c.seq >= ? AND c.seq < ? AND i.locked IS NOT NULL`,
  );
  return {
    between: (from, until) =>
      between.all(firstSeqAt(from), firstSeqAt(until)).map((text) => {
        const values = JSON.parse(text) as unknown[];
        return Object.fromEntries(fields.map((field, index) => [field, values[index]])) as unknown as CountedCall;
      }),
    withWords: (from, until) => withWords.all(firstSeqAt(from), firstSeqAt(until)),
  };
}

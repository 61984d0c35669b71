import type { Database } from 'better-sqlite3';
import type { CallRow, MessageRow } from '../../src-preload/contract.ts';
import type { CallLists } from './call-list.ts';
import type { CallRowMaker } from './call-row.ts';
import { startMsOf } from './call-seq.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Viewer } from './history.ts';
import type { MessageRowMaker } from './message-row.ts';
import type { MessageRows } from './message-rows.ts';
import { readSearch } from './search-query.ts';

/** A call or message of a matter, by its place in time alone. */
export interface EntryPlace {
  id: string;
  kind: 'call' | 'voicemail' | 'sms' | 'fax';
  /** Epoch ms. */
  atMs: number;
}

/** Calls and messages by matter. A matter of 2,000 costs a few milliseconds; only what is on screen is read whole. */
export interface MatterEntries {
  /** Newest first. */
  places: (matterId: string) => EntryPlace[];
  /** Ids of the calls and messages of this matter in which these words stand; null: nothing to look for was typed. */
  found: (matterId: string, typed: string) => ReadonlySet<string> | null;
  callRow: (callId: string, viewer: Viewer) => CallRow | null;
  messageRow: (messageId: string) => MessageRow | null;
  /** Calls whose words are here, newest first, with their revision. */
  withWords: (matterId: string) => { callId: string; revision: number }[];
  /** Recordings that nothing removes. */
  onHold: (matterId: string) => number;
}

export function createMatterEntries(
  db: Database,
  parts: {
    lists: CallLists;
    rows: CallRowMaker;
    messages: MessageRows;
    messageRows: MessageRowMaker;
    directory: DirectoryRows;
  },
): MatterEntries {
  const places = db.prepare<[string, string], { seq: number; id: string; kind: EntryPlace['kind'] }>(
    `SELECT seq, id, iif(voicemail = 1, 'voicemail', 'call') AS kind FROM calls WHERE matter_id = ?
     UNION ALL SELECT seq, id, json_extract(body, '$.kind') FROM messages WHERE matter_id = ? ORDER BY seq DESC`,
  );
  const found = db
    .prepare<[string, string, string], string>(
      `SELECT coalesce(c.id, m.id) FROM call_search s
       LEFT JOIN calls c ON c.seq = s.rowid AND c.matter_id = ?
       LEFT JOIN messages m ON m.seq = s.rowid AND m.matter_id = ?
       WHERE call_search MATCH ? AND (c.id IS NOT NULL OR m.id IS NOT NULL)`,
    )
    .pluck();
  const withWords = db.prepare<[string], { callId: string; revision: number }>(
    `SELECT i.call_id AS callId, i.revision FROM calls c JOIN insights i ON i.call_id = c.id
     WHERE c.matter_id = ? AND i.locked IS NOT NULL ORDER BY c.seq DESC`,
  );
  const onHold = db
    .prepare<[string], number>(
      `SELECT count(*) FROM calls c JOIN recordings r ON r.call_id = c.id
       WHERE c.matter_id = ? AND json_extract(r.body, '$.legalHold') = 1`,
    )
    .pluck();

  return {
    places: (matterId) =>
      places.all(matterId, matterId).map(({ seq, id, kind }) => ({ id, kind, atMs: startMsOf(seq) })),
    found(matterId, typed) {
      const { match } = readSearch(typed, 'name organisation note said summary');
      return match === null ? null : new Set(found.all(matterId, matterId, match));
    },
    callRow(callId, viewer) {
      const facts = parts.lists.facts(callId);
      const me = parts.directory.person(viewer.personId);
      return facts && parts.rows.row(facts, parts.rows.context(facts.call), me, null);
    },
    messageRow(messageId) {
      const message = parts.messages.message(messageId);
      return message && parts.messageRows.row(message, false, null);
    },
    withWords: (matterId) => withWords.all(matterId),
    onHold: (matterId) => onHold.get(matterId) ?? 0,
  };
}

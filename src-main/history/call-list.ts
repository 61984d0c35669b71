import type { Database } from 'better-sqlite3';
import type { Call } from '@callbrief/relay/wire/call';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Message } from '@callbrief/relay/wire/message';
import type { CallFilter, CallList, CallListQuery, HistoryRow } from '../../src-preload/contract.ts';
import type { CallRowMaker, RowFacts } from './call-row.ts';
import { createDays } from './days.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Viewer } from './history.ts';
import type { SpokenWords } from './spoken-words.ts';
import type { MessageRowMaker } from './message-row.ts';
import { readSearch, type SearchQuery } from './search-query.ts';

export interface CallLists {
  list: (query: CallListQuery, viewer: Viewer) => CallList;
  facts: (callId: string) => RowFacts | null;
}

interface BodyRow {
  seq: number;
  body: string;
  unreturned: number;
  reached: string | null;
}

const nothing = { total: 0, unreturned: 0, unheard: 0 };
const KEPT_RESULTS = 24;
const LONGEST_PAGE = 500;
/** Nobody reads so many hits one by one; counting and grouping all of 100,000 at every key press takes too long. */
export const MOST_FOUND = 10_000;

interface MessageBodyRow {
  seq: number;
  body: string;
  unseen: number;
}

/**
 * Every result is the row numbers of calls and messages, newest first: total, days and any window come from that one
 * array, which is kept until the next write. SQLite hands it over as one JSON text: ten times quicker than 100,000 rows.
 * Of a search among everything it ends with the newest MOST_FOUND, and says that there are more.
 */
export function createCallLists(
  db: Database,
  parts: {
    rows: CallRowMaker;
    messageRows: MessageRowMaker;
    unseenMessages: () => number;
    directory: DirectoryRows;
    spoken: (callId: string) => SpokenWords | null;
    version: () => number;
  },
): CallLists {
  const seqs = (from: string) =>
    db.prepare<unknown[], string>(`SELECT json_group_array(seq) FROM (SELECT seq FROM ${from})`).pluck();
  const bySeq = {
    all: seqs('calls UNION ALL SELECT seq FROM messages ORDER BY seq DESC'),
    unreturned: seqs(
      `calls INDEXED BY calls_unreturned WHERE missed = 1 AND settled = 0 AND reached_seq IS NULL ORDER BY seq DESC`,
    ),
    voicemail: seqs('calls WHERE voicemail = 1 ORDER BY seq DESC'),
    messages: seqs('messages ORDER BY seq DESC'),
    // Somebody has to choose: of several people with that number, or of several matters.
    not_filed: seqs(`(
      SELECT seq FROM calls WHERE contact_id IS NULL AND other_number IN
        (SELECT number FROM contact_numbers GROUP BY number HAVING count(DISTINCT contact_id) > 1)
      UNION ALL
      SELECT seq FROM calls WHERE matter_id IS NULL AND contact_id IN
        (SELECT p.contact_id FROM matter_parties p JOIN matters m ON m.id = p.matter_id
         WHERE json_extract(m.body, '$.status') = 'open' GROUP BY p.contact_id HAVING count(*) > 1)
    ) ORDER BY seq DESC`),
    mine: seqs('call_people WHERE person = ? GROUP BY seq ORDER BY seq DESC'),
  } satisfies Record<CallFilter, unknown>;
  const found = db
    .prepare<[string], string>(
      `SELECT json_group_array(seq) FROM
       (SELECT rowid AS seq FROM call_search WHERE call_search MATCH ? ORDER BY rowid DESC)`,
    )
    .pluck();
  const foundNewest = db
    .prepare<[string], string>(
      `SELECT json_group_array(seq) FROM
       (SELECT rowid AS seq FROM call_search WHERE call_search MATCH ? ORDER BY rowid DESC LIMIT ${MOST_FOUND + 1})`,
    )
    .pluck();
  const rowSql = `SELECT c.seq, coalesce(b.shown, b.body) AS body,
    c.missed = 1 AND c.settled = 0 AND c.reached_seq IS NULL AS unreturned,
    (SELECT coalesce(r.shown, r.body) FROM call_bodies r WHERE r.seq = c.reached_seq) AS reached
    FROM calls c JOIN call_bodies b ON b.seq = c.seq`;
  const page = db.prepare<[string], BodyRow>(
    `${rowSql} WHERE c.seq IN (SELECT value FROM json_each(?)) ORDER BY c.seq DESC`,
  );
  const messagePage = db.prepare<[string], MessageBodyRow>(
    'SELECT seq, body, unseen FROM messages WHERE seq IN (SELECT value FROM json_each(?))',
  );
  const one = db.prepare<[string], BodyRow>(`${rowSql} WHERE c.id = +?`);
  const counts = db.prepare<[], { total: number; unreturned: number; unheard: number }>(
    `SELECT (SELECT count(*) FROM calls) + (SELECT count(*) FROM messages) AS total, (SELECT count(*) FROM calls INDEXED BY calls_unreturned
      WHERE missed = 1 AND settled = 0 AND reached_seq IS NULL) AS unreturned,
      (SELECT count(*) FROM calls INDEXED BY calls_unheard WHERE unheard = 1) AS unheard`,
  );
  const days = createDays();
  const kept = new Map<string, unknown>();
  let keptVersion = -1;

  /** The same question until the next write gets the same answer. */
  function remembered<T>(key: string, ask: () => T): T {
    if (keptVersion !== parts.version()) kept.clear();
    keptVersion = parts.version();
    if (!kept.has(key)) {
      for (const oldest of kept.keys()) if (kept.size >= KEPT_RESULTS) kept.delete(oldest);
      kept.set(key, ask());
    }
    return kept.get(key) as T;
  }

  function filtered(filter: CallFilter, me: Person | null, personId: string): number[] {
    if (filter !== 'mine') return JSON.parse(bySeq[filter].get() ?? '[]') as number[];
    const keys = [personId, ...(me?.providerUserIds ?? []).map((user) => `user:${user}`)];
    const lists = keys
      .map((key) => JSON.parse(bySeq.mine.get(key) ?? '[]') as number[])
      .filter((list) => list.length > 0);
    // One key at a time comes out of the index in order; nearly always there is only one.
    return lists.length < 2 ? (lists[0] ?? []) : [...new Set(lists.flat())].sort((a, b) => b - a);
  }

  function result(query: CallListQuery, search: SearchQuery, viewer: Viewer, me: Person | null): number[] {
    const inFilter = () =>
      remembered(`filter ${query.filter} ${viewer.personId}`, () => filtered(query.filter, me, viewer.personId));
    const { match } = search;
    if (match === null) return inFilter();
    return remembered(`search ${query.filter} ${viewer.personId} ${match}`, () => {
      if (query.filter === 'all') return JSON.parse(foundNewest.get(match) ?? '[]') as number[];
      // Of all hits: the newest ones may all be outside of the filter.
      const hits = JSON.parse(found.get(match) ?? '[]') as number[];
      const allowed = new Set(inFilter());
      return hits.filter((seq) => allowed.has(seq));
    });
  }

  const factsOf = ({ body, unreturned, reached }: BodyRow): RowFacts => ({
    call: JSON.parse(body) as Call,
    unreturned: unreturned === 1,
    reachedBy: reached === null ? null : (JSON.parse(reached) as Call),
  });

  function rowsOf(window: number[], me: Person | null, search: SearchQuery | null): HistoryRow[] {
    const asked = JSON.stringify(window);
    const bySeqOf = new Map<number, HistoryRow>();
    for (const row of page.all(asked)) {
      const facts = factsOf(row);
      const spoken = () => parts.spoken(facts.call.id);
      bySeqOf.set(row.seq, parts.rows.row(facts, parts.rows.context(facts.call), me, search, spoken));
    }
    if (bySeqOf.size < window.length)
      for (const { seq, body, unseen } of messagePage.all(asked))
        bySeqOf.set(seq, parts.messageRows.row(JSON.parse(body) as Message, unseen === 1, search));
    return window.map((seq) => bySeqOf.get(seq)).filter((row) => row !== undefined);
  }

  return {
    list(query, viewer) {
      const started = performance.now();
      const search = readSearch(query.search);
      const me = parts.directory.person(viewer.personId);
      const found = result(query, search, viewer, me);
      const hasMore = search.match !== null && query.filter === 'all' && found.length > MOST_FOUND;
      const matching = hasMore ? found.slice(0, MOST_FOUND) : found;
      const offset = Math.max(0, query.offset);
      const window = matching.slice(offset, offset + Math.min(Math.max(0, query.limit), LONGEST_PAGE));
      const rows = rowsOf(window, me, search.match === null ? null : search);
      const key = `${query.filter} ${viewer.personId} ${viewer.timeZone} ${search.match ?? ''}`;
      const { total, unreturned, unheard } = remembered('counts', () => counts.get() ?? nothing);
      return {
        rows,
        total: matching.length,
        hasMore,
        totalCached: total,
        unreturnedCount: unreturned,
        unheardVoicemails: unheard,
        unseenMessages: remembered('unseen', parts.unseenMessages),
        days: remembered(`days ${key}`, () => days.of(matching, viewer.timeZone)),
        tookMs: performance.now() - started,
      };
    },
    facts(callId) {
      const row = one.get(callId);
      return row ? factsOf(row) : null;
    },
  };
}

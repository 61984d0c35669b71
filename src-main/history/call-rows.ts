import type { Database } from 'better-sqlite3';
import { firmNumber, otherNumber, type Call } from '@callbrief/relay/wire/call';
import { isMissed, isSettled, isTalk } from '@callbrief/relay/wire/counted-call';
import { isSeqOf } from './call-seq.ts';
import { countedColumns, createCountedColumns } from './counted-columns.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Places } from './places.ts';
import { createReached, type ReachKeys } from './reached.ts';
import { textsOf, type SearchIndex } from './search-index.ts';

/** One row per call, with everything that lists and searches need worked out when it is written. */
export interface CallRows {
  /** `truth` is the relay's row; `shown` the same with what waits here, or the same object when nothing does. */
  put: (truth: Call, shown: Call, fill: number) => void;
  truth: (callId: string) => Call | null;
  shown: (callId: string) => Call | null;
  seqOf: (callId: string) => number | null;
  indexAgain: (where: { contactId: string } | { matterId: string }) => void;
  /** What was said in it changed, which stands in no row of the call. */
  indexCall: (callId: string) => void;
  /** Everything that is worked out of a call for searching and counting, in the order of the rows. */
  writeAgain: () => void;
  /** The own lines of a person changed: which calls are theirs is worked out again. */
  linesChanged: (personId: string, lines: readonly string[]) => void;
  remove: (callId: string) => void;
  removeOlderThan: (fill: number) => void;
}

interface KnownRow extends Omit<ReachKeys, 'talk' | 'missed'> {
  talk: number;
  missed: number;
  matterId: string | null;
  body: string;
  shown: string | null;
}

export function createCallRows(
  db: Database,
  parts: { directory: DirectoryRows; index: SearchIndex; places: Places },
): CallRows {
  const { directory, index, places } = parts;
  const reached = createReached(db);
  // `+?` here and beside: SQLite plans a statement anew for each value of a bare `?` that meets a partial index.
  const known = db.prepare<[string], KnownRow>(
    `SELECT c.seq, c.contact_id AS contactId, c.other_number AS otherNumber, c.matter_id AS matterId, c.talk, c.missed,
            b.body, b.shown FROM calls c JOIN call_bodies b ON b.seq = c.seq WHERE c.id = +?`,
  );
  const write = db.prepare(
    `INSERT INTO calls (seq, id, contact_id, matter_id, other_number, firm_number, talk, missed, settled, voicemail,
       unheard, fill, ${countedColumns.join()})
     VALUES (@seq, @id, @contactId, @matterId, @otherNumber, @firmNumber, @talk, @missed, @settled, @voicemail,
       @unheard, @fill, ${countedColumns.map((column) => `@${column}`).join()})
     ON CONFLICT (id) DO UPDATE SET seq = @seq, contact_id = @contactId, matter_id = @matterId,
       other_number = @otherNumber, firm_number = @firmNumber, talk = @talk, missed = @missed, settled = @settled,
       voicemail = @voicemail, unheard = @unheard, fill = @fill,
       ${countedColumns.map((column) => `${column} = @${column}`).join()}`,
  );
  const writeBody = db.prepare(
    `INSERT INTO call_bodies (seq, body, shown) VALUES (?, ?, ?)
     ON CONFLICT (seq) DO UPDATE SET body = excluded.body, shown = excluded.shown`,
  );
  const counted = createCountedColumns(db);
  const countAgain = db.prepare(
    `UPDATE calls SET ${countedColumns.map((column) => `${column} = @${column}`).join()} WHERE seq = +@seq`,
  );
  const bodyGone = db.prepare('DELETE FROM call_bodies WHERE seq = ?');
  const peopleGone = db.prepare('DELETE FROM call_people WHERE seq = ?');
  const person = db.prepare('INSERT OR IGNORE INTO call_people (person, seq, why) VALUES (?, ?, ?)');
  const ownLinesGone = db.prepare("DELETE FROM call_people WHERE person = ? AND why = 'line'");
  const ownLine = db.prepare(
    `INSERT OR IGNORE INTO call_people (person, seq, why)
     SELECT ?, seq, 'line' FROM calls WHERE firm_number = +?`,
  );
  const idsOf = {
    contact: db.prepare<[string], string>('SELECT id FROM calls WHERE contact_id = +?').pluck(),
    matter: db.prepare<[string], string>('SELECT id FROM calls WHERE matter_id = +?').pluck(),
  };
  const everyId = db.prepare<[], string>('SELECT id FROM calls ORDER BY seq').pluck();
  const older = [
    'DELETE FROM call_search WHERE rowid IN (SELECT seq FROM calls WHERE fill < ?)',
    'DELETE FROM call_bodies WHERE seq IN (SELECT seq FROM calls WHERE fill < ?)',
    'DELETE FROM call_people WHERE seq IN (SELECT seq FROM calls WHERE fill < ?)',
    'DELETE FROM call_hops WHERE call_id IN (SELECT id FROM calls WHERE fill < ?)',
    'UPDATE calls SET reached_seq = NULL WHERE reached_seq IN (SELECT seq FROM calls WHERE fill < ?)',
    'DELETE FROM calls WHERE fill < ?',
  ].map((sql) => db.prepare<[number]>(sql));
  const hopsGone = db.prepare('DELETE FROM call_hops WHERE call_id = ?');
  const unreached = db.prepare('UPDATE calls SET reached_seq = NULL WHERE reached_seq = +?');
  const gone = db.prepare('DELETE FROM calls WHERE id = ?');
  const lastTalkGone = db.prepare<[], { seq: number; contactId: string | null; otherNumber: string | null }>(
    `SELECT seq, contact_id AS contactId, other_number AS otherNumber FROM calls INDEXED BY calls_unreturned
     WHERE missed = 1 AND settled = 0 AND reached_seq IS NULL`,
  );
  const setReached = db.prepare('UPDATE calls SET reached_seq = ? WHERE seq = +?');

  function writePeople(seq: number, call: Call): void {
    for (const party of [call.answeredBy, ...call.legs]) {
      if (party?.personId) person.run(party.personId, seq, 'phone');
      else if (party?.providerUserId) person.run(`user:${party.providerUserId}`, seq, 'phone');
    }
    const line = firmNumber(call);
    if (line !== null) for (const owner of directory.ownersOfLine(line)) person.run(owner, seq, 'line');
  }

  function indexCall(callId: string): void {
    const row = known.get(callId);
    if (row) index.call(row.seq, JSON.parse(row.shown ?? row.body) as Call, false);
  }

  return {
    put(truth, shown, fill) {
      const row = known.get(truth.id);
      const seq = row && isSeqOf(row.seq, shown.startedAt) ? row.seq : places.at(shown.startedAt);
      const keys: ReachKeys = {
        seq,
        contactId: shown.contactId,
        otherNumber: otherNumber(shown),
        talk: isTalk(shown),
        missed: isMissed(shown),
      };
      const isVoicemail = shown.voicemail !== null || shown.outcome === 'voicemail';
      write.run({
        ...keys,
        id: truth.id,
        matterId: shown.matterId,
        firmNumber: firmNumber(shown),
        talk: keys.talk ? 1 : 0,
        missed: keys.missed ? 1 : 0,
        settled: isSettled(shown) ? 1 : 0,
        voicemail: isVoicemail ? 1 : 0,
        // Absent in rows from before it was kept.
        unheard: isVoicemail && (shown.voicemailHeard ?? null) === null ? 1 : 0,
        fill,
        ...counted.columnsOf(shown),
      });
      if (row && row.seq !== seq) {
        bodyGone.run(row.seq);
        peopleGone.run(row.seq);
        index.remove(row.seq);
      }
      const body = JSON.stringify(truth);
      writeBody.run(seq, body, shown === truth ? null : JSON.stringify(shown));
      if (row?.seq === seq) peopleGone.run(seq);
      writePeople(seq, shown);
      reached.written(row ? { ...row, talk: row.talk === 1, missed: row.missed === 1 } : null, keys);

      const before = row ? (JSON.parse(row.shown ?? row.body) as Call) : null;
      const sameTexts =
        before !== null &&
        row?.seq === seq &&
        before.contactId === shown.contactId &&
        before.matterId === shown.matterId &&
        otherNumber(before) === keys.otherNumber &&
        textsOf(before).join('\n') === textsOf(shown).join('\n');
      if (!sameTexts) index.call(seq, shown, row?.seq !== seq);
    },

    truth(callId) {
      const row = known.get(callId);
      return row ? (JSON.parse(row.body) as Call) : null;
    },
    shown(callId) {
      const row = known.get(callId);
      return row ? (JSON.parse(row.shown ?? row.body) as Call) : null;
    },
    seqOf: (callId) => known.get(callId)?.seq ?? null,

    indexAgain(where) {
      const ids = 'contactId' in where ? idsOf.contact.all(where.contactId) : idsOf.matter.all(where.matterId);
      for (const id of ids) indexCall(id);
    },
    indexCall,
    writeAgain() {
      for (const id of everyId.all()) {
        const row = known.get(id);
        if (!row) continue;
        const call = JSON.parse(row.shown ?? row.body) as Call;
        index.call(row.seq, call, false);
        countAgain.run({ seq: row.seq, ...counted.columnsOf(call) });
      }
    },

    linesChanged(personId, lines) {
      ownLinesGone.run(personId);
      for (const number of lines) ownLine.run(personId, number);
    },

    remove(callId) {
      const row = known.get(callId);
      if (!row) return;
      index.remove(row.seq);
      bodyGone.run(row.seq);
      peopleGone.run(row.seq);
      hopsGone.run(callId);
      unreached.run(row.seq);
      gone.run(callId);
      reachAgain();
    },

    removeOlderThan(fill) {
      for (const statement of older) statement.run(fill);
      counted.forgetUnused();
      reachAgain();
    },
  };

  /** Missed calls whose talk is gone may have another. */
  function reachAgain(): void {
    for (const row of lastTalkGone.all()) setReached.run(reached.firstAfter(row), row.seq);
  }
}

import type { Database } from 'better-sqlite3';
import { otherNumberOf, type Message } from '@callbrief/relay/wire/message';
import { isSeqOf } from './call-seq.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Places } from './places.ts';
import type { SearchIndex } from './search-index.ts';

/** One row per SMS or fax, among the calls. */
export interface MessageRows {
  /** `unseen`: of a message that was not known here. A known one stays as seen as it was. */
  put: (message: Message, unseen: boolean, fill: number) => void;
  message: (messageId: string) => Message | null;
  indexAgain: (where: { contactId: string } | { matterId: string }) => void;
  indexAll: () => void;
  /** The own lines of a person changed. Their old entries are gone already (call-rows.ts). */
  linesChanged: (personId: string, lines: readonly string[]) => void;
  /** @returns those that were unseen until now. */
  seen: (messageIds: readonly string[]) => string[];
  unseenCount: () => number;
  remove: (messageId: string) => void;
  removeOlderThan: (fill: number) => void;
}

/** The firm's own number that it came to, or went from. */
export function firmNumberOf(m: Pick<Message, 'direction' | 'fromNumber' | 'toNumber'>): string | null {
  return m.direction === 'inbound' ? m.toNumber : m.fromNumber;
}

export function createMessageRows(
  db: Database,
  parts: { directory: DirectoryRows; index: SearchIndex; places: Places },
): MessageRows {
  const { directory, index, places } = parts;
  const known = db.prepare<[string], { seq: number; body: string; unseen: number }>(
    'SELECT seq, body, unseen FROM messages WHERE id = +?',
  );
  const write = db.prepare(
    `INSERT INTO messages (seq, id, contact_id, matter_id, other_number, firm_number, unseen, body, fill)
     VALUES (@seq, @id, @contactId, @matterId, @otherNumber, @firmNumber, @unseen, @body, @fill)
     ON CONFLICT (id) DO UPDATE SET seq = @seq, contact_id = @contactId, matter_id = @matterId,
       other_number = @otherNumber, firm_number = @firmNumber, unseen = @unseen, body = @body, fill = @fill`,
  );
  const peopleGone = db.prepare('DELETE FROM call_people WHERE seq = ?');
  const person = db.prepare('INSERT OR IGNORE INTO call_people (person, seq, why) VALUES (?, ?, ?)');
  const ownLine = db.prepare(
    `INSERT OR IGNORE INTO call_people (person, seq, why)
     SELECT ?, seq, 'line' FROM messages WHERE firm_number = +?`,
  );
  const idsOf = {
    contact: db.prepare<[string], string>('SELECT id FROM messages WHERE contact_id = +?').pluck(),
    matter: db.prepare<[string], string>('SELECT id FROM messages WHERE matter_id = +?').pluck(),
  };
  const every = db.prepare<[], { seq: number; body: string }>('SELECT seq, body FROM messages ORDER BY seq');
  const setSeen = db.prepare('UPDATE messages SET unseen = 0 WHERE id = +? AND unseen = 1');
  const gone = db.prepare('DELETE FROM messages WHERE id = ?');
  const countUnseen = db
    .prepare<[], number>('SELECT count(*) FROM messages INDEXED BY messages_unseen WHERE unseen = 1')
    .pluck();
  const older = [
    'DELETE FROM call_search WHERE rowid IN (SELECT seq FROM messages WHERE fill < ?)',
    'DELETE FROM call_people WHERE seq IN (SELECT seq FROM messages WHERE fill < ?)',
    'DELETE FROM messages WHERE fill < ?',
  ].map((sql) => db.prepare<[number]>(sql));
  const parse = (body: string) => JSON.parse(body) as Message;

  return {
    put(message, unseen, fill) {
      const row = known.get(message.id);
      const seq = row && isSeqOf(row.seq, message.at) ? row.seq : places.at(message.at);
      const firmNumber = firmNumberOf(message);
      write.run({
        seq,
        id: message.id,
        contactId: message.contactId,
        matterId: message.matterId,
        otherNumber: otherNumberOf(message),
        firmNumber,
        unseen: row ? row.unseen : unseen ? 1 : 0,
        body: JSON.stringify(message),
        fill,
      });
      if (row) peopleGone.run(row.seq);
      if (row && row.seq !== seq) index.remove(row.seq);
      if (message.personId !== null) person.run(message.personId, seq, 'phone');
      if (firmNumber !== null) for (const owner of directory.ownersOfLine(firmNumber)) person.run(owner, seq, 'line');
      index.message(seq, message, row?.seq !== seq);
    },
    message(messageId) {
      const row = known.get(messageId);
      return row ? parse(row.body) : null;
    },
    indexAgain(where) {
      const ids = 'contactId' in where ? idsOf.contact.all(where.contactId) : idsOf.matter.all(where.matterId);
      for (const id of ids) {
        const row = known.get(id);
        if (row) index.message(row.seq, parse(row.body), false);
      }
    },
    indexAll() {
      for (const { seq, body } of every.all()) index.message(seq, parse(body), false);
    },
    linesChanged(personId, lines) {
      for (const number of lines) ownLine.run(personId, number);
    },
    seen(messageIds) {
      return db.transaction(() => messageIds.filter((id) => setSeen.run(id).changes > 0)).immediate();
    },
    unseenCount: () => countUnseen.get() ?? 0,
    remove(messageId) {
      const row = known.get(messageId);
      if (!row) return;
      index.remove(row.seq);
      peopleGone.run(row.seq);
      gone.run(messageId);
    },
    removeOlderThan(fill) {
      for (const statement of older) statement.run(fill);
    },
  };
}

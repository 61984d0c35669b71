import type { Database } from 'better-sqlite3';
import type { Contact, Matter } from '@callbrief/relay/wire/directory';
import type { CallRow } from '../../src-preload/contract.ts';
import type { ContactBelongings } from '../../src-preload/contract/contacts.ts';
import { startMsOf } from './call-seq.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { Viewer } from './history.ts';
import type { MatterEntries } from './matter-entries.ts';
import { readSearch } from './search-query.ts';

/** Contacts as a list, of 100,000 too: only the window that is on screen is read. */
export interface ContactLists {
  /** By name; a search finds words of name and organisation, and numbers as people type them. */
  list: (typed: string, offset: number, limit: number) => { contacts: Contact[]; total: number };
  /** Open and closed. */
  mattersOf: (contactId: string) => Matter[];
  /** Newest first. */
  calls: (contactId: string, limit: number, viewer: Viewer) => CallRow[];
  /** ISO of the newest call or message; null: none is here. */
  lastContactAt: (contactId: string) => string | null;
  belongings: (contactId: string) => ContactBelongings;
}

export function createContactLists(
  db: Database,
  parts: { directory: DirectoryRows; entries: Pick<MatterEntries, 'callRow'> },
): ContactLists {
  const parse = (text: string) => JSON.parse(text) as Contact;
  const page = db
    .prepare<[number, number], string>('SELECT body FROM contacts ORDER BY sort_name, id LIMIT ? OFFSET ?')
    .pluck();
  const count = db.prepare<[], number>('SELECT count(*) FROM contacts').pluck();
  const hits = `FROM contacts WHERE seq IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?)`;
  const foundPage = db
    .prepare<[string, number, number], string>(`SELECT body ${hits} ORDER BY sort_name, id LIMIT ? OFFSET ?`)
    .pluck();
  const foundCount = db.prepare<[string], number>(`SELECT count(*) ${hits}`).pluck();
  const callIds = db
    .prepare<[string, number], string>('SELECT id FROM calls WHERE contact_id = ? ORDER BY seq DESC LIMIT ?')
    .pluck();
  const last = db
    .prepare<[string, string], number | null>(
      `SELECT max(seq) FROM (SELECT max(seq) AS seq FROM calls WHERE contact_id = ?
       UNION ALL SELECT max(seq) FROM messages WHERE contact_id = ?)`,
    )
    .pluck();
  const matters = db
    .prepare<[string], string>(
      'SELECT m.body FROM matter_parties p JOIN matters m ON m.id = p.matter_id WHERE p.contact_id = ? ORDER BY m.id',
    )
    .pluck();
  const belongings = db.prepare<[string, string, string, string], ContactBelongings>(
    `SELECT (SELECT count(*) FROM calls WHERE contact_id = ?) AS calls,
       (SELECT count(*) FROM messages WHERE contact_id = ?) AS messages,
       (SELECT count(*) FROM matter_parties WHERE contact_id = ?) AS matters,
       (SELECT count(*) FROM items WHERE contact_id = ?) AS items`,
  );

  return {
    list(typed, offset, limit) {
      const search = readSearch(typed, 'name organisation').match;
      // A contact is not found by whom it stands against.
      const match = search === null ? null : `{name number organisation} : (${search})`;
      if (match === null)
        return typed.trim() === ''
          ? { contacts: page.all(limit, offset).map(parse), total: count.get() ?? 0 }
          : { contacts: [], total: 0 };
      return { contacts: foundPage.all(match, limit, offset).map(parse), total: foundCount.get(match) ?? 0 };
    },
    mattersOf: (contactId) => matters.all(contactId).map((text) => JSON.parse(text) as Matter),
    calls: (contactId, limit, viewer) =>
      callIds
        .all(contactId, limit)
        .map((id) => parts.entries.callRow(id, viewer))
        .filter((row) => row !== null),
    lastContactAt(contactId) {
      const seq = last.get(contactId, contactId);
      return seq == null ? null : new Date(startMsOf(seq)).toISOString();
    },
    belongings: (contactId) =>
      belongings.get(contactId, contactId, contactId, contactId) ?? { calls: 0, messages: 0, matters: 0, items: 0 },
  };
}

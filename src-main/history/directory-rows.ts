import type { Database } from 'better-sqlite3';
import type { Contact, Matter, Person } from '@callbrief/relay/wire/directory';
import { nationalOf } from '../contacts/phone-number.ts';
import { foldCharacter } from './search-query.ts';

/** Contacts, matters and people. Bodies were checked against the wire before they were written, so they are only parsed. */
export interface DirectoryRows {
  contact: (id: string) => Contact | null;
  matter: (id: string) => Matter | null;
  person: (id: string) => Person | null;
  people: () => Person[];
  /** By the whole number; where nobody has it, by its national part. */
  contactsByNumber: (number: string) => Contact[];
  openMattersOf: (contactId: string) => Matter[];
  /** Row number of a contact, for the search index. */
  contactSeq: (id: string) => number | null;
  contactBySeq: (seq: number) => Contact | null;
  /** In the order of their row numbers. */
  contacts: () => Contact[];
  isLocal: (contactId: string) => boolean;
  /** The relay's row, without what waits here. Null: none, or made here and not confirmed. */
  contactTruth: (id: string) => Contact | null;
  matterTruth: (id: string) => Matter | null;
  matters: () => Matter[];
  /** `truth`: the relay's row, when `contact` shows what waits here; null: the relay has none. */
  putContact: (contact: Contact, fill: number, local: boolean, truth?: Contact | null) => void;
  removeContact: (id: string) => void;
  putMatter: (matter: Matter, fill: number, truth?: Matter | null) => void;
  removeMatter: (id: string) => void;
  putPerson: (person: Person, fill: number) => void;
  ownersOfLine: (number: string) => string[];
  /** Rows of an older fill: the relay has them no more. */
  removeOlderThan: (fill: number) => void;
  counts: () => { contacts: number; matters: number };
  /** After a transaction that failed: what was read inside it may not be true. */
  forget: () => void;
}

export function createDirectoryRows(db: Database): DirectoryRows {
  const body = (sql: string) => db.prepare<[string | number], string>(sql).pluck();
  const read = {
    contact: body('SELECT body FROM contacts WHERE id = ?'),
    contactBySeq: body('SELECT body FROM contacts WHERE seq = ?'),
    contacts: db.prepare<[], string>('SELECT body FROM contacts ORDER BY seq').pluck(),
    matter: body('SELECT body FROM matters WHERE id = ?'),
    person: body('SELECT body FROM people WHERE id = ?'),
    people: db.prepare<[], string>('SELECT body FROM people ORDER BY id').pluck(),
    matters: db.prepare<[], string>('SELECT body FROM matters ORDER BY id').pluck(),
    contactTruth: body('SELECT coalesce(truth, body) FROM contacts WHERE id = ? AND local = 0'),
    matterTruth: body('SELECT coalesce(truth, body) FROM matters WHERE id = ?'),
    byNational: body(
      'SELECT c.body FROM contact_numbers n JOIN contacts c ON c.id = n.contact_id WHERE n.national = +? ORDER BY c.id',
    ),
    byNumber: body(
      'SELECT c.body FROM contact_numbers n JOIN contacts c ON c.id = n.contact_id WHERE n.number = ? ORDER BY c.id',
    ),
    mattersOf: body(
      'SELECT m.body FROM matter_parties p JOIN matters m ON m.id = p.matter_id WHERE p.contact_id = ? ORDER BY m.id',
    ),
    owners: body('SELECT person_id FROM person_lines WHERE number = ? ORDER BY person_id'),
    contactSeq: db.prepare<[string], number>('SELECT seq FROM contacts WHERE id = ?').pluck(),
    local: db.prepare<[string], number>('SELECT local FROM contacts WHERE id = ?').pluck(),
    counts: db.prepare<[], { contacts: number; matters: number }>(
      'SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM matters) AS matters',
    ),
  };
  const write = {
    contact: db.prepare(
      `INSERT INTO contacts (id, body, local, fill, truth, sort_name) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, local = excluded.local, fill = excluded.fill,
         truth = excluded.truth, sort_name = excluded.sort_name`,
    ),
    numbersGone: db.prepare('DELETE FROM contact_numbers WHERE contact_id = ?'),
    number: db.prepare('INSERT OR IGNORE INTO contact_numbers (number, contact_id, national) VALUES (?, ?, ?)'),
    contactGone: db.prepare('DELETE FROM contacts WHERE id = ?'),
    matter: db.prepare(
      `INSERT INTO matters (id, body, fill, truth) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, fill = excluded.fill, truth = excluded.truth`,
    ),
    matterGone: db.prepare('DELETE FROM matters WHERE id = ?'),
    partiesGone: db.prepare('DELETE FROM matter_parties WHERE matter_id = ?'),
    party: db.prepare('INSERT OR IGNORE INTO matter_parties (contact_id, matter_id) VALUES (?, ?)'),
    person: db.prepare(
      `INSERT INTO people (id, body, fill) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, fill = excluded.fill`,
    ),
    linesGone: db.prepare('DELETE FROM person_lines WHERE person_id = ?'),
    line: db.prepare('INSERT OR IGNORE INTO person_lines (number, person_id) VALUES (?, ?)'),
  };
  const older = [
    'DELETE FROM contact_search WHERE rowid IN (SELECT seq FROM contacts WHERE fill < ? AND local = 0)',
    'DELETE FROM contact_numbers WHERE contact_id IN (SELECT id FROM contacts WHERE fill < ? AND local = 0)',
    'DELETE FROM contacts WHERE fill < ? AND local = 0',
    "DELETE FROM matter_parties WHERE matter_id IN (SELECT id FROM matters WHERE fill < ? AND truth IS NOT 'null')",
    "DELETE FROM matters WHERE fill < ? AND truth IS NOT 'null'",
    'DELETE FROM person_lines WHERE person_id IN (SELECT id FROM people WHERE fill < ?)',
    'DELETE FROM people WHERE fill < ?',
  ].map((sql) => db.prepare<[number]>(sql));
  const memos = {
    contacts: createMemo((id) => parse(read.contact.get(id)) as Contact | null),
    matters: createMemo((id) => parse(read.matter.get(id)) as Matter | null),
    people: createMemo((id) => parse(read.person.get(id)) as Person | null),
    owners: createMemo((number) => read.owners.all(number)),
  };

  /** All of them, parsed once: a list that is searched as somebody types asks at every key. */
  let allMatters: Matter[] | null = null;
  const forget = () => {
    allMatters = null;
    for (const memo of Object.values(memos)) memo.forget();
  };

  return {
    contact: memos.contacts.get,
    contactBySeq: (seq) => parse(read.contactBySeq.get(seq)) as Contact | null,
    contacts: () => read.contacts.all().map((text) => JSON.parse(text) as Contact),
    matter: memos.matters.get,
    person: memos.people.get,
    people: () => read.people.all().map((text) => JSON.parse(text) as Person),
    contactsByNumber(number) {
      const exact = read.byNumber.all(number);
      const national = exact.length > 0 ? null : nationalOf(number);
      const found = national === null ? exact : read.byNational.all(national);
      return [...new Set(found)].map((text) => JSON.parse(text) as Contact);
    },
    openMattersOf: (contactId) =>
      read.mattersOf
        .all(contactId)
        .map((text) => JSON.parse(text) as Matter)
        .filter((matter) => matter.status === 'open'),
    contactSeq: (id) => read.contactSeq.get(id) ?? null,
    isLocal: (id) => read.local.get(id) === 1,
    ownersOfLine: memos.owners.get,

    contactTruth: (id) => parse(read.contactTruth.get(id)) as Contact | null,
    matterTruth: (id) => parse(read.matterTruth.get(id)) as Matter | null,
    matters: () => (allMatters ??= read.matters.all().map((text) => JSON.parse(text) as Matter)),

    putContact(contact, fill, local, truth) {
      memos.contacts.forget();
      write.contact.run(
        contact.id,
        JSON.stringify(contact),
        local ? 1 : 0,
        fill,
        textOf(truth),
        sortName(contact.name),
      );
      write.numbersGone.run(contact.id);
      for (const { number } of contact.numbers) write.number.run(number, contact.id, nationalOf(number));
    },
    removeContact(id) {
      memos.contacts.forget();
      write.numbersGone.run(id);
      write.contactGone.run(id);
    },
    putMatter(matter, fill, truth) {
      allMatters = null;
      memos.matters.forget();
      write.matter.run(matter.id, JSON.stringify(matter), fill, textOf(truth));
      write.partiesGone.run(matter.id);
      for (const { contactId } of matter.parties) write.party.run(contactId, matter.id);
    },
    removeMatter(id) {
      allMatters = null;
      memos.matters.forget();
      write.partiesGone.run(id);
      write.matterGone.run(id);
    },
    putPerson(person, fill) {
      memos.people.forget();
      memos.owners.forget();
      write.person.run(person.id, JSON.stringify(person), fill);
      write.linesGone.run(person.id);
      for (const number of person.lines) write.line.run(number, person.id);
    },
    removeOlderThan(fill) {
      for (const statement of older) statement.run(fill);
      forget();
    },
    counts: () => read.counts.get() ?? { contacts: 0, matters: 0 },
    forget,
  };
}

const KEPT = 4_000;

/** A list asks for the same few contacts and matters again and again; reading and parsing them is most of its work. */
function createMemo<T>(ask: (key: string) => T): { get: (key: string) => T; forget: () => void } {
  const known = new Map<string, T>();
  return {
    get(key) {
      const value = known.get(key);
      if (value !== undefined) return value;
      const asked = ask(key);
      if (known.size >= KEPT) known.clear();
      known.set(key, asked);
      return asked;
    },
    forget: () => known.clear(),
  };
}

const sortName = (name: string) => Array.from(name.trim(), foldCharacter).join('');

/** `null` as text: made here, the relay has not confirmed it. */
const textOf = (truth: unknown): string | null => (truth === undefined ? null : JSON.stringify(truth));

const parse = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));

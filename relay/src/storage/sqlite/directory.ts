import type { Database } from 'better-sqlite3';
import type { LookUps } from '../../calls/stored-call.ts';
import { endingOf, isSameNumber, numbersToFind } from '../../calls/same-number.ts';
import type { Contact, Matter, Person } from '../../wire/directory.ts';
import type { Page } from '../../wire/rest.ts';
import { contactSearchText, foldedName, searchTerms } from '../search-text.ts';
import { prepareDirectoryRows, type DirectoryRows } from './directory-rows.ts';
import { prepareNouns } from './nouns.ts';

/** Contacts, matters and people, and the look-ups that link calls to them. */
export interface Directory extends DirectoryRows {
  lookUps(tenantId: string): LookUps;
  /**
   * The same answers, remembered from delivery to delivery: one call asks up to five times. For transactions that do
   * not write the directory, and only after `forgetIfChanged` in the same transaction.
   */
  rememberedLookUps(tenantId: string): LookUps;
  /** Forgets what another process may have changed. Inside a write transaction. @returns whether it did */
  forgetIfChanged(): boolean;
  contactPage(tenantId: string, cursor: string | null, limit: number): Page<Contact>;
  contact(tenantId: string, id: string): Contact | null;
  findContacts(tenantId: string, query: string, limit: number): Contact[];
  /** All that have the number, else all that have it in another form; by id. */
  contactsByNumber(tenantId: string, number: string): Contact[];
  putContact(tenantId: string, contact: Contact): void;
  matterPage(tenantId: string, cursor: string | null, limit: number): Page<Matter>;
  matter(tenantId: string, id: string): Matter | null;
  /** Open matters in which the contact is a party, by id. */
  openMattersOf(tenantId: string, contactId: string): Matter[];
  putMatter(tenantId: string, matter: Matter): void;
  removeContact(tenantId: string, contactId: string): void;
  removeMatter(tenantId: string, matterId: string): void;
  personPage(tenantId: string, cursor: string | null, limit: number): Page<Person>;
  person(tenantId: string, id: string): Person | null;
  putPerson(tenantId: string, person: Person): void;
}

export function prepareDirectory(db: Database): Directory {
  const contacts = prepareNouns<Contact>(db, 'contacts');
  const matters = prepareNouns<Matter>(db, 'matters');
  const people = prepareNouns<Person>(db, 'people');
  const numbers = prepareKeys(db, 'contact_numbers', 'number', 'contact_id');
  const parties = prepareKeys(db, 'open_matter_parties', 'contact_id', 'matter_id');
  const users = prepareKeys(db, 'provider_users', 'provider_user_id', 'person_id');
  const rows = prepareDirectoryRows(db);
  const alike = prepareAlike(db);
  // With a plus: SQLite would else walk through all contacts in their order.
  const contactsByNumber = db
    .prepare<[string, string], string>(
      `SELECT c.json FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
       WHERE n.tenant_id = ? AND n.number = ? ORDER BY +c.id`,
    )
    .pluck();
  const openMattersOf = db
    .prepare<[string, string], string>(
      `SELECT m.json FROM open_matter_parties p JOIN matters m ON m.tenant_id = p.tenant_id AND m.id = p.matter_id
       WHERE p.tenant_id = ? AND p.contact_id = ? ORDER BY +m.id`,
    )
    .pluck();
  // Not OR REPLACE: it would take away another row that has the external id.
  const putContact = db.prepare<[string, string, string, string, string | null, string]>(
    `INSERT INTO contacts (tenant_id, id, search_text, json, external_id, folded_name) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant_id, id) DO UPDATE SET search_text = excluded.search_text, json = excluded.json,
       external_id = excluded.external_id, folded_name = excluded.folded_name`,
  );
  const putMatter = db.prepare<[string, string, string, string | null]>(
    `INSERT INTO matters (tenant_id, id, json, external_id) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant_id, id) DO UPDATE SET json = excluded.json, external_id = excluded.external_id`,
  );
  const dropContact = db.prepare<[string, string]>('DELETE FROM contacts WHERE tenant_id = ? AND id = ?');
  const dropMatter = db.prepare<[string, string]>('DELETE FROM matters WHERE tenant_id = ? AND id = ?');
  const putPerson = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO people VALUES (?, ?, ?)');
  // Another connection committed; one's own commits do not move it.
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let rememberedAt = dataVersion.get();
  const lookUps = (tenantId: string, ask: 'owners' | 'rememberedOwners'): LookUps => ({
    contactIdsByNumber(number) {
      const found = numbers[ask](tenantId, number);
      return found.length > 0 ? found : alike[ask](tenantId, number);
    },
    openMatterIdsOf: (contactId) => parties[ask](tenantId, contactId),
    personIdOf(providerUserId) {
      const [first, second] = users[ask](tenantId, providerUserId);
      return first !== undefined && second === undefined ? first : null;
    },
  });
  return {
    ...rows,
    lookUps: (tenantId) => lookUps(tenantId, 'owners'),
    rememberedLookUps: (tenantId) => lookUps(tenantId, 'rememberedOwners'),
    forgetIfChanged() {
      const version = dataVersion.get();
      if (version === rememberedAt) return false;
      rememberedAt = version;
      for (const keys of [numbers, alike, parties, users]) keys.forget();
      return true;
    },
    contactPage: contacts.page,
    contact: contacts.byId,
    findContacts(tenantId, query, limit) {
      const terms = searchTerms(query);
      if (terms.length === 0) return [];
      const texts = db
        .prepare<(string | number)[], string>(
          `SELECT json FROM contacts WHERE tenant_id = ?${' AND instr(search_text, ?) > 0'.repeat(terms.length)}
           ORDER BY id LIMIT ?`,
        )
        .pluck()
        .all(tenantId, ...terms, limit);
      return texts.map((text) => JSON.parse(text) as Contact);
    },
    contactsByNumber(tenantId, number) {
      const found = contactsByNumber.all(tenantId, number).map((text) => JSON.parse(text) as Contact);
      if (found.length > 0) return found;
      return alike.owners(tenantId, number).flatMap((id) => contacts.byId(tenantId, id) ?? []);
    },
    putContact(tenantId, contact) {
      const { id, externalId } = contact;
      const json = JSON.stringify(contact);
      putContact.run(tenantId, id, contactSearchText(contact), json, externalId, foldedName(contact.name));
      numbers.replace(tenantId, id, numbersToFind(contact));
      alike.forget();
    },
    removeContact(tenantId, contactId) {
      dropContact.run(tenantId, contactId);
      numbers.replace(tenantId, contactId, []);
      alike.forget();
    },
    matterPage: matters.page,
    matter: matters.byId,
    openMattersOf: (tenantId, contactId) =>
      openMattersOf.all(tenantId, contactId).map((text) => JSON.parse(text) as Matter),
    putMatter(tenantId, matter) {
      putMatter.run(tenantId, matter.id, JSON.stringify(matter), matter.externalId);
      const all = matter.parties.map((p) => p.contactId);
      parties.replace(tenantId, matter.id, matter.status === 'open' ? all : []);
      rows.setParties(tenantId, matter.id, all);
    },
    removeMatter(tenantId, matterId) {
      dropMatter.run(tenantId, matterId);
      parties.replace(tenantId, matterId, []);
      rows.setParties(tenantId, matterId, []);
    },
    personPage: people.page,
    person: people.byId,
    putPerson(tenantId, person) {
      putPerson.run(tenantId, person.id, JSON.stringify(person));
      users.replace(tenantId, person.id, person.providerUserIds);
    },
  };
}

/** Keys that a table remembers at most. */
const MOST_REMEMBERED = 20_000;

/** A table from a key (a number) to what owns it (a contact). */
function prepareKeys(db: Database, table: string, key: string, owner: string) {
  const owners = db
    .prepare<[string, string], string>(
      `SELECT ${owner} FROM ${table} WHERE tenant_id = ? AND ${key} = ? ORDER BY ${owner} LIMIT 2`,
    )
    .pluck();
  const clear = db.prepare<[string, string]>(`DELETE FROM ${table} WHERE tenant_id = ? AND ${owner} = ?`);
  const insert = db.prepare<[string, string, string]>(
    `INSERT INTO ${table} (tenant_id, ${key}, ${owner}) VALUES (?, ?, ?)`,
  );
  const remembered = new Map<string, string[]>();
  return {
    /** At most two: the question is whether there is exactly one. */
    owners: (tenantId: string, value: string) => owners.all(tenantId, value),
    rememberedOwners(tenantId: string, value: string) {
      const place = `${tenantId} ${value}`;
      let found = remembered.get(place);
      if (!found) {
        found = owners.all(tenantId, value);
        if (remembered.size >= MOST_REMEMBERED) remembered.clear();
        remembered.set(place, found);
      }
      return found;
    },
    forget: () => remembered.clear(),
    replace(tenantId: string, ownerId: string, values: readonly string[]) {
      remembered.clear();
      clear.run(tenantId, ownerId);
      for (const value of new Set(values)) insert.run(tenantId, value, ownerId);
    },
  };
}

/** A number that many share in as many forms is nobody's in particular. */
const MOST_ALIKE = 50;

/** Contacts whose number is the same in another form. */
function prepareAlike(db: Database) {
  const endingAlike = db.prepare<[string, string, number], { number: string; contact_id: string }>(
    // Not sorted here: SQLite would walk through all contacts in their order until it has found enough.
    'SELECT number, contact_id FROM contact_numbers WHERE tenant_id = ? AND substr(number, -7) = ? LIMIT ?',
  );
  const remembered = new Map<string, string[]>();
  const owners = (tenantId: string, number: string) => {
    const rows = endingAlike.all(tenantId, endingOf(number), MOST_ALIKE);
    const alike = rows.filter((row) => isSameNumber(row.number, number)).map((row) => row.contact_id);
    return [...new Set(alike)].toSorted(inOrder);
  };
  return {
    owners,
    rememberedOwners(tenantId: string, number: string) {
      const place = `${tenantId} ${number}`;
      let found = remembered.get(place);
      if (!found) {
        found = owners(tenantId, number);
        if (remembered.size >= MOST_REMEMBERED) remembered.clear();
        remembered.set(place, found);
      }
      return found;
    },
    forget: () => remembered.clear(),
  };
}

const inOrder = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

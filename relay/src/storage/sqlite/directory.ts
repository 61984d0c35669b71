import type { Database } from 'better-sqlite3';
import type { LookUps } from '../../calls/stored-call.ts';
import type { Contact, Matter, Person } from '../../wire/directory.ts';
import type { Page } from '../../wire/rest.ts';
import { contactSearchText, searchTerms } from '../search-text.ts';
import { prepareNouns } from './nouns.ts';

/** Contacts, matters and people, and the look-ups that link calls to them. */
export interface Directory {
  lookUps(tenantId: string): LookUps;
  /**
   * The same answers, remembered from delivery to delivery: one call asks up to five times. For transactions that do
   * not write the directory, and only after `forgetIfChanged` in the same transaction.
   */
  rememberedLookUps(tenantId: string): LookUps;
  /** Forgets what this or another process may have changed. Inside a write transaction. */
  forgetIfChanged(): void;
  contactPage(tenantId: string, cursor: string | null, limit: number): Page<Contact>;
  contact(tenantId: string, id: string): Contact | null;
  findContacts(tenantId: string, query: string, limit: number): Contact[];
  /** All that have the number, by id. */
  contactsByNumber(tenantId: string, number: string): Contact[];
  putContact(tenantId: string, contact: Contact): void;
  matterPage(tenantId: string, cursor: string | null, limit: number): Page<Matter>;
  matter(tenantId: string, id: string): Matter | null;
  /** Open matters in which the contact is a party, by id. */
  openMattersOf(tenantId: string, contactId: string): Matter[];
  putMatter(tenantId: string, matter: Matter): void;
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
  const contactsByNumber = db
    .prepare<[string, string], string>(
      `SELECT c.json FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
       WHERE n.tenant_id = ? AND n.number = ? ORDER BY c.id`,
    )
    .pluck();
  const openMattersOf = db
    .prepare<[string, string], string>(
      `SELECT m.json FROM open_matter_parties p JOIN matters m ON m.tenant_id = p.tenant_id AND m.id = p.matter_id
       WHERE p.tenant_id = ? AND p.contact_id = ? ORDER BY m.id`,
    )
    .pluck();
  const putContact = db.prepare<[string, string, string, string]>(
    'INSERT OR REPLACE INTO contacts VALUES (?, ?, ?, ?)',
  );
  const putMatter = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO matters VALUES (?, ?, ?)');
  const putPerson = db.prepare<[string, string, string]>('INSERT OR REPLACE INTO people VALUES (?, ?, ?)');
  // Another connection committed; one's own commits do not move it.
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let rememberedAt = dataVersion.get();
  const lookUps = (tenantId: string, ask: 'owners' | 'rememberedOwners'): LookUps => ({
    contactIdsByNumber: (number) => numbers[ask](tenantId, number),
    openMatterIdsOf: (contactId) => parties[ask](tenantId, contactId),
    personIdOf(providerUserId) {
      const [first, second] = users[ask](tenantId, providerUserId);
      return first !== undefined && second === undefined ? first : null;
    },
  });
  return {
    lookUps: (tenantId) => lookUps(tenantId, 'owners'),
    rememberedLookUps: (tenantId) => lookUps(tenantId, 'rememberedOwners'),
    forgetIfChanged() {
      const version = dataVersion.get();
      if (version === rememberedAt) return;
      rememberedAt = version;
      for (const keys of [numbers, parties, users]) keys.forget();
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
    contactsByNumber: (tenantId, number) =>
      contactsByNumber.all(tenantId, number).map((text) => JSON.parse(text) as Contact),
    putContact(tenantId, contact) {
      putContact.run(tenantId, contact.id, contactSearchText(contact), JSON.stringify(contact));
      numbers.replace(
        tenantId,
        contact.id,
        contact.numbers.map((n) => n.number),
      );
    },
    matterPage: matters.page,
    matter: matters.byId,
    openMattersOf: (tenantId, contactId) =>
      openMattersOf.all(tenantId, contactId).map((text) => JSON.parse(text) as Matter),
    putMatter(tenantId, matter) {
      putMatter.run(tenantId, matter.id, JSON.stringify(matter));
      const open = matter.status === 'open' ? matter.parties.map((p) => p.contactId) : [];
      parties.replace(tenantId, matter.id, open);
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

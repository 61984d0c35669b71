import type { Database } from 'better-sqlite3';
import type { Contact, Matter } from '../../wire/directory.ts';
import { duplicateGroups } from '../../contacts/duplicate-groups.ts';
import type { DuplicateContacts } from '../directory-port.ts';

type Noun = 'contacts' | 'matters';

/** What only imports, merges and removals ask of the directory. */
export interface DirectoryRows {
  known<T extends Contact | Matter>(
    tenantId: string,
    table: T extends Contact ? 'contacts' : 'matters',
    ids: readonly string[],
    externalIds: readonly string[],
  ): T[];
  /** In which the contact is a party, closed ones too. */
  mattersOfContact(tenantId: string, contactId: string): Matter[];
  setParties(tenantId: string, matterId: string, contactIds: readonly string[]): void;
  duplicates(tenantId: string, limit: number): DuplicateContacts[];
}

/** Indexes by name, and a plus before what is sorted by: without statistics SQLite would walk through all rows. */
export function prepareDirectoryRows(db: Database): DirectoryRows {
  const known = (table: Noun) =>
    db
      .prepare<[Record<string, string>], string>(
        `SELECT json FROM ${table} WHERE tenant_id = $tenantId AND id IN (SELECT value FROM json_each($ids))
         UNION ALL SELECT json FROM ${table} INDEXED BY ${table}_external
           WHERE tenant_id = $tenantId AND external_id IS NOT NULL AND external_id IN (SELECT value FROM json_each($externalIds))`,
      )
      .pluck();
  const knownOf = { contacts: known('contacts'), matters: known('matters') };
  const mattersOf = db
    .prepare<[string, string], string>(
      `SELECT m.json FROM matter_parties p JOIN matters m ON m.tenant_id = p.tenant_id AND m.id = p.matter_id
       WHERE p.tenant_id = ? AND p.contact_id = ? ORDER BY +m.id`,
    )
    .pluck();
  const noParties = db.prepare<[string, string]>('DELETE FROM matter_parties WHERE tenant_id = ? AND matter_id = ?');
  const addParty = db.prepare<[string, string, string]>('INSERT OR IGNORE INTO matter_parties VALUES (?, ?, ?)');
  const sharedNumbers = db
    .prepare<[string], string>(
      `SELECT number FROM contact_numbers WHERE tenant_id = ? GROUP BY number HAVING count(*) > 1 ORDER BY number`,
    )
    .pluck();
  const sharedNames = db
    .prepare<[string], string>(
      `SELECT folded_name FROM contacts WHERE tenant_id = ? AND folded_name != ''
       GROUP BY folded_name HAVING count(*) > 1 ORDER BY folded_name`,
    )
    .pluck();
  const ofNumber = db
    .prepare<[string, string], string>(
      `SELECT c.json FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
       WHERE n.tenant_id = ? AND n.number = ? ORDER BY +c.id LIMIT 50`,
    )
    .pluck();
  const ofName = db
    .prepare<[string, string], string>(
      'SELECT json FROM contacts INDEXED BY contacts_named WHERE tenant_id = ? AND folded_name = ? ORDER BY +id LIMIT 50',
    )
    .pluck();
  const parsed = <T>(texts: readonly string[]) => texts.map((text) => JSON.parse(text) as T);

  return {
    known: (tenantId, table, ids, externalIds) =>
      parsed([
        ...new Set(
          knownOf[table].all({ tenantId, ids: JSON.stringify(ids), externalIds: JSON.stringify(externalIds) }),
        ),
      ]),
    mattersOfContact: (tenantId, contactId) => parsed(mattersOf.all(tenantId, contactId)),
    setParties(tenantId, matterId, contactIds) {
      noParties.run(tenantId, matterId);
      for (const contactId of contactIds) addParty.run(tenantId, contactId, matterId);
    },
    duplicates(tenantId, limit) {
      const groups: DuplicateContacts[] = [];
      const add = (why: DuplicateContacts['why'], keys: readonly string[], of: (key: string) => string[]) => {
        for (const shared of keys) {
          if (groups.length >= limit) return;
          groups.push(...duplicateGroups(groups, { why, shared, contacts: parsed<Contact>(of(shared)) }));
        }
      };
      add('number', sharedNumbers.all(tenantId), (key) => ofNumber.all(tenantId, key));
      add('name', sharedNames.all(tenantId), (key) => ofName.all(tenantId, key));
      return groups;
    },
  };
}

import type { Contact, Matter } from '../../wire/directory.ts';
import { duplicateGroups } from '../../contacts/duplicate-groups.ts';
import type { DuplicateContacts } from '../directory-port.ts';
import type { Session } from './session.ts';

/** What only imports, merges and removals ask of the directory. */

/** Rows that have one of these ids or external ids. */
export async function knownRows<T extends Contact | Matter>(
  session: Session,
  tenantId: string,
  table: T extends Contact ? 'contacts' : 'matters',
  ids: readonly string[],
  externalIds: readonly string[],
): Promise<T[]> {
  const rows = await session.rows<{ json: string }>(
    `SELECT json FROM ${table} WHERE tenant_id = $1 AND id = ANY ($2::text[])
     UNION SELECT json FROM ${table} WHERE tenant_id = $1 AND external_id = ANY ($3::text[])`,
    [tenantId, ids, externalIds],
  );
  return parsed(rows);
}

/** In which the contact is a party, closed ones too. */
export async function mattersOfContact(session: Session, tenantId: string, contactId: string): Promise<Matter[]> {
  return parsed(
    await session.rows(
      `SELECT m.json FROM matter_parties p JOIN matters m ON m.tenant_id = p.tenant_id AND m.id = p.matter_id
       WHERE p.tenant_id = $1 AND p.contact_id = $2 ORDER BY m.id`,
      [tenantId, contactId],
    ),
  );
}

/** More are not looked at in one go. */
const MOST_KEYS = 2_000;

export async function duplicates(session: Session, tenantId: string, limit: number): Promise<DuplicateContacts[]> {
  const groups: DuplicateContacts[] = [];
  const add = async (why: DuplicateContacts['why'], keysSql: string, ofKeySql: string) => {
    const keys = await session.rows<{ key: string }>(keysSql, [tenantId, MOST_KEYS]);
    for (const { key } of keys) {
      if (groups.length >= limit) return;
      const contacts = parsed<Contact>(await session.rows(ofKeySql, [tenantId, key]));
      groups.push(...duplicateGroups(groups, { why, shared: key, contacts }));
    }
  };
  await add(
    'number',
    `SELECT number AS key FROM contact_numbers WHERE tenant_id = $1 GROUP BY number HAVING count(*) > 1
     ORDER BY number LIMIT $2`,
    `SELECT c.json FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
     WHERE n.tenant_id = $1 AND n.number = $2 ORDER BY c.id LIMIT 50`,
  );
  await add(
    'name',
    `SELECT folded_name AS key FROM contacts WHERE tenant_id = $1 AND folded_name <> ''
     GROUP BY folded_name HAVING count(*) > 1 ORDER BY folded_name LIMIT $2`,
    'SELECT json FROM contacts WHERE tenant_id = $1 AND folded_name = $2 ORDER BY id LIMIT 50',
  );
  return groups;
}

const parsed = <T>(rows: readonly { json: string }[]): T[] => rows.map((row) => JSON.parse(row.json) as T);

import type { Contact, Matter, Person } from '../../wire/directory.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import { contactSearchText, searchTerms } from '../search-text.ts';
import type { Session } from './session.ts';

type Noun = 'contacts' | 'matters' | 'people';

export async function nounById<T>(session: Session, tenantId: string, table: Noun, id: string): Promise<T | null> {
  const [row] = await session.rows<{ json: string }>(`SELECT json FROM ${table} WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
  ]);
  return row ? (JSON.parse(row.json) as T) : null;
}

export async function nounPage<T extends { id: string }>(
  session: Session,
  tenantId: string,
  table: Noun,
  cursor: string | null,
  limit: number,
): Promise<Page<T>> {
  const size = pageSize(limit);
  const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
  const rows = await session.rows<{ json: string }>(
    `SELECT json FROM ${table} WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [tenantId, position, size + 1],
  );
  const [count] = await session.rows<{ total: number }>(
    `SELECT count(*)::int AS total FROM ${table} WHERE tenant_id = $1`,
    [tenantId],
  );
  const texts = rows.map((row) => row.json);
  return pageFrom<T>(texts, size, count?.total ?? 0, (last) => [last.id]);
}

export async function findContacts(
  session: Session,
  tenantId: string,
  query: string,
  limit: number,
): Promise<Contact[]> {
  const terms = searchTerms(query);
  if (terms.length === 0) return [];
  const holds = terms.map((_, index) => `strpos(search_text, $${index + 3}) > 0`).join(' AND ');
  const rows = await session.rows<{ json: string }>(
    `SELECT json FROM contacts WHERE tenant_id = $1 AND ${holds} ORDER BY id LIMIT $2`,
    [tenantId, limit, ...terms],
  );
  return rows.map((row) => JSON.parse(row.json) as Contact);
}

/** All that have the number, by id. */
export async function contactsByNumber(session: Session, tenantId: string, number: string): Promise<Contact[]> {
  const rows = await session.rows<{ json: string }>(
    `SELECT c.json FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
     WHERE n.tenant_id = $1 AND n.number = $2 ORDER BY c.id`,
    [tenantId, number],
  );
  return rows.map((row) => JSON.parse(row.json) as Contact);
}

/** Open matters in which the contact is a party, by id. */
export async function openMattersOf(session: Session, tenantId: string, contactId: string): Promise<Matter[]> {
  const rows = await session.rows<{ json: string }>(
    `SELECT m.json FROM open_matter_parties p JOIN matters m ON m.tenant_id = p.tenant_id AND m.id = p.matter_id
     WHERE p.tenant_id = $1 AND p.contact_id = $2 ORDER BY m.id`,
    [tenantId, contactId],
  );
  return rows.map((row) => JSON.parse(row.json) as Matter);
}

export async function putContact(session: Session, tenantId: string, contact: Contact): Promise<void> {
  await session.run(
    `INSERT INTO contacts VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, id) DO UPDATE SET search_text = excluded.search_text, json = excluded.json`,
    [tenantId, contact.id, contactSearchText(contact), JSON.stringify(contact)],
  );
  const numbers = contact.numbers.map((n) => n.number);
  await replaceKeys(session, tenantId, 'contact_numbers (tenant_id, contact_id, number)', contact.id, numbers);
}

export async function putMatter(session: Session, tenantId: string, matter: Matter): Promise<void> {
  await putNoun(session, tenantId, 'matters', matter);
  const open = matter.status === 'open' ? matter.parties.map((p) => p.contactId) : [];
  await replaceKeys(session, tenantId, 'open_matter_parties (tenant_id, matter_id, contact_id)', matter.id, open);
}

export async function putPerson(session: Session, tenantId: string, person: Person): Promise<void> {
  await putNoun(session, tenantId, 'people', person);
  const users = person.providerUserIds;
  await replaceKeys(session, tenantId, 'provider_users (tenant_id, person_id, provider_user_id)', person.id, users);
}

async function putNoun(session: Session, tenantId: string, table: Noun, noun: { id: string }): Promise<void> {
  await session.run(
    `INSERT INTO ${table} (tenant_id, id, json) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, id) DO UPDATE SET json = excluded.json`,
    [tenantId, noun.id, JSON.stringify(noun)],
  );
}

/** `target` names a table and its columns: tenant, owner, key. */
async function replaceKeys(
  session: Session,
  tenantId: string,
  target: `${string} (tenant_id, ${string}, ${string})`,
  ownerId: string,
  keys: readonly string[],
): Promise<void> {
  const [table = '', , owner = ''] = target.split(/[ (),]+/);
  await session.run(`DELETE FROM ${table} WHERE tenant_id = $1 AND ${owner} = $2`, [tenantId, ownerId]);
  await session.run(`INSERT INTO ${target} SELECT $1, $2, key FROM unnest($3::text[]) AS key`, [
    tenantId,
    ownerId,
    [...new Set(keys)],
  ]);
}

import { endingOf, isSameNumber, numbersToFind } from '../../calls/same-number.ts';
import type { Contact, Matter, Person } from '../../wire/directory.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import { contactSearchText, foldedName, searchTerms } from '../search-text.ts';
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

/** All that have the number, else all that have it in another form; by id. */
export async function contactsByNumber(session: Session, tenantId: string, number: string): Promise<Contact[]> {
  const rows = await session.rows<{ json: string; number: string }>(
    `SELECT c.json, n.number FROM contact_numbers n JOIN contacts c ON c.tenant_id = n.tenant_id AND c.id = n.contact_id
     WHERE n.tenant_id = $1 AND right(n.number, 7) = $2 ORDER BY c.id LIMIT 500`,
    [tenantId, endingOf(number)],
  );
  const exact = rows.filter((row) => row.number === number);
  const found = exact.length > 0 ? exact : rows.filter((row) => isSameNumber(row.number, number));
  return [...new Set(found.map((row) => row.json))].map((text) => JSON.parse(text) as Contact);
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

export async function putContacts(session: Session, tenantId: string, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  await session.run(
    `INSERT INTO contacts (tenant_id, id, search_text, json, external_id, folded_name)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     ON CONFLICT (tenant_id, id) DO UPDATE SET search_text = excluded.search_text, json = excluded.json,
       external_id = excluded.external_id, folded_name = excluded.folded_name`,
    [
      tenantId,
      contacts.map((c) => c.id),
      contacts.map(contactSearchText),
      contacts.map((c) => JSON.stringify(c)),
      contacts.map((c) => c.externalId),
      contacts.map((c) => foldedName(c.name)),
    ],
  );
  const keys = new Map(contacts.map((c) => [c.id, numbersToFind(c)]));
  await replaceKeys(session, tenantId, 'contact_numbers (tenant_id, contact_id, number)', keys);
}

export async function putMatters(session: Session, tenantId: string, matters: readonly Matter[]): Promise<void> {
  if (matters.length === 0) return;
  await session.run(
    `INSERT INTO matters (tenant_id, id, json, external_id)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
     ON CONFLICT (tenant_id, id) DO UPDATE SET json = excluded.json, external_id = excluded.external_id`,
    [tenantId, matters.map((m) => m.id), matters.map((m) => JSON.stringify(m)), matters.map((m) => m.externalId)],
  );
  const parties = new Map(matters.map((m) => [m.id, m.parties.map((p) => p.contactId)]));
  const open = new Map(matters.map((m) => [m.id, m.status === 'open' ? m.parties.map((p) => p.contactId) : []]));
  await replaceKeys(session, tenantId, 'matter_parties (tenant_id, matter_id, contact_id)', parties);
  await replaceKeys(session, tenantId, 'open_matter_parties (tenant_id, matter_id, contact_id)', open);
}

export async function removeContacts(session: Session, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await session.run('DELETE FROM contacts WHERE tenant_id = $1 AND id = ANY ($2::text[])', [tenantId, ids]);
  const none = new Map(ids.map((id) => [id, []]));
  await replaceKeys(session, tenantId, 'contact_numbers (tenant_id, contact_id, number)', none);
}

export async function removeMatters(session: Session, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await session.run('DELETE FROM matters WHERE tenant_id = $1 AND id = ANY ($2::text[])', [tenantId, ids]);
  const none = new Map(ids.map((id) => [id, []]));
  await replaceKeys(session, tenantId, 'matter_parties (tenant_id, matter_id, contact_id)', none);
  await replaceKeys(session, tenantId, 'open_matter_parties (tenant_id, matter_id, contact_id)', none);
}

export async function putPerson(session: Session, tenantId: string, person: Person): Promise<void> {
  await putNoun(session, tenantId, 'people', person);
  const users = person.providerUserIds;
  const keys = new Map([[person.id, users]]);
  await replaceKeys(session, tenantId, 'provider_users (tenant_id, person_id, provider_user_id)', keys);
}

async function putNoun(session: Session, tenantId: string, table: Noun, noun: { id: string }): Promise<void> {
  await session.run(
    `INSERT INTO ${table} (tenant_id, id, json) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, id) DO UPDATE SET json = excluded.json`,
    [tenantId, noun.id, JSON.stringify(noun)],
  );
}

/** `target` names a table and its columns: tenant, owner, key. `keys` by owner. */
async function replaceKeys(
  session: Session,
  tenantId: string,
  target: `${string} (tenant_id, ${string}, ${string})`,
  keys: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const [table = '', , owner = ''] = target.split(/[ (),]+/);
  await session.run(`DELETE FROM ${table} WHERE tenant_id = $1 AND ${owner} = ANY ($2::text[])`, [
    tenantId,
    [...keys.keys()],
  ]);
  const pairs = [...keys].flatMap(([id, values]) => [...new Set(values)].map((value) => [id, value] as const));
  if (pairs.length === 0) return;
  await session.run(`INSERT INTO ${target} SELECT $1, * FROM unnest($2::text[], $3::text[])`, [
    tenantId,
    pairs.map(([id]) => id),
    pairs.map(([, value]) => value),
  ]);
}

import { endingOf, isSameNumber } from '../../calls/same-number.ts';
import type { LookUps } from '../../calls/stored-call.ts';
import type { Session } from './session.ts';

/** What a write may ask of the directory. */
export interface Questions {
  numbers: readonly string[];
  contactIds: readonly string[];
  providerUserIds: readonly string[];
}

/**
 * The rules that link calls are pure and ask without waiting, so all answers are fetched before, in one query:
 * numbers by how they end, which finds other forms of them too.
 */
export async function fetchLookUps(session: Session, tenantId: string, asked: Questions): Promise<LookUps> {
  const rows = await session.rows<{ kind: 'contact' | 'matter' | 'person'; key: string; owner: string }>(
    `SELECT 'contact' AS kind, number AS key, contact_id AS owner FROM contact_numbers
       WHERE tenant_id = $1 AND right(number, 7) = ANY ($2::text[])
     UNION ALL
     SELECT 'matter', contact_id, matter_id FROM open_matter_parties
       WHERE tenant_id = $1 AND (contact_id = ANY ($3::text[]) OR contact_id IN (
         SELECT contact_id FROM contact_numbers WHERE tenant_id = $1 AND right(number, 7) = ANY ($2::text[])))
     UNION ALL
     SELECT 'person', provider_user_id, person_id FROM provider_users
       WHERE tenant_id = $1 AND provider_user_id = ANY ($4::text[])`,
    [tenantId, [...new Set(asked.numbers.map(endingOf))], asked.contactIds, asked.providerUserIds],
  );
  const owners = {
    contact: new Map<string, string[]>(),
    matter: new Map<string, string[]>(),
    person: new Map<string, string[]>(),
  };
  for (const { kind, key, owner } of rows) owners[kind].set(key, [...(owners[kind].get(key) ?? []), owner]);
  return {
    contactIdsByNumber(number) {
      const exact = owners.contact.get(number);
      if (exact) return exact;
      const alike = [...owners.contact].filter(([other]) => endingOf(other) === endingOf(number));
      return [...new Set(alike.flatMap(([other, ids]) => (isSameNumber(other, number) ? ids : [])))];
    },
    openMatterIdsOf: (contactId) => owners.matter.get(contactId) ?? [],
    personIdOf(providerUserId) {
      const people = owners.person.get(providerUserId) ?? [];
      return people.length === 1 ? (people[0] ?? null) : null;
    },
  };
}

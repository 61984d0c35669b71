import type { Contact, Matter, PartyRole } from '@callbrief/relay/wire/directory';

/**
 * The role of a contact in this matter; without a matter, in the contact's open matters when it is the same in all. Null
 * where nothing can be said; `unknown` for a caller who is no contact.
 */
export function roleOf(
  contact: Contact | null,
  matter: Matter | null,
  openMatters: (contactId: string) => Matter[],
): PartyRole | 'unknown' | null {
  if (contact === null) return 'unknown';
  const roles = (matter ? [matter] : openMatters(contact.id))
    .map((m) => partyIn(m, contact.id)?.role)
    .filter((role) => role !== undefined);
  const [first] = roles;
  return first !== undefined && roles.every((role) => role === first) ? first : null;
}

export function partyIn(matter: Matter, contactId: string): Matter['parties'][number] | null {
  return matter.parties.find((party) => party.contactId === contactId) ?? null;
}

import { createHash } from 'node:crypto';
import { callerCard, type CallerCard } from '../../../wire/caller-card.ts';
import type { Contact, Matter, Person } from '../../../wire/directory.ts';
import type { Practice } from '../../../wire/practice.ts';

/** Ringover's answer to a contact call (telephony facts 2.2), as it is shown in the call window of Ringover's app. */
export interface ContactCard extends CallerCard {
  uuid: string;
  /** We have no page to show in a browser. */
  url: null;
  /** False: Ringover keeps it for this user's window and does not put it into the firm's shared address book. */
  is_shared: false;
}

/**
 * The card of the only open matter. A restricted matter is as good as none.
 * @param matters open ones in which the contact is a party
 * @returns null when the firm tells Ringover nobody's name
 */
export async function contactCard(
  contact: Contact,
  matters: readonly Matter[],
  firm: { tenantId: string; country: string },
  shows: Practice['callerCard'],
  personOf: (personId: string) => Promise<Person | null>,
): Promise<ContactCard | null> {
  const [first, second] = matters.filter((matter) => matter.restrictedTo === null);
  const matter = second ? null : (first ?? null);
  const responsible = shows.lawyer && matter?.responsiblePersonId ? await personOf(matter.responsiblePersonId) : null;
  const lawyer = responsible?.shortName ?? null;
  const card = callerCard(contact, matter, { shows, country: firm.country, lawyer });
  return card && { uuid: uuidOf(firm.tenantId, contact.id), ...card, url: null, is_shared: false };
}

/** The same contact has the same one at each call, and it tells nothing about our ids. */
function uuidOf(tenantId: string, contactId: string): string {
  const hex = createHash('sha256').update(`${tenantId}/${contactId}`).digest('hex');
  // Version 8 (made by a rule of one's own), variant 10: RFC 9562.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

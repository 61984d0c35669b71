import { createHash } from 'node:crypto';
import type { Contact, Matter } from '../../../wire/directory.ts';

/** Ringover's answer to a contact call (telephony facts 2.2), as it is shown in the call window of Ringover's app. */
export interface ContactCard {
  uuid: string;
  firstname: string;
  lastname: string;
  company: string;
  /** We have no page to show in a browser. */
  url: null;
  data: Record<string, string>;
  /** False: Ringover keeps it for this user's window and does not put it into the firm's shared address book. */
  is_shared: false;
}

/**
 * What Ringover may know of a caller: the name and the number of the only open matter. Titles, notes and deadlines stay
 * with us: they would lie on a provider's servers.
 * @param matters open ones in which the contact is a party
 */
export function contactCard(
  contact: Contact,
  matters: readonly Matter[],
  firm: { tenantId: string; country: string },
): ContactCard {
  const [only, second] = matters;
  return {
    uuid: uuidOf(firm.tenantId, contact.id),
    ...nameParts(contact.name),
    company: contact.organisation ?? '',
    url: null,
    data: only && !second ? { [wordForMatter(firm.country)]: only.number } : {},
    is_shared: false,
  };
}

/** Ringover shows both with a blank between them, so a name that is cut at the wrong blank is still shown right. */
export function nameParts(name: string): { firstname: string; lastname: string } {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  return rest.length === 0 ? { firstname: '', lastname: first } : { firstname: first, lastname: rest.join(' ') };
}

/** The same contact has the same one at each call, and it tells nothing about our ids. */
function uuidOf(tenantId: string, contactId: string): string {
  const hex = createHash('sha256').update(`${tenantId}/${contactId}`).digest('hex');
  // Version 8 (made by a rule of one's own), variant 10: RFC 9562.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The one word of ours that Ringover's app shows; what the firm's people call a matter. */
function wordForMatter(country: string): string {
  if (country === 'DE' || country === 'AT') return 'Akte';
  return ['BE', 'FR', 'NL', 'LU'].includes(country) ? 'Dossier' : 'Matter';
}

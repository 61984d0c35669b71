import { createHash } from 'node:crypto';
import type { Contact, Matter, Person } from '../../../wire/directory.ts';
import type { Practice } from '../../../wire/practice.ts';
import { callerCardWords } from './caller-card-words.ts';

type CallerCard = Practice['callerCard'];

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
 * What Ringover may know of a caller: what the firm lets it, of the only open matter. Titles, notes and deadlines stay with
 * us whatever the firm says: they would lie on a provider's servers. A restricted matter is as good as none.
 * @param matters open ones in which the contact is a party
 * @returns null when the firm tells Ringover nobody's name
 */
export async function contactCard(
  contact: Contact,
  matters: readonly Matter[],
  firm: { tenantId: string; country: string },
  shows: CallerCard,
  personOf: (personId: string) => Promise<Person | null>,
): Promise<ContactCard | null> {
  if (!shows.shown) return null;
  const [only, second] = matters.filter((matter) => matter.restrictedTo === null);
  const words = callerCardWords(firm.country);
  const data: Record<string, string> = {};
  if (only && !second) {
    const party = only.parties.find((p) => p.contactId === contact.id);
    const responsible = shows.lawyer && only.responsiblePersonId ? await personOf(only.responsiblePersonId) : null;
    if (shows.matterNumber) data[words.matter] = only.number;
    if (shows.role && party) data[words.role] = words.roles[party.role];
    if (responsible) data[words.lawyer] = responsible.shortName;
    if (shows.representedWarning && party?.representedBy) data[words.warning] = words.represented;
  }
  return {
    uuid: uuidOf(firm.tenantId, contact.id),
    ...(shows.name === 'full' ? nameParts(contact.name) : initials(contact.name)),
    company: shows.organisation ? (contact.organisation ?? '') : '',
    url: null,
    data,
    is_shared: false,
  };
}

/** `Anneke van den Berg`: `A.` and `B.`; small words of a name have none. */
function initials(name: string): { firstname: string; lastname: string } {
  const words = name.trim().split(/\s+/);
  const large = words.filter((word) => !/^\p{Ll}/u.test(word));
  const letters = (large.length > 0 ? large : words).map((word) => `${/^./u.exec(word)?.[0] ?? ''}.`);
  const [first = '', ...rest] = letters;
  return rest.length === 0 ? { firstname: '', lastname: first } : { firstname: first, lastname: rest.at(-1) ?? '' };
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

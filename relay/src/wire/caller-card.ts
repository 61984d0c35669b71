import { callerCardWords } from './caller-card-words.ts';
import type { Contact, Matter } from './directory.ts';
import type { Practice } from './practice.ts';

/** What Ringover's own window says of a caller. */
export interface CallerCard {
  firstname: string;
  lastname: string;
  company: string;
  /** Words of the firm's country, and what stands behind them. */
  data: Record<string, string>;
}

export type CardMatter = Pick<Matter, 'number' | 'parties' | 'responsiblePersonId'>;

/**
 * What Ringover may know of a caller: what the firm lets it, of the only open matter. Titles, notes and deadlines stay with
 * us whatever the firm says: they would lie on a provider's servers. Pure, so that the settings show the very same.
 * @param lawyer who is responsible for the matter, as it is said on the phone
 * @returns null when the firm tells Ringover nobody's name
 */
export function callerCard(
  contact: Pick<Contact, 'id' | 'name' | 'organisation'>,
  matter: CardMatter | null,
  { shows, country, lawyer }: { shows: Practice['callerCard']; country: string; lawyer: string | null },
): CallerCard | null {
  if (!shows.shown) return null;
  const words = callerCardWords(country);
  const data: Record<string, string> = {};
  if (matter) {
    const party = matter.parties.find((p) => p.contactId === contact.id);
    if (shows.matterNumber) data[words.matter] = matter.number;
    if (shows.role && party) data[words.role] = words.roles[party.role];
    if (shows.lawyer && lawyer !== null) data[words.lawyer] = lawyer;
    if (shows.representedWarning && party?.representedBy) data[words.warning] = words.represented;
  }
  return {
    ...(shows.name === 'full' ? nameParts(contact.name) : initials(contact.name)),
    company: shows.organisation ? (contact.organisation ?? '') : '',
    data,
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

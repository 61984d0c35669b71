import type { Contact } from '../wire/directory.ts';
import type { IsoTime } from '../wire/scalars.ts';

/** Most numbers and e-mails that a contact may have (wire/directory.ts). */
const MOST_NUMBERS = 50;
const MOST_EMAILS = 20;

/**
 * What a contact is when another one turned out to be the same: its own words stay, what only the other had is added. The
 * other's id in foreign software is taken over where it has none, or the next synchronisation would make it again.
 */
export function uniteContacts(into: Contact, gone: Contact, at: IsoTime): Contact {
  const keyOf = ({ number, extension }: Contact['numbers'][number]) => `${number} ${extension ?? ''}`;
  const has = new Set(into.numbers.map(keyOf));
  const emails = new Set(into.emails.map((email) => email.toLowerCase()));
  return {
    ...into,
    organisation: into.organisation ?? gone.organisation,
    languages: [...new Set([...into.languages, ...gone.languages])],
    numbers: [...into.numbers, ...gone.numbers.filter((n) => !has.has(keyOf(n)))].slice(0, MOST_NUMBERS),
    emails: [...into.emails, ...gone.emails.filter((email) => !emails.has(email.toLowerCase()))].slice(0, MOST_EMAILS),
    externalId: into.externalId ?? gone.externalId,
    updatedAt: at > into.updatedAt ? at : into.updatedAt,
  };
}

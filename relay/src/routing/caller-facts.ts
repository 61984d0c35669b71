import type { TelephonyStore } from '../storage/port.ts';
import { partyRole } from '../wire/directory.ts';
import type { RouteDecision } from '../wire/routing.ts';
import type { Language, PhoneNumber } from '../wire/scalars.ts';

/** What is asked about somebody who calls. */
export type CallerDirectory = Pick<TelephonyStore, 'contactsByNumber' | 'openMattersOf' | 'isBlocked'>;

/** Who calls, as far as rules ask. */
export type CallerFacts = Pick<RouteDecision['facts'], 'caller' | 'contactName' | 'roles' | 'language'>;

/** A switchboard that more people share than this is nobody in particular. */
const MOST_CONTACTS = 20;

/** @param from null: withheld */
export async function learnCaller(directory: CallerDirectory, from: PhoneNumber | null): Promise<CallerFacts> {
  if (from === null) return { caller: 'withheld', contactName: null, roles: [], language: null };
  const [blocked, contacts] = await Promise.all([directory.isBlocked(from), directory.contactsByNumber(from)]);
  const language = languageOfNumber(from);
  const [first] = contacts;
  if (!first) return { caller: blocked ? 'blocked' : 'unknown', contactName: null, roles: [], language };
  const asked = contacts.length > MOST_CONTACTS ? [] : contacts;
  const roles = await Promise.all(asked.map((contact) => rolesOf(directory, contact.id)));
  const languages = new Set(asked.map((contact) => contact.languages[0] ?? language));
  return {
    caller: blocked ? 'blocked' : 'known',
    contactName: contacts.length === 1 ? first.name : null,
    // Several people on one number: only what is true of each of them, or a client's husband would be taken for the
    // client.
    roles: partyRole.options.filter((role) => roles.length > 0 && roles.every((those) => those.has(role))),
    language: languages.size === 1 ? ([...languages][0] ?? null) : null,
  };
}

async function rolesOf(directory: CallerDirectory, contactId: string) {
  const matters = await directory.openMattersOf(contactId);
  const parties = matters.flatMap((matter) => matter.parties);
  return new Set(parties.filter((party) => party.contactId === contactId).map((party) => party.role));
}

/** Countries that speak one of our languages, by calling code. Belgium and Switzerland speak several: none. */
const languages: readonly (readonly [string, Language])[] = [
  ['+33', 'fr'],
  ['+49', 'de'],
  ['+43', 'de'],
  ['+31', 'nl'],
  ['+44', 'en'],
  ['+353', 'en'],
  ['+1', 'en'],
];

/** No calling code begins with another one, so the beginning of a number says its country. */
export function languageOfNumber(number: PhoneNumber): Language | null {
  return languages.find(([code]) => number.startsWith(code))?.[1] ?? null;
}

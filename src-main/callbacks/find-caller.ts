import type { FoundCallers, MatterRef } from '../../src-preload/contract/callbacks.ts';
import { soleMatterOf } from '../calls/compose-card.ts';
import { formatNumber } from '../contacts/phone-number.ts';
import { readNumber } from '../contacts/read-number.ts';
import type { History } from '../history/history.ts';
import { matterRef } from './callback-row.ts';

const MOST_FOUND = 10;

/** Who may be meant by what was typed: contacts, and the number itself. From this computer only. */
export function findCallers(history: History, query: string): FoundCallers {
  const number = readNumber(query, history.office()?.firm.country ?? null);
  const byNumber = number === null ? [] : history.contactsByNumber(number);
  const byWords = history.findContacts(query, MOST_FOUND).flatMap(({ contactId }) => history.contact(contactId) ?? []);
  const contacts = [...byNumber, ...byWords.filter(({ id }) => byNumber.every((one) => one.id !== id))];
  return {
    contacts: contacts.slice(0, MOST_FOUND).map((contact) => {
      const matter = soleMatterOf(history, contact);
      const dialled = byNumber.includes(contact) ? number : (contact.numbers[0]?.number ?? null);
      return {
        contactId: contact.id,
        name: contact.name,
        organisation: contact.organisation,
        number: dialled,
        numberFormatted: dialled === null ? null : formatNumber(dialled),
        matter: matter && matterRef(matter),
      };
    }),
    number: number === null ? null : { number, formatted: formatNumber(number) },
  };
}

/** Open matters whose number or title has all the words; the contact's own first, and alone when nothing is typed. */
export function findMatters(
  history: Pick<History, 'matters' | 'openMattersOf'>,
  query: string,
  contactId: string | null,
): MatterRef[] {
  const own = contactId === null ? [] : history.openMattersOf(contactId);
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return own.slice(0, MOST_FOUND).map(matterRef);
  const fits = (matter: MatterRef) => {
    const text = fold(`${matter.number} ${matter.title}`);
    return words.every((word) => text.includes(word));
  };
  const others = history.matters().filter(({ id, status }) => status === 'open' && own.every((one) => one.id !== id));
  return [...own, ...others].filter(fits).slice(0, MOST_FOUND).map(matterRef);
}

/** Without accents and case, as people type. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

import type { FoundCaller } from '../../src-preload/contract/matching.ts';
import type { History } from '../history/history.ts';
import { hasEveryWord, readSearch } from '../history/search-query.ts';

const MOST = 10;
/** They get some room also where many people fit. */
const MOST_MATTERS = 4;

/** People whom the words name, then matters that they name, then whoever is in such a matter. */
export function findCaller(
  history: Pick<History, 'findContacts' | 'openMattersOf' | 'filing'>,
  query: string,
): FoundCaller[] {
  const { words } = readSearch(query);
  const matters = history.filing.findMatters(query, MOST_MATTERS).map(({ id, number, title }): FoundCaller => ({
    contactId: null,
    name: `${number} ${title}`,
    organisation: null,
    matter: { id, number, title },
  }));
  const people = history.findContacts(query, MOST).map((contact): FoundCaller => {
    const [only, ...more] = history.openMattersOf(contact.contactId);
    const { contactId, name, organisation } = contact;
    const matter = only && more.length === 0 ? { id: only.id, number: only.number, title: only.title } : null;
    return { contactId, name, organisation, matter };
  });
  const isNamed = ({ name, organisation }: FoundCaller) => hasEveryWord(`${name} ${organisation ?? ''}`, words);
  const named = people.filter(isNamed).slice(0, MOST - matters.length);
  return [...named, ...matters, ...people.filter((one) => !isNamed(one))].slice(0, MOST);
}

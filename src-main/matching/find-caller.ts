import type { FoundCaller } from '../../src-preload/contract/matching.ts';
import type { History } from '../history/history.ts';

const MOST = 10;
/** Matters come after people, and get some room also where many people fit. */
const MOST_MATTERS = 4;

/** People and open matters that fit what is typed. */
export function findCaller(
  history: Pick<History, 'findContacts' | 'openMattersOf' | 'filing'>,
  query: string,
): FoundCaller[] {
  const matters = history.filing.findMatters(query, MOST_MATTERS);
  const people = history.findContacts(query, MOST - matters.length).map((contact): FoundCaller => {
    const [only, ...more] = history.openMattersOf(contact.contactId);
    const { contactId, name, organisation } = contact;
    const matter = only && more.length === 0 ? { id: only.id, number: only.number, title: only.title } : null;
    return { contactId, name, organisation, matter };
  });
  return [
    ...people,
    ...matters.map(({ id, number, title }): FoundCaller => ({
      contactId: null,
      name: `${number} ${title}`,
      organisation: null,
      matter: { id, number, title },
    })),
  ];
}

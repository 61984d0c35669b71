import type { Matter } from '@callbrief/relay/wire/directory';
import type { MatterList, MatterListQuery, MatterListRow } from '../../src-preload/contract/matters.ts';
import type { History } from '../history/history.ts';
import { foldCharacter } from '../history/search-query.ts';
import { comingDeadlines } from './coming-deadlines.ts';
import { mayCreateMatter } from './may-edit-matter.ts';

type Known = Pick<History, 'matters' | 'person' | 'contact' | 'items' | 'contactLists' | 'office'>;

/** Parties whose names are looked for at one key. */
const MOST_PARTIES = 500;

/** Matters of one filter, the newest number first, by words of number, title, area, a party or a lawyer. */
export function listMatters(history: Known, query: MatterListQuery, now: Date): MatterList {
  const me = history.office()?.personId ?? null;
  const all = history.matters();
  const isIn: Record<MatterListQuery['filter'], (matter: Matter) => boolean> = {
    open: ({ status }) => status === 'open',
    closed: ({ status }) => status === 'closed',
    mine: (matter) => matter.status === 'open' && me !== null && isOf(matter, me),
  };
  const finds = finderOf(history, query.search);
  const matching = all
    .filter((matter) => isIn[query.filter](matter) && finds(matter))
    .toSorted((a, b) => inOrder.compare(b.number, a.number));
  const owed = { callbacks: countByMatter(history, 'callback'), tasks: countByMatter(history, 'task') };
  const row = (matter: Matter): MatterListRow => ({
    id: matter.id,
    number: matter.number,
    title: matter.title,
    area: matter.area,
    status: matter.status,
    lawyer:
      matter.responsiblePersonId === null ? null : (history.person(matter.responsiblePersonId)?.shortName ?? null),
    clients: matter.parties
      .filter(({ role }) => role === 'client')
      .flatMap(({ contactId }) => history.contact(contactId)?.name ?? []),
    next: comingDeadlines(matter, now)[0] ?? null,
    callbacks: owed.callbacks.get(matter.id) ?? 0,
    tasks: owed.tasks.get(matter.id) ?? 0,
    restricted: matter.restrictedTo !== null,
    conflictUnresolved: matter.flags.conflictUnresolved,
  });
  return {
    rows: matching.slice(query.offset, query.offset + query.limit).map(row),
    total: matching.length,
    counts: {
      open: all.filter(isIn.open).length,
      closed: all.filter(isIn.closed).length,
      mine: all.filter(isIn.mine).length,
    },
    mayCreate: mayCreateMatter(me === null ? null : history.person(me)),
  };
}

const isOf = ({ responsiblePersonId, teamPersonIds }: Matter, personId: string) =>
  responsiblePersonId === personId || teamPersonIds.includes(personId);

/** 2026/99 before 2026/100. */
const inOrder = new Intl.Collator('en', { numeric: true });
const fold = (text: string) => Array.from(text, foldCharacter).join('');

function finderOf(history: Known, typed: string): (matter: Matter) => boolean {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  const parties = new Set(history.contactLists.list(typed, 0, MOST_PARTIES).contacts.map(({ id }) => id));
  const lawyers = new Map<string, string>();
  const lawyerOf = (personId: string | null) => {
    if (personId === null) return '';
    const known = lawyers.get(personId);
    if (known !== undefined) return known;
    const person = history.person(personId);
    const text = person === null ? '' : fold(`${person.name} ${person.shortName}`);
    lawyers.set(personId, text);
    return text;
  };
  return (matter) => {
    const text = `${fold(`${matter.number} ${matter.title} ${matter.area ?? ''}`)} ${lawyerOf(matter.responsiblePersonId)}`;
    return words.every((word) => text.includes(word)) || matter.parties.some(({ contactId }) => parties.has(contactId));
  };
}

function countByMatter(history: Known, kind: 'callback' | 'task'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { matterId } of history.items.all(kind, 'owed'))
    if (matterId !== null) counts.set(matterId, (counts.get(matterId) ?? 0) + 1);
  return counts;
}

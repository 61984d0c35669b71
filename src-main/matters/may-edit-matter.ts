import type { Matter, Person } from '@callbrief/relay/wire/directory';
import type { MatterMay } from '../../src-preload/contract/matters.ts';

/** As the office decides it: told before somebody writes what would be refused. */
export function mayOf(me: Person | null, matter: Matter | null): MatterMay {
  if (me?.role === 'admin') return { edit: 'all', remove: true };
  const responsible = matter?.responsiblePersonId ?? null;
  const isMine = me !== null && responsible === me.id;
  if (me === null || me.role === 'receptionist') return { edit: 'parties_and_deadlines', remove: isMine };
  return { edit: responsible !== null && !isMine ? 'all_but_who' : 'all', remove: isMine };
}

export const mayCreateMatter = (me: Person | null): boolean => me !== null && me.role !== 'receptionist';

import type { Matter, MatterEdit, Person } from '../wire/directory.ts';

/** What the reception writes down on the phone: who is in it, and when it is heard. */
const byReception = new Set<string>(['parties', 'deadlines']);
/** Who answers for a matter says who may know of it. */
const byResponsible: readonly (keyof MatterEdit['set'])[] = ['restrictedTo', 'responsiblePersonId'];

/** @param before null: the edit makes it */
export function mayEditMatter(person: Person, before: Matter | null, set: MatterEdit['set']): boolean {
  if (person.role === 'admin') return true;
  const written = Object.keys(set) as (keyof MatterEdit['set'])[];
  if (person.role === 'receptionist') return before !== null && written.every((field) => byReception.has(field));
  const responsible = before?.responsiblePersonId ?? null;
  const isOthers = responsible !== null && responsible !== person.id;
  return !isOthers || !written.some((field) => byResponsible.includes(field) && differs(before?.[field], set[field]));
}

export function mayRemoveMatter(person: Person, matter: Matter): boolean {
  return person.role === 'admin' || matter.responsiblePersonId === person.id;
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

import { askingPerson } from '../../control/asking-person.ts';
import type { Caller } from '../../devices/authenticate.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { Person } from '../../wire/directory.ts';

/** @throws ProblemError not_allowed */
export async function askingAdmin(caller: Caller): Promise<Person> {
  const person = await askingPerson(caller);
  if (person.role !== 'admin') throw new ProblemError('not_allowed');
  return person;
}

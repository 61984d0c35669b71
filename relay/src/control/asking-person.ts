import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Person } from '../wire/directory.ts';

/** @throws ProblemError not_signed_in when the device's person is gone */
export async function askingPerson({ store, device }: Pick<Caller, 'store' | 'device'>): Promise<Person> {
  const person = await store.person(device.personId);
  if (!person) throw new ProblemError('not_signed_in');
  return person;
}

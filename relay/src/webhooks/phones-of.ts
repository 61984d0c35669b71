import type { Person } from '../wire/directory.ts';
import type { PhoneNumber } from '../wire/scalars.ts';

/**
 * The numbers that ring for people: the first line of each that is not the one dialled, which would call itself.
 * @returns in the order of the people, each number once; who has no line is left out
 */
export async function phonesOf(
  personIds: readonly string[],
  dialled: PhoneNumber | null,
  personOf: (personId: string) => Promise<Person | null>,
): Promise<PhoneNumber[]> {
  const people = await Promise.all(personIds.map(personOf));
  const numbers = people.map((person) => person?.lines.find((line) => line !== dialled));
  return [...new Set(numbers.filter((number) => number !== undefined))];
}

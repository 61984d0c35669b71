import type { DuplicateContacts } from '../storage/directory-port.ts';

/**
 * The group, when it is one to ask about: a number that all of them share on purpose (a court, a household) says nothing,
 * and the same contacts are asked about once.
 * @returns it alone, or nothing
 */
export function duplicateGroups(before: readonly DuplicateContacts[], group: DuplicateContacts): DuplicateContacts[] {
  if (group.contacts.length < 2) return [];
  const isSharedOnPurpose =
    group.why === 'number' &&
    group.contacts.every((contact) => contact.numbers.some((n) => n.number === group.shared && n.shared));
  if (isSharedOnPurpose) return [];
  const key = idsOf(group);
  return before.some((other) => idsOf(other) === key) ? [] : [group];
}

const idsOf = ({ contacts }: DuplicateContacts) => contacts.map((contact) => contact.id).join(' ');

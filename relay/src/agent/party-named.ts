import { fold } from '../insights/understanding/reading/fold.ts';
import type { TenantStore } from '../storage/port.ts';
import type { Contact } from '../wire/directory.ts';

const MOST_WORDS = 12;
const LONGEST_NAME = 4;

/**
 * A party of an open matter whose whole name was said: a match for the firm's eyes, never a clearance and never told to the
 * caller. Restricted matters are left out, because everybody of the firm sees a talk that goes on.
 */
export async function partyNamed(
  store: Pick<TenantStore, 'findContacts' | 'openMattersOf'>,
  said: string,
): Promise<{ name: string; matterNumber: string } | null> {
  const words = wordsOf(said).slice(0, MOST_WORDS);
  for (let length = Math.min(LONGEST_NAME, words.length); length >= 1; length--) {
    for (let first = 0; first + length <= words.length; first++) {
      const name = words.slice(first, first + length);
      if (name.join('').length < 4) continue;
      for (const contact of await store.findContacts(name.join(' '), 10)) {
        if (!isCalled(contact, name)) continue;
        const open = (await store.openMattersOf(contact.id)).find(({ restrictedTo }) => restrictedTo === null);
        if (open) return { name: contact.name, matterNumber: open.number };
      }
    }
  }
  return null;
}

function isCalled({ name, organisation }: Contact, said: readonly string[]): boolean {
  return [name, organisation ?? ''].some((one) => {
    const words = wordsOf(one);
    return words.length === said.length && words.every((word) => said.includes(word));
  });
}

const wordsOf = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

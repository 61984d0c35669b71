/** `Anneke Verhulst` → `A. V.`, `Me C. Delcourt` → `Me C. D.`: how one is addressed tells nothing. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s,]+/u).filter((word) => /\p{L}/u.test(word));
  return words.map((word) => (titles.has(word) ? word : `${firstLetter(word)}.`)).join(' ');
}

const firstLetter = (word: string) => (/\p{L}/u.exec(word)?.[0] ?? '').toLocaleUpperCase();
const titles = new Set(['Me', 'Mr', 'Mr.', 'Mrs', 'Ms', 'Dr', 'Dr.', 'RA', 'RAin', 'Maître']);

/** As long for every matter: the number of letters would tell something. */
export const HIDDEN_TITLE = '•••••• / ••••••';
export const HIDDEN = '••••••';

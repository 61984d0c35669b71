import type { Item } from '../reading/items.ts';

/** Digits that stand together: a telephone number, a reference, the figures of an IBAN. */
export interface Run {
  digits: string;
  first: number;
  behind: number;
  /** In more than one piece. */
  grouped: boolean;
}

/** What is said for a stroke between the parts of a reference. */
const STROKES = new Set([
  '/',
  '-',
  '.',
  'slash',
  'barre',
  'streep',
  'schuine',
  'schragstrich',
  'dash',
  'tiret',
  'oblique',
  'trait',
  'strich',
]);

export function inDigits(items: readonly Item[]): Run[] {
  const runs: Run[] = [];
  let open: Run | null = null;
  items.forEach((item, index) => {
    if (item.kind === 'number' && Number.isInteger(item.value) && !item.ordinal) {
      const digits = item.digits ?? String(item.value);
      if (open === null) open = { digits, first: index, behind: index + 1, grouped: false };
      else open = { ...open, digits: open.digits + digits, behind: index + 1, grouped: true };
      return;
    }
    const stroke =
      (item.kind === 'mark' && STROKES.has(item.text)) || (item.kind === 'word' && STROKES.has(item.folded));
    // Letters of a bank's code stand between the figures of an IBAN.
    const code = item.kind === 'word' && open !== null && /^\p{Lu}{1,4}$/u.test(item.text);
    if (stroke || code || open === null) return;
    runs.push(open);
    open = null;
  });
  if (open !== null) runs.push(open);
  return runs;
}

import type { CallInsights } from '../../../wire/insights.ts';
import { itemsOf, type Item } from '../reading/items.ts';
import type { Said } from '../said.ts';

type IbanSaid = CallInsights['mentions']['ibans'][number];

/** How long an account number is (ISO 13616 registry), for the countries that firms here meet. Others: 15 to 34. */
const lengths: Readonly<Record<string, number>> = {
  ...{ AT: 20, BE: 16, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GR: 27 },
  ...{ HR: 21, HU: 28, IE: 22, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MT: 31, NL: 18, NO: 15, PL: 28 },
  ...{ PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, TR: 26, UA: 29 },
};
const LONGEST = 34;

interface Piece {
  characters: string;
  start: number;
  end: number;
}

/** Account numbers whose check digits are right, written or spelled: one that does not fit was misheard. */
export function ibansSaid({ id, text, language }: Said): IbanSaid[] {
  const pieces = itemsOf(text, language).map(pieceOf);
  const found: IbanSaid[] = [];
  for (let first = 0; first < pieces.length; first++) {
    const whole = ibanFrom(pieces, first);
    if (whole === null) continue;
    const quote = text.slice(pieces[first]?.start ?? 0, pieces[whole.last]?.end ?? 0).slice(0, 200);
    found.push({ segmentId: id, quote, iban: whole.iban });
    first = whole.last;
  }
  return found;
}

/** @returns null: no part of an account number */
function pieceOf(item: Item): Piece | null {
  const { start, end } = item;
  if (item.kind === 'number') {
    const characters = item.digits ?? (Number.isInteger(item.value) ? String(item.value) : null);
    return characters === null ? null : { characters, start, end };
  }
  if (item.kind === 'word' && item.folded.length <= 4 && /^[a-z]+$/.test(item.folded))
    return { characters: item.folded.toUpperCase(), start, end };
  return item.kind === 'mark' && /^[-.]$/.test(item.text) ? { characters: '', start, end } : null;
}

function ibanFrom(pieces: readonly (Piece | null)[], first: number): { iban: string; last: number } | null {
  let iban = '';
  for (let last = first; last < pieces.length; last++) {
    const piece = pieces[last];
    if (piece == null) return null;
    iban += piece.characters;
    if (iban.length > LONGEST || !/^[A-Z]{0,2}$|^[A-Z]{2}\d{1,2}/.test(iban)) return null;
    if (isIban(iban)) return { iban, last };
  }
  return null;
}

export function isIban(text: string): boolean {
  const length = lengths[text.slice(0, 2)];
  if (length === undefined ? text.length < 15 || text.length > LONGEST : text.length !== length) return false;
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(text)) return false;
  // ISO 7064: the first four behind the rest, letters as 10 to 35, modulo 97.
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

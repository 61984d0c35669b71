import type { CallInsights } from '../../../wire/insights.ts';
import { itemsOf, type Item } from '../reading/items.ts';
import type { Said } from '../said.ts';

type IbanSaid = CallInsights['mentions']['ibans'][number];

/** How long an account number is (ISO 13616 registry), for the countries that firms here meet. Others: 15 to 34. */
const lengths: ReadonlyMap<string, number> = new Map(
  (
    'AT20 BE16 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IT27 LI21 LT20 LU20 LV21 MC27 MT31 ' +
    'NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 TR26 UA29'
  )
    .split(' ')
    .map((of) => [of.slice(0, 2), Number(of.slice(2))]),
);
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
  const length = lengths.get(text.slice(0, 2));
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

import { fold } from '../../insights/understanding/reading/fold.ts';

/** So many words in a row that stand in the instructions are no chance. */
const IN_A_ROW = 6;
/** Digits in one piece that say something: a telephone number, a file. */
const TELLING_DIGITS = 4;

/**
 * What of a model's text may be spoken. A model that was talked into reading out what it was given gives pieces of it: marks,
 * names of tools, its instructions, numbers that nobody on this call has said. The rest is spoken without its markup.
 * @param secret instructions; what the firm tells of itself is none
 * @param isKnownNumber whether these digits were said on this call, or are the firm's to tell
 * @returns null: not to be spoken
 */
export function createSayable(secret: string, isKnownNumber: (digits: string) => boolean) {
  const rows = new Set(rowsOf(secret));
  return (text: string): string | null => {
    if (forbidden.test(text) || untold.test(text) || rowsOf(text).some((row) => rows.has(row))) return null;
    const plain = text
      .replaceAll(/\[[^\]]*\]|\([^)]*\)/g, ' ')
      .replaceAll(/^\s*(?:[-•]|\d+[.)])\s+/g, '')
      .replaceAll(/[*_#`~|]/g, '')
      .replaceAll(/\p{Emoji_Presentation}|\p{C}/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ (?=[.,;])/g, '')
      .trim();
    if (!/[\p{L}\p{N}]/u.test(plain)) return null;
    for (const [piece] of plain.matchAll(/\d[\d\s./()+-]*/g)) {
      const digits = piece.replaceAll(/\D/g, '');
      if (digits.length >= TELLING_DIGITS && !isYear(piece) && !isKnownNumber(digits)) return null;
    }
    return plain;
  };
}

/** Addresses, marks of any kind, code, roles of a protocol, names with an underscore, numbers of files. */
const forbidden =
  /\b(?:19|20)\d\d\s*[/-]\s*\d|https?:|www\.|@|[<>{}\\]|```|\w_\w|\b(?:system|assistant|user|developer)\s*:|\b(?:system prompt|function call|tool call|json)\b/i;

/** "2026", "14.30" */
const isYear = (piece: string) => /^(?:(?:19|20)\d\d|\d{1,2}\.\d\d)[\s.]*$/.test(piece);

/** Whether somebody is a client is told to nobody, and no machine says that it is none. */
const untold =
  /\b(?:clients?|clientes?|cli[eë]nt(?:e|en)?|klant(?:en)?|mandant\w*)\b|\bi am (?:not (?:an? )?(?:ai|computer|robot|machine)|(?:a |the )?(?:real |human|person|lawyer))|\bje (?:suis (?:une? )?(?:vraie |humain|personne|avocat)|ne suis pas (?:une? )?(?:ia|robot|ordinateur|machine))|\bik ben (?:een |de )?(?:echte? |mens|advoca|geen )|\bich bin (?:ein(?:e)? |der |die )?(?:echte|mensch|anwa|rechtsanw|kein)/i;

function rowsOf(text: string): string[] {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return words
    .slice(0, Math.max(0, words.length - IN_A_ROW + 1))
    .map((_, at) => words.slice(at, at + IN_A_ROW).join(' '));
}

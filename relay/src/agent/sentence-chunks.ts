import { fold, wordSet } from '../insights/understanding/reading/fold.ts';
import type { Language } from '../wire/scalars.ts';

/** Cuts a stream of tokens into what can be spoken while the rest is still being written. */
export interface SentenceChunks {
  /** @returns what may be spoken now, in order */
  push(text: string, nowMs: number): string[];
  /** Time passes; wanted every 100 ms at least. */
  tick(nowMs: number): string[];
  /** No more comes. */
  end(): string[];
}

/** So many words are spoken without the end of their sentence. */
const MANY_WORDS = 12;
/** No token for so long: what is there is spoken (ms). */
const STALLED_MS = 300;
/** The first piece may end with a comma, but is no single word (characters). */
const SHORTEST_FIRST = 10;
/** A text without a blank is cut all the same. */
const LONGEST = 400;

/** A point behind these ends no sentence. */
const abbreviations: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: wordSet(
    'mr mrs ms dr prof st no nr e.g i.e etc vs approx art para jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co tel ext',
  ),
  fr: wordSet(
    'm mm mme mmes mlle me dr pr st ste no p.ex art al etc cf env av bd tel janv fevr avr juil sept oct nov dec p',
  ),
  nl: wordSet(
    'dhr mevr mr mrs dr prof nr bv bijv blz art enz m.b.t d.w.z o.a t.a.v i.v.m ca tel jan feb mrt apr jun jul aug sep sept okt nov dec st',
  ),
  de: wordSet(
    'hr fr dr prof nr z.b d.h u.a bzw ca abs art ggf evtl str tel st usw vgl jan feb apr jun jul aug sep sept okt nov dez s',
  ),
};

export function createSentenceChunks(language: Language): SentenceChunks {
  let rest = '';
  let isFirst = true;
  let lastTokenAtMs = 0;

  function take(length: number): string | null {
    const chunk = rest.slice(0, length).trim();
    rest = rest.slice(length).trimStart();
    if (chunk === '' || !/[\p{L}\p{N}]/u.test(chunk)) return null;
    isFirst = false;
    return chunk;
  }

  function takeAll(cut: () => number | null): string[] {
    const chunks: string[] = [];
    for (let length = cut(); length !== null; length = cut()) {
      const chunk = take(length);
      if (chunk !== null) chunks.push(chunk);
    }
    return chunks;
  }

  return {
    push(text, nowMs) {
      lastTokenAtMs = nowMs;
      rest = (rest + text).trimStart();
      return takeAll(() => sentenceEnd(rest, language) ?? (isFirst ? firstComma(rest) : null) ?? manyWords(rest));
    },
    tick(nowMs) {
      if (rest.trim() === '' || nowMs - lastTokenAtMs < STALLED_MS) return [];
      const length = lastWord(rest);
      const chunk = length === null ? null : take(length);
      return chunk === null ? [] : [chunk];
    },
    end() {
      const chunk = take(rest.length);
      return chunk === null ? [] : [chunk];
    },
  };
}

/** How long the first sentence is, its mark and blank with it; null: it is not surely over. */
function sentenceEnd(text: string, language: Language): number | null {
  for (const match of text.matchAll(/[.!?…]+["'”»)]*\s+|\n+/gu)) {
    const behind = match.index + match[0].length;
    if (!match[0].startsWith('.') || !isInside(text.slice(0, match.index), text.slice(behind), language)) return behind;
  }
  return null;
}

/** Whether a single point stands inside a sentence: "Dr. Maes", "14. Dezember", "J. Peeters", "z. B.". */
function isInside(before: string, behind: string, language: Language): boolean {
  const last = fold(/(\S+)$/.exec(before)?.[1] ?? '').replace(/^[("'«„]+/, '');
  if (abbreviations[language].has(last)) return true;
  if (/^\p{L}$/u.test(last) || /^(?:\p{L}\.)+\p{L}$/u.test(last)) return true;
  if (!/^\d+$/.test(last)) return /^\p{Ll}/u.test(behind) && language !== 'de' && last.length <= 3;
  // A number with a point is a German or Dutch ordinal unless it is a year or longer: what follows tells, and it must be there.
  return (language === 'de' && last.length <= 2) || /^\d/.test(behind);
}

function firstComma(text: string): number | null {
  for (const match of text.matchAll(/[,;:–]\s+/gu)) {
    const behind = match.index + match[0].length;
    // "12, 40": a number goes on.
    if (
      match.index < SHORTEST_FIRST ||
      (/\d$/.test(text.slice(0, match.index)) && /^(?:\d|$)/.test(text.slice(behind)))
    )
      continue;
    return behind;
  }
  return null;
}

function manyWords(text: string): number | null {
  if (text.length > LONGEST && !/\s/.test(text.slice(0, LONGEST))) return LONGEST;
  const blanks = [...text.matchAll(/\s+/gu)];
  if (blanks.length < MANY_WORDS) return null;
  const end = (blanks[MANY_WORDS - 1]?.index ?? 0) + 1;
  const comma = [...text.slice(0, end).matchAll(/[,;:–]\s+/gu)].findLast(({ index }) => index > end / 3);
  const cut = comma === undefined ? lastWord(text.slice(0, end)) : comma.index + comma[0].length;
  return cut !== null && cut > 0 ? cut : end;
}

/** Up to the last blank that does not part one number: "12 000" is spoken in one piece. */
function lastWord(text: string): number | null {
  if (/[.!?…]["'”»)]*$/u.test(text) && !/\d\.$/.test(text)) return text.length;
  const blanks = [...text.matchAll(/\s+/gu)].toReversed();
  for (const { index, 0: blank } of blanks) {
    const [before, behind] = [text.slice(0, index), text.slice(index + blank.length)];
    if (/[\d.,]$/.test(before) && /\d/.test(before.slice(-2)) && (behind === '' || /^\d/.test(behind))) continue;
    if (before.trim() !== '') return index + blank.length;
  }
  return null;
}

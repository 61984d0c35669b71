import type { Language } from '../../../wire/scalars.ts';

/** The smallest words of numbers. `ten`: 20, 30... to which a unit can be put; `teen`: 10 to 19, to which none can. */
export type Atom =
  { kind: 'unit' | 'teen' | 'ten'; value: number } | { kind: 'hundred' | 'thousand' | 'million' | 'and' };

type Words = readonly [string, Atom][];

const values = (kind: 'unit' | 'teen' | 'ten', first: number, step: number, words: string): Words =>
  words
    .split(' ')
    .flatMap((names, index) =>
      names.split('/').map((name): [string, Atom] => [name, { kind, value: first + index * step }]),
    );
const scale = (kind: 'hundred' | 'thousand' | 'million' | 'and', words: string): Words =>
  words.split(' ').map((name): [string, Atom] => [name, { kind }]);

const english: Words = [
  ...values('unit', 0, 1, 'zero/oh/nought one two three four five six seven eight nine'),
  ...values('teen', 10, 1, 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'),
  ...values('ten', 20, 10, 'twenty thirty forty/fourty fifty sixty seventy eighty ninety'),
  ...scale('hundred', 'hundred'),
  ...scale('thousand', 'thousand k'),
  ...scale('million', 'million millions'),
  ...scale('and', 'and'),
];
const french: Words = [
  ...values('unit', 0, 1, 'zero un/une deux trois quatre cinq six sept huit neuf'),
  ...values('teen', 10, 1, 'dix onze douze treize quatorze quinze seize'),
  ...values('ten', 20, 10, 'vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante'),
  ...scale('hundred', 'cent cents'),
  ...scale('thousand', 'mille'),
  ...scale('million', 'million millions'),
  ...scale('and', 'et'),
];
const dutch: Words = [
  ...values('unit', 0, 1, 'nul een twee drie vier vijf zes zeven acht negen'),
  ...values('teen', 10, 1, 'tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'),
  ...values('ten', 20, 10, 'twintig dertig veertig vijftig zestig zeventig tachtig negentig'),
  ...scale('hundred', 'honderd'),
  ...scale('thousand', 'duizend'),
  ...scale('million', 'miljoen'),
  ...scale('and', 'en'),
];
const german: Words = [
  ...values('unit', 0, 1, 'null ein/eins/eine zwei/zwo drei vier funf sechs sieben acht neun'),
  ...values('teen', 10, 1, 'zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn'),
  ...values('ten', 20, 10, 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig'),
  ...scale('hundred', 'hundert'),
  ...scale('thousand', 'tausend'),
  ...scale('million', 'million millionen'),
  ...scale('and', 'und'),
];

const atoms: Readonly<Record<Language, ReadonlyMap<string, Atom>>> = {
  en: new Map(english),
  fr: new Map(french),
  nl: new Map(dutch),
  de: new Map(german),
};
/** Dutch and German write a number as one word. */
const joined: Readonly<Record<Language, boolean>> = { en: false, fr: false, nl: true, de: true };
/** `achttienduizend` has 8 atoms at most in a longer friend; beyond this it is no number. */
const LONGEST_JOINED = 80;

/** @param folded one word @returns null: it is not made of number words only */
export function atomsOf(folded: string, language: Language): Atom[] | null {
  const whole = atoms[language].get(folded);
  if (whole !== undefined) return [whole];
  if (!joined[language] || folded.length > LONGEST_JOINED) return null;
  return split(folded, atoms[language]);
}

function split(rest: string, known: ReadonlyMap<string, Atom>): Atom[] | null {
  if (rest === '') return [];
  for (let length = Math.min(rest.length, 9); length >= 2; length--) {
    const atom = known.get(rest.slice(0, length));
    if (atom === undefined) continue;
    const behind = split(rest.slice(length), known);
    if (behind !== null) return [atom, ...behind];
  }
  return null;
}

/** Ordinals that are not made by their ending, and what they are of. */
const ordinals: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: new Map([
    ['first', 'one'],
    ['second', 'two'],
    ['third', 'three'],
    ['fifth', 'five'],
    ['eighth', 'eight'],
    ['ninth', 'nine'],
    ['twelfth', 'twelve'],
    ['twentieth', 'twenty'],
    ['thirtieth', 'thirty'],
  ]),
  fr: new Map([
    ['premier', 'un'],
    ['premiere', 'un'],
    ['second', 'deux'],
    ['seconde', 'deux'],
    ['quatrieme', 'quatre'],
    ['cinquieme', 'cinq'],
    ['neuvieme', 'neuf'],
    ['trentieme', 'trente'],
  ]),
  nl: new Map([
    ['eerste', 'een'],
    ['derde', 'drie'],
  ]),
  de: new Map([
    ['erste', 'ein'],
    ['dritte', 'drei'],
    ['siebte', 'sieben'],
    ['achte', 'acht'],
  ]),
};
const ordinalEnding: Readonly<Record<Language, RegExp>> = {
  en: /th$/,
  fr: /e?ieme$/,
  nl: /(?:de|ste)$/,
  de: /(?:ste|te)$/,
};

/** @returns the cardinal's word: `fourteenth` is of `fourteen`; null: no ordinal */
export function cardinalOf(folded: string, language: Language): string | null {
  // German declines: der vierzehnte, am vierzehnten, ein vierzehnter.
  const word = language === 'de' ? folded.replace(/te[nrsm]$/, 'te') : folded;
  const known = ordinals[language].get(word);
  if (known !== undefined) return known;
  const ending = ordinalEnding[language];
  if (!ending.test(word)) return null;
  const base = word.replace(ending, '');
  if (base.length < 3) return null;
  return atomsOf(base, language) !== null ? base : atomsOf(`${base}e`, language) !== null ? `${base}e` : null;
}

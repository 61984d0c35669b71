import { fold } from '../../insights/understanding/reading/fold.ts';
import type { Language } from '../../wire/scalars.ts';

/** Spelling alphabets of the four countries and NATO's; a word stands for its first letter whichever language is spoken. */
const alphabets = new Set(
  fold(
    `alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo
    sierra tango uniform victor whiskey whisky xray yankee zulu
    anatole berthe celestin desire eugene francois gaston henri irma joseph kleber louis marcel nicolas pierre quintal raoul
    suzanne therese ursule william xavier yvonne zoe
    arthur bruxelles cesar david emile frederic gustave isidore kilogramme leopold marie napoleon piano quievrain robert simon
    telephone waterloo
    anton bernard cornelis dirk eduard ferdinand gerard hendrik izaak isaak jan karel lodewijk maria nico otto pieter quirinus
    quotient rudolf theodoor utrecht willem xantippe ypsilon ijmuiden zaandam brussel antwerpen gent
    berta bertha casar caesar dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol paula
    quelle richard samuel siegfried theodor ulrich viktor wilhelm xanthippe zeppelin zacharias
    aachen berlin chemnitz dusseldorf essen frankfurt goslar hamburg ingelheim jena koln leipzig munchen nurnberg offenbach
    potsdam quickborn rostock salzwedel tubingen unna volklingen wuppertal xanten zwickau`,
  )
    .split(/\s+/)
    .filter(Boolean),
);

/** Letters as an engine writes their names down. */
const names: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: of(
    'b:bee c:see,cee d:dee f:eff g:gee h:aitch,haitch j:jay k:kay l:ell m:em n:en q:cue,queue r:are,ar s:ess t:tee,tea u:you v:vee x:ex y:why z:zed,zee p:pee,pea o:oh',
  ),
  fr: of(
    'b:be c:ce d:de f:effe g:ge h:ache,hache j:ji k:ka l:elle m:emme n:enne p:pe q:cu r:erre s:esse t:te v:ve x:ixe y:igrec z:zede o:eau',
  ),
  nl: of(
    'a:aa b:bee c:cee,see d:dee f:ef g:gee h:haa j:jee k:kaa l:el m:em n:en p:pee q:kuu,ku r:er s:es t:tee v:vee w:wee x:ix y:ij,ypsilon,igrec z:zet',
  ),
  de: of(
    'b:be c:ce,tse d:de f:ef,eff g:ge h:ha j:jot k:ka l:el,ell m:em,emm n:en,enn p:pe q:ku r:er,err s:es,ess t:te v:vau w:we x:ix y:ypsilon z:zet,zett',
  ),
};

function of(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(' ').flatMap((part) => {
      const [letter = '', said = ''] = part.split(':');
      return said.split(',').map((name) => [name, letter]);
    }),
  );
}

/** "B as in Berta", "D comme Désiré", "W van Willem", "M wie Martha" */
const like: Readonly<Record<Language, RegExp>> = {
  en: /^(?:for|as|like|in|from|is)$/,
  fr: /^(?:comme|de|pour)$/,
  nl: /^(?:van|als|zoals|voor)$/,
  de: /^(?:wie|von|fur)$/,
};
const twice: Readonly<Record<Language, RegExp>> = {
  en: /^(?:double|twice)$/,
  fr: /^(?:double|deux)$/,
  nl: /^(?:dubbel|dubbele|twee)$/,
  de: /^(?:doppel|doppelt|zwei|zweimal)$/,
};
const marks: Readonly<Record<string, string>> = {
  dash: '-',
  hyphen: '-',
  tiret: '-',
  streepje: '-',
  bindestrich: '-',
  apostrophe: '’',
  apostroph: '’',
  apostrof: '’',
  space: ' ',
  espace: ' ',
  spatie: ' ',
  leerzeichen: ' ',
};
const MOST_LETTERS = 40;

/**
 * A name that was spelled: "D E W I T", "Dora Emil Wilhelm", "M as in Mike", "double L". What was said before the letters is
 * passed over.
 * @returns the letters in capitals, or null when nothing was spelled
 */
export function lettersSaid(text: string, language: Language): string | null {
  const words = text
    .slice(0, 1_000)
    .toLowerCase()
    .replaceAll(/double[- ](?:u|v|you|vé|ve)\b/g, 'w')
    // "It's", "c'est": no letters that somebody spells.
    .replaceAll(/['’]s\b|(?<!\p{L})\p{L}['’](?=\p{L}{2})/gu, ' ')
    .replaceAll(/\bi grec\b/g, 'igrec')
    .replaceAll(/\bx-ray\b/g, 'xray')
    .replaceAll(/\b(?:scharfes s|eszett)\b/g, 'ß')
    // Written with dots or dashes between: "D-E-W", "d.e.w."
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const runs: string[] = [''];
  for (let index = 0; index < words.length;) {
    const found = letterAt(words, index, language);
    if (found === null) {
      runs.push('');
      index += 1;
      continue;
    }
    runs[runs.length - 1] += found.letters;
    index = found.behind;
  }
  const best = runs.map((run) => run.trim()).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return best.length >= 2 && best.length <= MOST_LETTERS
    ? best.replaceAll(/\p{Ll}/gu, (l) => (l === 'ß' ? l : l.toUpperCase()))
    : null;
}

function letterAt(
  words: readonly string[],
  index: number,
  language: Language,
): { letters: string; behind: number } | null {
  const word = words[index] ?? '';
  if (twice[language].test(fold(word))) {
    const next = oneLetter(words[index + 1] ?? '', language);
    return next === null ? null : { letters: next + next, behind: behindLike(words, index + 2, language) };
  }
  const mark = marks[fold(word)];
  if (mark !== undefined && index > 0) return { letters: mark, behind: index + 1 };
  const letter = oneLetter(word, language);
  return letter === null ? null : { letters: letter, behind: behindLike(words, index + 1, language) };
}

function oneLetter(word: string, language: Language): string | null {
  if (/^\p{L}$/u.test(word)) return word;
  const folded = fold(word);
  return names[language][folded] ?? (alphabets.has(folded) ? (folded[0] ?? null) : null);
}

/** Passes over "as in Mike" behind a letter. */
function behindLike(words: readonly string[], at: number, language: Language): number {
  if (!like[language].test(fold(words[at] ?? ''))) return at;
  const isTwoWords = language === 'en' && words[at] === 'as' && /^(?:in|for)$/.test(words[at + 1] ?? '');
  const behind = at + (isTwoWords ? 3 : 2);
  // "D E de Wit" is no "E comme Wit" where nothing follows.
  return behind <= words.length ? behind : at;
}

/** `DEWIT`: `Dewit`; `O’NEIL`: `O’Neil` */
export const nameOfLetters = (letters: string): string =>
  letters.toLowerCase().replaceAll(/(?:^|[-’ ])\p{L}/gu, (start) => start.toUpperCase());

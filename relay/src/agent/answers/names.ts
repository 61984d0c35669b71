import { fold } from '../../insights/understanding/reading/fold.ts';
import type { Language } from '../../wire/scalars.ts';
import { isNothingMore } from './choices.ts';
import { yesOrNo } from './yes-no.ts';

const leadIns: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:my name(?:'s| is)|the name(?:'s| is)|name is|this is|i am called|i['’]?m called|i am|i['’]m|it['’]?s|speaking with|you['’]re speaking (?:to|with))\s+/iu,
  fr: /(?:\bje m['’ ]appelle|\bmon nom(?: de famille)?(?:,)? (?:est|c['’ ]est)|\bc['’ ]est|\bje suis|\bici|\bau nom de)\s+/iu,
  nl: /\b(?:mijn naam is|de naam is|ik heet|ik ben|u spreekt met|je spreekt met|het is|dit is|met)\s+/iu,
  de: /\b(?:mein name ist|der name ist|mein name lautet|ich hei(?:ß|ss)e|ich bin(?: der| die)?|hier spricht|hier ist|es spricht|das ist)\s+/iu,
};
/** What follows is no part of a name. */
const behind: Readonly<Record<Language, RegExp>> = {
  en: /(?:[.,;:!?]|\b(?:calling|speaking|here|from|and|about|regarding|because|i|my|with|who|thanks|please)\b)/iu,
  fr: /(?:[.,;:!?]|(?<!\p{L})(?:à l['’ ]appareil|et|au sujet|concernant|pour|parce|je|de la société|merci|mon)(?!\p{L}))/iu,
  nl: /(?:[.,;:!?]|\b(?:aan de lijn|aan de telefoon|hier|en|over|omdat|ik|mijn|bedankt|dank)\b)/iu,
  de: /(?:[.,;:!?]|\b(?:am apparat|hier|und|wegen|weil|ich|mein|von der firma|danke|bitte)\b)/iu,
};
/** Nobody is called so: a sentence that was no answer. */
const noNames: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:the|you|what|why|want|need|would|can|could|is|are|not|have|tell|say|give|do|does|it)\b/iu,
  fr: /(?<!\p{L})(?:vous|pourquoi|quoi|veux|voudrais|peux|pouvez|est|suis|pas|avez|dire|dites|il|que)(?!\p{L})/iu,
  nl: /\b(?:het|u|wat|waarom|wil|zou|kan|kunt|is|niet|heb|hebt|zeg|geef|dat)\b/iu,
  de: /\b(?:das|sie|was|warum|will|möchte|kann|können|ist|nicht|habe|haben|sagen|geben|es)\b/iu,
};
const MOST_WORDS = 5;
const LONGEST = 80;
const PARTICLES = new Set('de van von der den del du di da la le zu zur ter ten te la el und of'.split(' '));

/**
 * A name out of an answer: "My name is Anna Peeters, I'm calling about...".
 * @returns null: the answer is no name
 */
export function nameSaid(text: string, language: Language): string | null {
  const said = text.slice(0, 1_000).trim();
  const lead = leadIns[language].exec(said);
  const rest = lead === null ? said : said.slice(lead.index + lead[0].length);
  const cut = behind[language].exec(rest);
  // "Dr. Maes": the mark may stand behind a short title.
  const isTitle =
    cut?.[0] === '.' && /^(?:dr|m|me|mr|mrs|ms|mme|dhr|mevr|hr|fr|prof)$/i.test(rest.slice(0, cut.index).trim());
  const whole = cut === null || isTitle ? rest.replace(/[.,;:!?]+$/, '') : rest.slice(0, cut.index);
  const words = whole
    .split(/\s+/)
    .map((word) => word.replaceAll(/[^\p{L}\p{M}'’.-]/gu, ''))
    .filter((word) => /\p{L}/u.test(word));
  if (words.length === 0 || words.length > MOST_WORDS) return null;
  const name = words.map(asName).join(' ').slice(0, LONGEST);
  if (noNames[language].test(name) || isNothingMore(name, language) || yesOrNo(name, language) !== null) return null;
  return /\p{L}{2}/u.test(name) ? name : null;
}

/** Engines write small letters, people expect capitals. */
function asName(word: string, index: number): string {
  if (word !== word.toLowerCase()) return word;
  if (index > 0 && PARTICLES.has(fold(word))) return word;
  return word.replaceAll(/(?:^|[-’'])\p{L}/gu, (start) => start.toUpperCase());
}

/** The last word of a name, with the particles in front of it: what is spelled. */
export function familyNameOf(name: string): string {
  const words = name.split(' ');
  let first = words.length - 1;
  while (first > 1 && PARTICLES.has(fold(words[first - 1] ?? ''))) first -= 1;
  return words.slice(Math.max(first, 0)).join(' ');
}

/** Puts the spelled family name where it was heard. "Anna Pieters" and "PEETERS" are Anna Peeters. */
export function withFamilyName(name: string | null, spelled: string): string {
  if (name === null || !name.includes(' ')) return spelled;
  const family = familyNameOf(name);
  const given = name.slice(0, name.length - family.length).trim();
  // The whole name may have been spelled.
  const plain = (text: string) => fold(text).replaceAll(/[^\p{L}]/gu, '');
  // Blanks and small letters are not spelled: "de Wit" stays what it is.
  if (plain(spelled) === plain(family)) return name;
  if (plain(spelled).startsWith(plain(given)) && plain(spelled).length > plain(family).length + 1) {
    return `${given} ${capital(spelled.replaceAll(/[ -]/g, '').slice(plain(given).length))}`.trim();
  }
  return `${given} ${spelled}`.trim();
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

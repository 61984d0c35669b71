import type { Language } from '../../../../wire/scalars.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import type { Lexicon } from './lexicon.ts';

const lexicons: Readonly<Record<Language, Lexicon>> = { en: english, fr: french, nl: dutch, de: german };

export const lexiconOf = (language: Language): Lexicon => lexicons[language];

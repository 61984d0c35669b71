import type { Language } from '@callbrief/relay/wire/scalars';
import { createInstance, type i18n } from 'i18next';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { nl } from './nl/index.ts';
import type { Words } from './words.ts';

export const words: Record<Language, Words> = { en, fr, nl, de };

/**
 * All sentences of one window. Everything is in the bundle, so it is ready when it returns; switch with
 * `changeLanguage`. Give it to `I18nextProvider`.
 */
export function createWords(language: Language): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: words,
    ns: Object.keys(en),
    defaultNS: 'app',
    initAsync: false,
    // React escapes what it draws; escaping twice shows &#39; in names.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** The chosen language, else the first of the system's that is spoken here, else English. */
export function chooseLanguage(chosen: Language | null, systemLanguages: readonly string[]): Language {
  if (chosen) return chosen;
  for (const tag of systemLanguages) {
    const found = (['en', 'fr', 'nl', 'de'] as const).find((l) => tag.toLowerCase().startsWith(l));
    if (found) return found;
  }
  return 'en';
}

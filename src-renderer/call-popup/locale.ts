import type { Language } from '@callbrief/relay/wire/scalars';

/** Where a language is spoken by our firms when the system does not say. */
const usualRegion: Record<Language, string> = { en: 'en-GB', fr: 'fr-BE', nl: 'nl-BE', de: 'de-DE' };

/** The tag for dates and country names: the window's language, with the system's region where the system speaks it. */
export function localeFor(language: Language, systemLanguages: readonly string[]): string {
  const system = systemLanguages.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  // American English would write 12-hour clocks and the month first; a firm's day is written the European way.
  return system === undefined || language === 'en' ? usualRegion[language] : system;
}

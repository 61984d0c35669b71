import type { Language } from '../../../wire/scalars.ts';

const hours: Readonly<Record<Language, (hour: number) => string>> = {
  en: (hour) => `${String(hour % 12 === 0 ? 12 : hour % 12)} ${hour < 12 ? 'A M' : 'P M'}`,
  fr: (hour) => `${String(hour)} heures`,
  nl: (hour) => `${String(hour)} uur`,
  de: (hour) => `${String(hour)} Uhr`,
};

/** espeak-ng says "nine zero zero" for `9:00`; all other numbers and letters of the scripts it says as people do. */
export const saidByEspeak = (text: string, language: Language): string =>
  text.replaceAll(/(?<![\d:])([01]?\d|2[0-3]):00(?![\d:])/g, (_, hour: string) => hours[language](Number(hour)));

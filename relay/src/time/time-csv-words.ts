import type { Language } from '../wire/scalars.ts';

interface TimeCsvWords {
  columns: readonly string[];
  second: Record<'confirmed' | 'unconfirmed', string>;
  fileName: string;
}

/** Headings in the order of the columns of `timeCsv`. */
export const timeCsvWords: Record<Language, TimeCsvWords> = {
  en: {
    columns: [
      'Date',
      'Timekeeper',
      'Timekeeper code',
      'Matter',
      'Title',
      'Client',
      'Spoke with',
      'Measured (seconds)',
      'Charged (minutes)',
      'Charged (hours)',
      'UTBMS',
      'Narrative',
      'Second timekeeper',
      'Call',
      'Entry',
    ],
    second: { confirmed: 'confirmed', unconfirmed: 'not confirmed' },
    fileName: 'time',
  },
  fr: {
    columns: [
      'Date',
      'Intervenant',
      'Code intervenant',
      'Dossier',
      'Intitulé',
      'Client',
      'Interlocuteur',
      'Mesuré (secondes)',
      'Facturé (minutes)',
      'Facturé (heures)',
      'UTBMS',
      'Libellé',
      'Second intervenant',
      'Appel',
      'Prestation',
    ],
    second: { confirmed: 'confirmé', unconfirmed: 'non confirmé' },
    fileName: 'prestations',
  },
  nl: {
    columns: [
      'Datum',
      'Uitvoerder',
      'Code uitvoerder',
      'Dossier',
      'Titel',
      'Cliënt',
      'Gesproken met',
      'Gemeten (seconden)',
      'Aangerekend (minuten)',
      'Aangerekend (uren)',
      'UTBMS',
      'Omschrijving',
      'Tweede uitvoerder',
      'Oproep',
      'Prestatie',
    ],
    second: { confirmed: 'bevestigd', unconfirmed: 'niet bevestigd' },
    fileName: 'prestaties',
  },
  de: {
    columns: [
      'Datum',
      'Bearbeiter',
      'Bearbeiterkürzel',
      'Akte',
      'Rubrum',
      'Mandant',
      'Gesprochen mit',
      'Gemessen (Sekunden)',
      'Berechnet (Minuten)',
      'Berechnet (Stunden)',
      'UTBMS',
      'Tätigkeit',
      'Zweiter Bearbeiter',
      'Anruf',
      'Eintrag',
    ],
    second: { confirmed: 'bestätigt', unconfirmed: 'nicht bestätigt' },
    fileName: 'Zeiten',
  },
};

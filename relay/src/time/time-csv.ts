import type { Language } from '../wire/scalars.ts';
import type { ChargedEntry } from './charged-entries.ts';
import { csvText } from './csv-text.ts';
import { timeCsvWords } from './time-csv-words.ts';

/** One line an entry, measured and charged side by side. */
export function timeCsv(entries: readonly ChargedEntry[], language: Language): string {
  const words = timeCsvWords[language];
  const hours = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  const rows = entries.map(({ entry, person, timekeeper, matter, contact, client, second }) => [
    entry.date,
    person?.name ?? entry.personId,
    timekeeper?.code ?? '',
    matter?.number ?? '',
    matter?.title ?? '',
    client?.contact.name ?? '',
    contact?.name ?? '',
    entry.measuredSeconds,
    entry.minutes,
    hours.format(entry.minutes / 60),
    entry.activityCode ?? '',
    entry.narrative,
    second === 'none' ? '' : words.second[second],
    entry.callId ?? '',
    entry.id,
  ]);
  // Where the comma stands in numbers, spreadsheets part columns by semicolons.
  return csvText([words.columns, ...rows], language === 'en' ? ',' : ';');
}

import type { TFunction } from 'i18next';
import type { MatterDeadline } from '../../src-preload/contract/matters.ts';
import { localeOf, type Format } from '../words/format.ts';

const DAY_MS = 86_400_000;
const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Days from today on this computer's wall. */
export const daysUntil = (at: string, now: Date): number =>
  Math.round((midnight(new Date(at)) - midnight(now)) / DAY_MS);

/** `Remarks due tomorrow`, `Hearing Thu 26 Nov, 09:00, room 1.07`. */
export function describeDeadline(
  deadline: MatterDeadline,
  now: Date,
  { t, format, language }: { t: TFunction<'matters'>; format: Format; language: string },
): string {
  const when = whenOf(deadline, now, { t, format, language });
  const what = t(deadline.kind === 'deadline' ? 'due' : 'onDay', { title: deadline.title, when });
  return deadline.place === null || deadline.place === '' ? what : t('withPlace', { what, place: deadline.place });
}

/** `tomorrow`, `Thu 26 Nov, 09:00`. */
export function whenOf(
  { at, allDay }: Pick<MatterDeadline, 'at' | 'allDay'>,
  now: Date,
  { t, format, language }: { t: TFunction<'matters'>; format: Format; language: string },
): string {
  const days = daysUntil(at, now);
  const date = new Date(at);
  const day =
    days === 0
      ? t('today')
      : days === 1
        ? t('tomorrow')
        : new Intl.DateTimeFormat(localeOf(language), {
            weekday: 'short',
            day: 'numeric',
            month: 'short',
            ...(date.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
          })
            .format(date)
            .replace(',', '');
  return allDay ? day : `${day}, ${format.time(at)}`;
}

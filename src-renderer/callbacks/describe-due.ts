import type { TFunction } from 'i18next';
import type { CallbackRow } from '../../src-preload/contract/callbacks.ts';
import { localeOf, type Format } from '../words/format.ts';

export interface DueWords {
  main: string;
  rest: string;
  tone: 'critical' | 'caution' | 'plain';
}

type Due = Pick<CallbackRow, 'dueFrom' | 'dueAt' | 'status' | 'closed' | 'urgency'>;

/** Longer ago or ahead, only the clock and the day are said. */
const RELATIVE_MS = 2 * 3_600_000;

/** By when to call, in words, never a relative time without its clock time. Local days of this computer. */
export function describeDue(
  { dueFrom, dueAt, status, closed, urgency }: Due,
  { t, format, language, now }: { t: TFunction<'callbacks'>; format: Format; language: string; now: Date },
): DueWords {
  const day = dayWords(language);
  const dayOf = (at: string) => day.within(at, now, t);
  const plain = (main: string, rest: string): DueWords => ({ main, rest, tone: 'plain' });
  if (closed !== null) return plain(t('due.closed'), `${dayOf(closed.at)} ${format.time(closed.at)}`);
  if (dueAt === null) return plain(t('due.none'), '');
  const aheadMs = Date.parse(dueAt) - now.getTime();
  const apart = daysApart(dueAt, now);
  if (aheadMs < 0) {
    const critical = (main: string, rest: string): DueWords => ({ main, rest, tone: 'critical' });
    const time = format.time(dueAt);
    if (apart === 0) {
      return -aheadMs < RELATIVE_MS
        ? critical(t('due.late', { time: format.waiting(dueAt, now) }), `${dayOf(dueAt)} ${time}`)
        : critical(t('due.since', { time }), dayOf(dueAt));
    }
    if (apart === -1) return critical(t('due.since', { time: dayOf(dueAt) }), `${day.short(dueAt)} ${time}`);
    return critical(t('due.since', { time: day.long(dueAt) }), time);
  }
  const theyCall = status === 'caller_calls_back' ? t('due.elseWe') : null;
  const near: DueWords['tone'] = urgency === 'high' && aheadMs <= RELATIVE_MS ? 'caution' : 'plain';
  if (dueFrom !== null && dueFrom < dueAt)
    return {
      main: t('due.window', { from: format.time(dueFrom), to: format.time(dueAt) }),
      rest: dayOf(dueAt),
      tone: near,
    };
  if (aheadMs <= RELATIVE_MS) {
    const time = format.waiting(now.toISOString(), new Date(dueAt));
    return { main: t('due.in', { time }), rest: theyCall ?? `${dayOf(dueAt)} ${format.time(dueAt)}`, tone: near };
  }
  const by = t('due.by', { time: format.time(dueAt) });
  if (apart === 0) return plain(by, theyCall ?? dayOf(dueAt));
  if (apart === 1) return plain(`${day.short(dueAt)}, ${by}`, theyCall ?? dayOf(dueAt));
  return plain(day.long(dueAt), theyCall ?? by);
}

/** Calendar days from today; clocks that change make none longer. */
function daysApart(at: string, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(new Date(at)) - midnight(now)) / 86_400_000);
}

function dayWords(language: string) {
  const locale = localeOf(language);
  const intl = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const weekday = intl({ weekday: 'short' });
  const date = intl({ day: 'numeric', month: 'short' });
  const short = (at: string) => weekday.format(new Date(at));
  /** `Mon 23 Nov` */
  const long = (at: string) => `${short(at)} ${date.format(new Date(at))}`;
  return {
    short,
    long,
    /** `today`, `tomorrow`, `yesterday`, else `Mon 23 Nov`. */
    within(at: string, now: Date, t: TFunction<'callbacks'>): string {
      const apart = daysApart(at, now);
      if (apart === 0) return t('due.today');
      if (apart === 1) return t('due.tomorrow');
      return apart === -1 ? t('due.yesterday') : long(at);
    },
  };
}

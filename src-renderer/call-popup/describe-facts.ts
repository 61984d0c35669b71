import type { PopupWords } from './use-words.ts';
import type { BackOnlineCard, Deadline, RingCard } from '../../src-preload/contract.ts';
import { endNotReported } from '../calls/end-not-reported.ts';
import type { Moments } from './moments.ts';

/** `Hearing Thu 26 Nov, 09:00` in bold, `· in 7 days` behind it. A hearing needs no title; a deadline does, below. */
export function deadlineLine(
  deadline: Deadline,
  moments: Moments,
  nowMs: number,
  t: PopupWords,
): { bold: string; rest: string; title: string | null } {
  const time = deadline.allDay ? '' : `, ${moments.time(deadline.at)}`;
  const days = moments.daysUntil(deadline.at, nowMs);
  const distance = days < 0 ? '' : days === 0 ? t('today') : days === 1 ? t('tomorrow') : t('in_days', { count: days });
  return {
    bold: `${t(`deadline.${deadline.kind}`)} ${moments.day(deadline.at)}${time}`,
    rest: distance === '' ? '' : ` · ${distance}`,
    title: deadline.kind === 'hearing' ? null : deadline.title,
  };
}

/** `Mon, Sofie: asked when the expert report is due`; without a note, what became of that call. */
export function lastContactLine(
  last: NonNullable<RingCard['lastContact']>,
  moments: Moments,
  nowMs: number,
  t: PopupWords,
): string {
  // A line begins with a capital also where weekdays do not.
  const day = moments.ago(last.at, nowMs);
  const when = day.charAt(0).toUpperCase() + day.slice(1);
  const lost = endNotReported({ ...last, startedAt: last.at }, new Date(nowMs));
  const what = last.line ?? t(`outcome.${lost ? 'end_not_reported' : last.outcome}`);
  return last.byName === null
    ? t('last_contact', { when, what })
    : t('last_contact_by', { when, name: last.byName, what });
}

/** `not returned`, `answered by Sofie`, `left a voicemail`. */
export function meanwhileOutcome(call: BackOnlineCard['calls'][number], nowMs: number, t: PopupWords): string {
  if (endNotReported({ ...call, startedAt: call.at }, new Date(nowMs))) return t('meanwhile.end_not_reported');
  if (call.unreturned) return t('meanwhile.not_returned');
  if (call.outcome === 'answered' && call.answeredByName !== null) {
    return t('meanwhile.answered_by', { name: call.answeredByName });
  }
  return t(`meanwhile.${call.outcome}`);
}

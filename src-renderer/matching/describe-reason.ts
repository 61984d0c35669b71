import type { TFunction } from 'i18next';
import type { CandidateReason } from '../../src-preload/contract/matching.ts';
import type { Moments } from '../call-popup/moments.ts';

/** `spoke yesterday`, `chosen last time, 3 Sept`, `only open matter`. */
export function describeReason(
  reason: CandidateReason,
  moments: Pick<Moments, 'ago' | 'daysUntil' | 'time'>,
  nowMs: number,
  t: TFunction<'matching'>,
): string {
  if (reason.kind !== 'chosen_last_time' && reason.kind !== 'spoke') return t(`reason.${reason.kind}`);
  const days = -moments.daysUntil(reason.at, nowMs);
  const day = days <= 0 ? t('today') : days === 1 ? t('yesterday') : moments.ago(reason.at, nowMs);
  if (reason.kind === 'chosen_last_time') return t('reason.chosen_last_time', { day });
  if (days <= 0) return t('reason.spoke_today', { time: moments.time(reason.at) });
  return days === 1 ? t('reason.spoke_yesterday') : t('reason.spoke', { day });
}

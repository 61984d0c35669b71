import { useTranslation } from 'react-i18next';
import type { TimeRow } from '../../src-preload/contract/time.ts';
import { localeOf, useFormat } from '../words/format.ts';

/** `0.2 h`, `0,17 h` */
export function useHours(): (minutes: number) => string {
  const { t, i18n } = useTranslation('time');
  const hours = new Intl.NumberFormat(localeOf(i18n.language), { maximumFractionDigits: 2, minimumFractionDigits: 1 });
  return (minutes) => t('hours', { hours: hours.format(minutes / 60) });
}

/** Always both, so that nobody charges what was not there without saying so. */
export function MeasuredAndCharged({
  row: { measuredSeconds, minutes },
  unitMinutes,
}: {
  row: Pick<TimeRow, 'measuredSeconds' | 'minutes'>;
  /** Of the firm; null: not said. */
  unitMinutes: number | null;
}) {
  const { t } = useTranslation('time');
  const format = useFormat();
  const hours = useHours();
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="sr-only">{t('measured')} </span>
      {format.duration(measuredSeconds)} <span className="text-text-3">→</span>{' '}
      <span className="sr-only">{t('charged')} </span>
      <b className="font-semibold">{hours(minutes)}</b>
      {unitMinutes !== null && <span className="text-text-3"> {t('inUnits', { count: unitMinutes })}</span>}
    </span>
  );
}

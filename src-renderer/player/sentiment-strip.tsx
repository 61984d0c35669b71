import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { sentimentBins, STRIP_BINS, type SentimentLevel } from './strip-bins.ts';

/** Of 20: direction and height repeat what the colour says. */
const bars: Record<SentimentLevel, { y: number; height: number; fill: string }> = {
  [-2]: { y: 11, height: 9, fill: 'fill-(--cb-sent-tense-2)' },
  [-1]: { y: 11, height: 5, fill: 'fill-(--cb-sent-tense)' },
  0: { y: 9, height: 2, fill: 'fill-(--cb-sent-neutral)' },
  1: { y: 4, height: 5, fill: 'fill-(--cb-sent-ease)' },
  2: { y: 0, height: 9, fill: 'fill-(--cb-sent-ease-2)' },
};

export function SentimentStrip({ view, durationMs, label }: { view: InsightsView; durationMs: number; label: string }) {
  const { t } = useTranslation('player');
  const bins = useMemo(() => sentimentBins(view, durationMs), [view, durationMs]);
  const words = { positive: t('atEase'), neutral: t('neutral'), negative: t('tense') };
  const overall = words[view.sentiment.overall?.label ?? 'neutral'];
  return (
    <>
      <span className="flex items-center text-caption font-medium text-text-2">{label}</span>
      <svg
        role="img"
        aria-label={t('sentimentChart', { words: overall })}
        viewBox={`0 0 ${String(STRIP_BINS * 10)} 20`}
        preserveAspectRatio="none"
        className="mt-0.75 mb-0.5 h-5 w-full"
      >
        {bins.map((level, bin) => {
          if (level === null) return null;
          const { y, height, fill } = bars[level];
          return <rect key={bin * 10} x={bin * 10 + 0.75} y={y} width={8.5} height={height} rx={1} className={fill} />;
        })}
      </svg>
    </>
  );
}

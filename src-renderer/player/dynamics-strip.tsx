import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import { useFormat } from '../words/format.ts';
import { dynamicsBins, STRIP_BINS } from './strip-bins.ts';

/** Where there is no sentiment: how loud the first voice is (above), the second (below), and where both speak. */
export function DynamicsStrip({ view, durationMs, label }: { view: InsightsView; durationMs: number; label: string }) {
  const { t } = useTranslation('player');
  const format = useFormat();
  const { dynamics } = view;
  const bins = useMemo(() => dynamicsBins(dynamics, durationMs), [dynamics, durationMs]);
  const silence = format.duration(dynamics.silenceMs / 1_000);
  return (
    <>
      <span className="flex items-center text-caption font-medium text-text-2">{label}</span>
      <svg
        role="img"
        aria-label={t('dynamicsChart', { count: dynamics.interruptions, silence })}
        viewBox={`0 0 ${String(STRIP_BINS * 10)} 20`}
        preserveAspectRatio="none"
        className="mt-0.75 mb-0.5 h-5 w-full"
      >
        {bins.map(({ loudness: [first = 0, second = 0], overlaps }, bin) => {
          const [above, below] = [Math.max(0.5, first * 9), second * 9];
          return (
            <g key={bin * 10} className={overlaps ? 'fill-(--cb-sent-tense-2)' : undefined}>
              <rect
                x={bin * 10 + 0.75}
                y={10 - above}
                width={8.5}
                height={above}
                rx={1}
                className={overlaps ? undefined : 'fill-(--cb-wave-them-rest)'}
              />
              {below > 0 && (
                <rect
                  x={bin * 10 + 0.75}
                  y={10.5}
                  width={8.5}
                  height={below}
                  rx={1}
                  className={overlaps ? undefined : 'fill-(--cb-wave-us-rest)'}
                />
              )}
            </g>
          );
        })}
      </svg>
    </>
  );
}

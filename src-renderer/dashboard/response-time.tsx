import { RESPONSE_MINUTES, type Statistics } from '@callbrief/relay/wire/statistics';
import { useRef } from 'react';
import { ChartCard } from './chart-card.tsx';
import { axis, strong } from './hatch.tsx';
import { responseTable } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';
import { useSize } from './use-size.ts';

const labels = ['¼ h', '½ h', '1 h', '2 h', '4 h', '8 h'];
const BOTTOM = 18;
const TOP = 30;

/** From a missed call to the talk with them; amber is what came after the firm's promise. */
export function ResponseTime({ shown }: { shown: Statistics }) {
  const words = useDashboardWords();
  const { t, number, minutes } = words;
  const { bars, median, nineInTen, promisedMinutes } = shown.response;
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref, 250, 190);
  const count = bars.reduce((sum, one) => sum + one, 0);
  const highest = Math.max(1, ...bars);
  const slot = width / bars.length;
  const bar = slot * 0.83;
  const inTime = RESPONSE_MINUTES.filter((end) => end <= promisedMinutes).length;
  const line = inTime * slot;
  const footer =
    median === null || nineInTen === null ? '' : t('halfWithin', { half: minutes(median), nine: minutes(nineInTen) });
  const isRight = line > width / 2;

  return (
    <ChartCard
      title={t('responseTime')}
      aside={<span className="ml-auto text-meta whitespace-nowrap text-text-2">{t('reachedAgain', { count })}</span>}
      table={responseTable(shown, words)}
      empty={count === 0 ? t('nobodyWaited') : null}
      footer={footer}
    >
      <div ref={ref} className="absolute inset-0">
        <svg
          className="size-full"
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={`${t('responseTime')}, ${t('reachedAgain', { count })}. ${footer}`}
        >
          {bars.map((value, index) => {
            const tall = Math.max(value === 0 ? 0 : 2, (value / highest) * (height - BOTTOM - TOP));
            const x = index * slot + (slot - bar) / 2;
            const middle = x + bar / 2;
            return (
              <g key={labels[index] ?? 'later'}>
                <rect
                  x={x}
                  y={height - BOTTOM - tall}
                  width={bar}
                  height={tall}
                  rx="2"
                  fill={index < inTime ? 'var(--cb-data-1)' : 'var(--cb-data-3)'}
                />
                <text x={middle} y={height - BOTTOM - tall - 4} textAnchor="middle" {...axis}>
                  {number(value)}
                </text>
                <text x={middle} y={height - 4} textAnchor="middle" {...axis}>
                  {labels[index] ?? t('later')}
                </text>
              </g>
            );
          })}
          <path d={`M${String(line)} 4V${String(height - BOTTOM)}`} stroke="var(--cb-text)" strokeDasharray="2 3" />
          <text x={line + (isRight ? -5 : 5)} y={12} textAnchor={isRight ? 'end' : 'start'} {...strong}>
            {t('promised', { time: minutes(promisedMinutes) })}
          </text>
        </svg>
      </div>
    </ChartCard>
  );
}

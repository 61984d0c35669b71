import type { Statistics } from '@callbrief/relay/wire/statistics';
import { useRef } from 'react';
import { ChartCard } from './chart-card.tsx';
import { axis, strong } from './hatch.tsx';
import { sentimentTable } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';
import { useSize } from './use-size.ts';

const LEFT = 92;
const RIGHT = 36;
/** The newest weeks; the table has all. */
const MOST_WEEKS = 6;

/** An estimate about calls, never about a colleague. */
export function SentimentWeeks({ shown }: { shown: Statistics }) {
  const words = useDashboardWords();
  const { t, number, day } = words;
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref, 250, 150);
  const weeks = shown.sentiment.slice(-MOST_WEEKS);
  const count = shown.sentiment.reduce(
    (sum, { negative, neutral, positive }) => sum + negative + neutral + positive,
    0,
  );
  const row = Math.min(35, height / Math.max(1, weeks.length));
  const keys = [
    ['negative', t('tense'), 'var(--cb-sent-tense)', 1],
    ['neutral', t('neutral'), 'var(--cb-sent-neutral)', 0.35],
    ['positive', t('atEase'), 'var(--cb-sent-ease)', 1],
  ] as const;
  const percent = (part: number, of: number) => `${number(Math.round((part / of) * 100))} %`;

  return (
    <ChartCard
      title={t('sentiment')}
      aside={<span className="ml-auto text-meta whitespace-nowrap text-text-2">{t('estimated', { count })}</span>}
      table={sentimentTable(shown, words)}
      empty={count === 0 ? t('noSentiment') : null}
      footer={t('sharePerWeek')}
    >
      <div className="absolute inset-0 flex flex-col">
        <div ref={ref} className="relative min-h-0 grow">
          <svg
            className="absolute inset-0 size-full"
            viewBox={`0 0 ${String(width)} ${String(height)}`}
            role="img"
            aria-label={`${t('sentiment')}. ${weeks
              .map(({ weekOf, negative, neutral, positive }) => {
                const all = negative + neutral + positive;
                return `${day(weekOf)}: ${percent(negative, all)} ${t('tense')}, ${percent(positive, all)} ${t('atEase')}`;
              })
              .join('; ')}`}
          >
            {weeks.map((week, index) => {
              const all = week.negative + week.neutral + week.positive;
              const y = index * row;
              const isLast = index === weeks.length - 1;
              let x = LEFT;
              return (
                <g key={week.weekOf}>
                  <text x={0} y={y + 13} {...(isLast ? strong : axis)}>
                    {day(week.weekOf)}
                  </text>
                  <text x={LEFT - 6} y={y + 13} textAnchor="end" {...strong}>
                    {percent(week.negative, all)}
                  </text>
                  <text x={width} y={y + 13} textAnchor="end" {...strong}>
                    {percent(week.positive, all)}
                  </text>
                  {keys.map(([key, , fill, opacity]) => {
                    const wide = (week[key] / all) * (width - LEFT - RIGHT);
                    const at = x;
                    x += wide;
                    return wide < 1 ? null : (
                      <rect
                        key={key}
                        x={at}
                        y={y}
                        width={wide - 1}
                        height={18}
                        rx="1.5"
                        fill={fill}
                        opacity={opacity}
                      />
                    );
                  })}
                </g>
              );
            })}
          </svg>
        </div>
        <ul className="flex justify-end gap-4 pt-1 text-meta text-text-2">
          {keys.map(([key, word, fill, opacity]) => (
            <li key={key} className="flex items-center gap-1.5">
              <svg width="10" height="10" aria-hidden="true">
                <rect width="10" height="10" rx="2" fill={fill} opacity={opacity} />
              </svg>
              {word}
            </li>
          ))}
        </ul>
      </div>
    </ChartCard>
  );
}

import type { CallShares, Statistics } from '@callbrief/relay/wire/statistics';
import { useId, useRef } from 'react';
import { ChartCard } from './chart-card.tsx';
import { axisSteps, groupDays, spanOf } from './group-days.ts';
import { axis, Hatch, strong } from './hatch.tsx';
import { daysTable } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';
import { useSize } from './use-size.ts';

const LEFT = 26;
const BOTTOM = 18;
const TOP = 16;

/** Stacked bars; each has its number above it. */
export function CallsPerDay({ shown }: { shown: Statistics }) {
  const words = useDashboardWords();
  const { t, number } = words;
  const span = spanOf(shown.byDay.length);
  const bars = groupDays(shown.byDay, span);
  const table = daysTable(shown, span, words);
  const hatch = useId();
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref, 716, 236);
  const highest = Math.max(1, ...bars.map(({ total }) => total));
  const steps = axisSteps(highest);
  const top = steps.at(-1) ?? highest;
  const yOf = (value: number) => height - BOTTOM - (value / top) * (height - BOTTOM - TOP);
  const slot = (width - LEFT) / Math.max(1, bars.length);
  const bar = Math.min(46, slot * 0.74);
  const shares: [keyof CallShares, string, string][] = [
    ['person', t('aPerson'), 'var(--cb-data-1)'],
    ['agent', t('ai'), `url(#${hatch})`],
    ['returned', t('missedReturned'), 'var(--cb-data-3)'],
    ['unreturned', t('unreturned'), 'var(--cb-data-4)'],
    ['other', t('other'), 'var(--cb-sent-neutral)'],
  ];
  const today = t('today', { ns: 'units' }).toLocaleLowerCase();
  /** Room for the word under today's bar: a letter is about 6.5 wide, and half a date stands before it. */
  const isFarFromEnd = (index: number) => (bars.length - 1 - index) * slot > today.length * 6.5 + 24;
  const isLabelled = (from: string, index: number) =>
    span !== 'day' ||
    bars.length <= 8 ||
    (new Date(`${from}T00:00:00Z`).getUTCDay() === 1 && isFarFromEnd(index)) ||
    index === bars.length - 1;
  const labelOf = (from: string, index: number) =>
    span === 'month' ? words.shortMonth(from) : span === 'day' && index === bars.length - 1 ? today : words.day(from);

  return (
    <ChartCard
      title={table.title}
      table={table}
      aside={
        <ul className="ml-auto flex flex-wrap justify-end gap-x-3.5 text-meta whitespace-nowrap text-text-2">
          {shares
            .filter(([share]) => share !== 'other' || shown.other > 0)
            .map(([share, word, fill]) => (
              <li
                key={share}
                className="flex items-center gap-1.5"
                title={share === 'other' ? t('otherWhy') : undefined}
              >
                <svg width="10" height="10" aria-hidden="true">
                  {share === 'agent' && <Hatch id={`${hatch}key`} />}
                  <rect width="10" height="10" rx="2" fill={share === 'agent' ? `url(#${hatch}key)` : fill} />
                </svg>
                {word} <b className="font-semibold text-text">{number(shown[share])}</b>
              </li>
            ))}
        </ul>
      }
    >
      <div ref={ref} className="absolute inset-0">
        <svg
          className="size-full"
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={`${table.title}. ${t('highest', { value: number(highest) })}`}
        >
          <Hatch id={hatch} />
          {steps.map((step) => (
            <g key={step}>
              <path d={`M${String(LEFT)} ${String(yOf(step))}H${String(width)}`} stroke="var(--cb-data-grid)" />
              <text x={LEFT - 8} y={yOf(step) + 3.5} textAnchor="end" {...axis}>
                {number(step)}
              </text>
            </g>
          ))}
          {bars.map((one, index) => {
            const x = LEFT + index * slot + (slot - bar) / 2;
            let below = 0;
            return (
              <g key={one.from}>
                {shares.map(([share, , fill]) => {
                  const value = one[share];
                  if (value === 0) return null;
                  below += value;
                  const y = yOf(below);
                  // A line of ground between two shares.
                  const tall = Math.max(1, yOf(below - value) - y - 0.8);
                  return <rect key={share} x={x} y={y} width={bar} height={tall} fill={fill} />;
                })}
                {one.total > 0 && slot >= 14 && (
                  <text
                    x={x + bar / 2}
                    y={yOf(one.total) - 4}
                    textAnchor="middle"
                    {...axis}
                    fontSize={slot < 20 ? 10 : 11}
                  >
                    {number(one.total)}
                  </text>
                )}
                {isLabelled(one.from, index) && (
                  <text
                    x={index === bars.length - 1 ? Math.min(width, x + bar / 2 + 16) : x + bar / 2}
                    y={height - 4}
                    textAnchor={index === bars.length - 1 ? 'end' : 'middle'}
                    {...(index === bars.length - 1 ? strong : axis)}
                  >
                    {labelOf(one.from, index)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartCard>
  );
}

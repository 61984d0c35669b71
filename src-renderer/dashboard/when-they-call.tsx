import type { Statistics } from '@callbrief/relay/wire/statistics';
import { useRef } from 'react';
import { ChartCard } from './chart-card.tsx';
import { axis } from './hatch.tsx';
import { hoursTable } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';
import { useSize } from './use-size.ts';

const LEFT = 35;
const TOP = 17;
const GAP = 2;
/** Nights in which hardly anybody calls would take the room of the day; the table has all hours. */
const WORTH_A_COLUMN = 0.02;

/** A square for each weekday and hour, with its number. Weekends are drawn when somebody called then, and hours in which more than few did. */
export function WhenTheyCall({ shown }: { shown: Statistics }) {
  const words = useDashboardWords();
  const { t, number, weekday } = words;
  const { calls, days } = shown.byHour;
  const ref = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(ref, 378, 208);
  const average = (day: number, hour: number) => (calls[day]?.[hour] ?? 0) / Math.max(1, days[day] ?? 1);
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((day) => day < 5 || (calls[day] ?? []).some((count) => count > 0));
  const inHour = Array.from({ length: 24 }, (_, hour) => calls.reduce((sum, day) => sum + (day[hour] ?? 0), 0));
  const all = inHour.reduce((sum, count) => sum + count, 0);
  const busy = inHour.flatMap((count, hour) => (count >= all * WORTH_A_COLUMN && count > 0 ? [hour] : []));
  const first = Math.min(8, ...busy);
  const last = Math.max(18, ...busy);
  const elsewhere = all - inHour.slice(first, last + 1).reduce((sum, count) => sum + count, 0);
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const cells = weekdays.flatMap((day) => hours.map((hour) => ({ day, hour, value: average(day, hour) })));
  const busiest = cells.reduce((most, cell) => (cell.value > most.value ? cell : most), { day: 0, hour: 0, value: 0 });
  const wide = (width - LEFT) / hours.length;
  const tall = (height - TOP) / Math.max(1, weekdays.length);
  const busiestWords = t('busiest', { day: weekday(busiest.day, 'long'), from: busiest.hour, to: busiest.hour + 1 });

  return (
    <ChartCard
      title={t('whenTheyCall')}
      aside={<span className="mr-auto text-meta whitespace-nowrap text-text-2">{t('averagePerHour')}</span>}
      table={hoursTable(shown, words)}
      empty={busiest.value === 0 ? t('nobodyCalled') : null}
      footer={elsewhere > 0 ? `${busiestWords} ${t('atOtherHours', { count: elsewhere })}` : busiestWords}
    >
      <div ref={ref} className="absolute inset-0">
        <svg
          className="size-full"
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={`${t('whenTheyCall')}, ${t('averagePerHour')}. ${busiestWords}`}
        >
          {hours.map((hour, index) => (
            <text key={hour} x={LEFT + (index + 0.5) * wide} y={10} textAnchor="middle" {...axis}>
              {hour}
            </text>
          ))}
          {weekdays.map((day, row) => (
            <text key={day} x={0} y={TOP + (row + 0.5) * tall + 4} {...axis}>
              {weekday(day, 'short')}
            </text>
          ))}
          {cells.map(({ day, hour, value }) => {
            const share = value / busiest.value;
            const x = LEFT + (hour - first) * wide;
            const y = TOP + weekdays.indexOf(day) * tall;
            const depth = Math.round(12 + share * 88);
            return (
              <g key={`${String(day)} ${String(hour)}`}>
                <rect
                  x={x}
                  y={y}
                  width={wide - GAP}
                  height={tall - GAP}
                  rx="3"
                  fill={`color-mix(in oklab, var(--cb-data-1) ${String(depth)}%, var(--cb-surface))`}
                />
                <text
                  x={x + (wide - GAP) / 2}
                  y={y + tall / 2 + 3}
                  textAnchor="middle"
                  fontSize={wide < 20 ? 10 : 11}
                  fontWeight={500}
                  fill={share > 0.55 ? 'var(--cb-surface)' : 'var(--cb-text)'}
                >
                  {number(value >= 1 ? Math.round(value) : value)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartCard>
  );
}

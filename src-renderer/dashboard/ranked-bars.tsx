import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { Icon } from '../ui/icon.tsx';
import { Hatch } from './hatch.tsx';

export interface RankedBar {
  id: string;
  word: string;
  value: number;
  /** The number as it stands beside the bar. */
  shown: string;
  icon?: LucideIcon;
}

/** Names with a bar each, the longest full; the number stands beside the name. */
export function RankedBars({
  label,
  bars,
  hatched = false,
}: {
  label: string;
  bars: readonly RankedBar[];
  hatched?: boolean;
}) {
  const hatch = useId();
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul aria-label={label} className="grid gap-2.75 pt-0.5">
      {bars.map(({ id, word, value, shown, icon }) => (
        <li key={id} className="grid grid-cols-[1fr_auto] gap-x-2 gap-y-px text-meta leading-[1.0625rem]">
          <span className="flex min-w-0 items-center gap-1.25 font-medium">
            {icon && <Icon of={icon} size={14} className="text-text-3" />}
            <span className="truncate" title={word}>
              {word}
            </span>
          </span>
          <span>{shown}</span>
          <svg className="col-span-2 h-1.25 w-full" aria-hidden="true">
            {hatched && <Hatch id={`${hatch}${id}`} />}
            <rect width="100%" height="5" rx="2.5" fill="var(--cb-hover)" />
            <rect
              width={`${String((value / highest) * 100)}%`}
              height="5"
              rx="2.5"
              fill={hatched ? `url(#${hatch}${id})` : 'var(--cb-data-1)'}
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

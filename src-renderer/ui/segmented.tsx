import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { Icon } from './icon.tsx';

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: LucideIcon;
  lang?: string;
}

/** One of a few, all visible. Arrow keys move, the chosen one is raised. */
export function Segmented<V extends string>({
  label,
  value,
  segments,
  onChange,
}: {
  label: string;
  value: V;
  segments: readonly Segment<V>[];
  onChange: (value: V) => void;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        // Pressing the chosen one again would give an empty value: one is always chosen.
        const chosen = segments.find((s) => s.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className="inline-flex gap-0.5 rounded-2 border border-line bg-hover p-0.5"
    >
      {segments.map((segment) => (
        <ToggleGroup.Item
          key={segment.value}
          value={segment.value}
          lang={segment.lang}
          className={clsx(
            'inline-flex h-6 items-center gap-1.25 rounded-1 px-2 text-meta leading-none font-medium whitespace-nowrap',
            segment.value === value
              ? 'bg-surface text-text shadow-[var(--cb-shadow-1),0_0_0_1px_var(--cb-line-2)]'
              : 'text-text-2 hover:text-text',
          )}
        >
          {segment.icon && <Icon of={segment.icon} size={14} />}
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

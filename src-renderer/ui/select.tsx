import { clsx } from 'clsx';
import { ChevronDown, type LucideIcon } from 'lucide-react';
import { Icon } from './icon.tsx';

export interface Option<V extends string> {
  value: V;
  label: string;
}

/** The system's own list: no style element, right keys on every system, read by every screen reader. */
export function Select<V extends string>({
  label,
  value,
  options,
  icon,
  quiet = false,
  fit = false,
  onChange,
}: {
  label: string;
  value: V;
  icon?: LucideIcon;
  /** Without an edge, as in a title bar. */
  quiet?: boolean;
  /** As wide as what is chosen, not as the longest choice. */
  fit?: boolean;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}) {
  return (
    <span className="relative inline-flex">
      {icon && (
        <Icon
          of={icon}
          size={14}
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-text-2"
        />
      )}
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((o) => o.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={clsx(
          'appearance-none rounded-2 border pr-7.5 whitespace-nowrap hover:bg-hover',
          icon ? 'pl-7' : 'pl-2.5',
          fit && 'field-sizing-content',
          quiet
            ? 'h-6 field-sizing-content border-transparent bg-transparent text-meta font-medium text-text-2'
            : 'h-7 border-control bg-surface text-ui',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-text">
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        of={ChevronDown}
        size={14}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-text-3"
      />
    </span>
  );
}

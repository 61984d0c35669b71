import { ChevronDown } from 'lucide-react';
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
  onChange,
}: {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}) {
  return (
    <span className="relative inline-flex">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((o) => o.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="h-7 appearance-none rounded-2 border border-control bg-surface pr-7.5 pl-2.5 text-ui whitespace-nowrap hover:bg-hover"
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

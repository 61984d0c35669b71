import { clsx } from 'clsx';

/** A filter of a list; on = inverse fill. `count` is shown in red words only when somebody waits (`urgent`). */
export function FilterChip({
  label,
  on,
  count,
  urgent = false,
  onPress,
}: {
  label: string;
  on: boolean;
  count?: number | undefined;
  urgent?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPress}
      className={clsx(
        'h-6 shrink-0 rounded-full border px-1.5 text-meta leading-none font-medium whitespace-nowrap transition-colors duration-(--cb-t-fade)',
        on ? 'border-transparent bg-text text-surface' : 'border-line-2 bg-surface text-text-2 hover:bg-hover',
      )}
    >
      {label}
      {count !== undefined && count > 0 && (
        <>
          {' '}
          <b className={clsx('font-semibold', !on && (urgent ? 'text-critical-text' : 'text-accent-text'))}>{count}</b>
        </>
      )}
    </button>
  );
}

import { clsx } from 'clsx';

/** A brief with a voice in it. Decorative: the word Callbrief stands elsewhere. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={clsx('text-accent', className)}>
      <path d="M4 1h9l5 5v9a4 4 0 0 1-4 4H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3Z" fill="currentColor" />
      <path
        d="M6 8.5v4M10 6.5v8M14 9.5v2"
        fill="none"
        stroke="var(--cb-surface)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  );
}

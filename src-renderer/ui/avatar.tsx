import { clsx } from 'clsx';

/** `Jonas Peeters` → `JP`; `Me C. Delcourt` → `CD`: titles and dots are passed over. */
export function initials(name: string): string {
  const words = name
    .split(/[\s,]+/)
    .map((w) => w.replace(/[^\p{L}]/gu, ''))
    .filter((w) => w !== '' && !titles.has(w));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return `${first?.charAt(0) ?? ''}${last?.charAt(0) ?? ''}`.toUpperCase();
}
const titles = new Set(['Me', 'Mr', 'Mrs', 'Ms', 'Dr', 'RA', 'RAin', 'Maître']);

/** The name stands beside it or is its accessible name (`named`). */
export function Avatar({
  name,
  us = false,
  named = false,
  small = false,
}: {
  name: string;
  us?: boolean;
  named?: boolean;
  /** 20 instead of 24. */
  small?: boolean;
}) {
  return (
    <span
      {...(named ? { role: 'img', 'aria-label': name, title: name } : { 'aria-hidden': true })}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-full leading-none font-semibold tracking-wide',
        small ? 'size-5 text-[0.5625rem]' : 'size-6 text-[0.625rem]',
        us ? 'bg-accent-tint text-accent-text' : 'bg-pressed text-text-2',
      )}
    >
      {initials(name)}
    </span>
  );
}

import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Icon } from './icon.tsx';

/**
 * What a button says, and everything else it may come to say, laid over each other: it is as wide as the widest, so
 * nothing moves while it works.
 */
export function BusyLabel({
  icon,
  words,
  busyWords,
  busy,
}: {
  icon?: LucideIcon;
  words: string;
  /** The one that is said while it works stands first. */
  busyWords: readonly [string, ...string[]];
  busy: boolean;
}) {
  const said = busy ? busyWords[0] : words;
  return (
    <span className="grid justify-items-center">
      {[...new Set([words, ...busyWords])].map((one) => (
        <span
          key={one}
          aria-hidden={one !== said || undefined}
          className={clsx('col-start-1 row-start-1 inline-flex items-center gap-1.5', one !== said && 'invisible')}
        >
          {icon && <Icon of={icon} />}
          {one}
        </span>
      ))}
    </span>
  );
}

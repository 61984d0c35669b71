import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A key cap. `onAccent`: inside a primary button. */
export function Kbd({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
  return (
    <kbd
      className={clsx(
        'inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-1 border border-b-2 px-1 font-sans text-caption leading-none font-medium whitespace-nowrap',
        onAccent ? 'border-current' : 'border-line-2 bg-surface text-text-2',
      )}
    >
      {children}
    </kbd>
  );
}

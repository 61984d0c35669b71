import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type ChipTone = 'neutral' | 'accent' | 'critical' | 'caution' | 'positive';

const tones: Record<ChipTone, string> = {
  neutral: 'border-line-2 bg-surface text-text-2',
  accent: 'border-accent-line bg-accent-tint text-accent-text',
  critical: 'border-critical-line bg-critical-tint text-critical-text',
  caution: 'border-caution-line bg-caution-tint text-caution-text',
  positive: 'border-positive-line bg-positive-tint text-positive-text',
};

/** A fact in a word; the tone only repeats what icon and word say. */
export function Chip({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: ChipTone;
  icon?: LucideIcon | undefined;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 max-w-full min-w-0 shrink-0 items-center gap-1 rounded-1 border px-1.75 text-caption leading-none font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {icon && <Icon of={icon} size={12} />}
      {children}
    </span>
  );
}

import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';

export type IconSize = 12 | 14 | 16 | 18 | 20 | 28;

/** Sizes in rem, so icons grow with Settings > Text size. */
const sizes: Record<IconSize, string> = {
  12: 'size-3',
  14: 'size-3.5',
  16: 'size-4',
  18: 'size-4.5',
  20: 'size-5',
  28: 'size-7',
};
/** Optical weights of the drawings: 1.75 at 16, heavier when small, lighter when large. */
const strokes: Record<IconSize, number> = { 12: 2, 14: 1.75, 16: 1.75, 18: 1.75, 20: 1.6, 28: 1.4 };

/** A Lucide outline beside a word, never instead of one: hidden from screen readers. */
export function Icon({
  of: Shape,
  size = 16,
  filled = false,
  className,
}: {
  of: LucideIcon;
  size?: IconSize;
  filled?: boolean;
  className?: string | undefined;
}) {
  return (
    <Shape
      aria-hidden="true"
      focusable="false"
      strokeWidth={strokes[size]}
      fill={filled ? 'currentColor' : 'none'}
      className={clsx('shrink-0', sizes[size], className)}
    />
  );
}

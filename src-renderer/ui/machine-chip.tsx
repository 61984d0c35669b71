import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A dashed edge: a machine wrote it, and nobody stands behind it yet. */
export function MachineChip({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <span className="inline-flex h-5 shrink-0 items-center gap-1 rounded-1 border border-dashed border-control bg-surface px-1.75 text-caption leading-none font-medium whitespace-nowrap text-text-2">
      <Icon of={icon} size={12} />
      {children}
    </span>
  );
}

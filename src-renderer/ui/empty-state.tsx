import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** Why it is empty, what fills it, one action. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-5 py-6.5 text-center text-ui text-text-2">
      <Icon of={icon} size={28} className="mb-2 text-text-3" />
      <b className="mb-0.5 font-semibold text-text">{title}</b>
      <div>{children}</div>
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

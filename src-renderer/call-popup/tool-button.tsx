import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Icon } from '../ui/icon.tsx';
import { useClickGuard } from './use-click-guard.ts';

export interface ToolButtonProps {
  icon: LucideIcon;
  label: string;
  onPress: () => void;
  on?: boolean;
  letter?: string;
  /** It opens a menu. */
  expanded?: boolean;
}

/** A 26 px icon in the popup's head; its word is a plain title, a tooltip would not fit into the window. */
export function ToolButton({ icon, label, onPress, on, letter, expanded }: ToolButtonProps) {
  const guard = useClickGuard<HTMLButtonElement>(onPress);
  return (
    <button
      type="button"
      {...guard}
      aria-label={label}
      title={label}
      aria-pressed={on}
      aria-keyshortcuts={letter}
      aria-expanded={expanded}
      aria-haspopup={expanded === undefined ? undefined : 'menu'}
      className={clsx(
        'inline-flex size-6.5 flex-none cursor-default items-center justify-center rounded-2 hover:bg-hover active:bg-pressed',
        on === true ? 'bg-selected text-accent-text' : 'text-text-2',
      )}
    >
      <Icon of={icon} />
    </button>
  );
}

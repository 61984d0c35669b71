import type { LucideIcon } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { useClickGuard } from './use-click-guard.ts';

export interface ActionButtonProps {
  label: string;
  onPress: () => void;
  icon?: LucideIcon;
  /** One a card; focused when the keyboard is handed over. */
  primary?: boolean;
  /** Pressed and done: `Call back later` after it was noted. */
  on?: boolean;
  small?: boolean;
  /** Without a frame. */
  quiet?: boolean;
  /** Keeps its own width instead of sharing the row. */
  narrow?: boolean;
  spokenAs?: string;
  /** The letter that does the same after the keyboard was handed over. */
  letter?: string;
  disabled?: boolean;
  /** The element that says why, or what it does. */
  describedBy?: string;
}

/** A button of the popup, deaf for 600 ms after it appeared or moved. */
export function ActionButton(props: ActionButtonProps) {
  const { label, onPress, icon, primary = false, on, small = false, narrow = false, spokenAs, letter } = props;
  const { quiet = false, disabled = false, describedBy } = props;
  const guard = useClickGuard<HTMLButtonElement>(onPress);
  return (
    <Button
      {...guard}
      look={primary ? 'primary' : quiet ? 'quiet' : 'plain'}
      size={small ? 24 : 28}
      icon={icon}
      on={on}
      data-primary={primary || undefined}
      aria-label={spokenAs}
      aria-keyshortcuts={letter}
      disabled={disabled}
      aria-describedby={describedBy}
      className={narrow ? 'px-3!' : 'flex-auto px-2!'}
    >
      {label}
    </Button>
  );
}

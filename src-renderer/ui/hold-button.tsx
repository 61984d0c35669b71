import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';

/** Counts as long as it is pressed: pointer, Space or Enter. Losing pointer, focus or window lets go. */
export function HoldButton(props: {
  icon: LucideIcon;
  label: string;
  letter?: string;
  /** The popup's buttons share the row, and take no keyboard when they are pressed. */
  inPopup?: boolean;
  onHold: (held: boolean) => void;
}) {
  const { icon, label, letter, inPopup = false, onHold } = props;
  const [held, setHeld] = useState(false);
  const hold = (next: boolean) => {
    if (next === held) return;
    setHeld(next);
    onHold(next);
  };
  return (
    <Button
      icon={icon}
      on={held}
      data-primary={inPopup || undefined}
      aria-keyshortcuts={letter}
      className={inPopup ? 'flex-auto px-2!' : ''}
      onMouseDown={(event) => inPopup && event.preventDefault()}
      onPointerDown={(event) => {
        // What is revealed may move the button away from under the pointer.
        event.currentTarget.setPointerCapture?.(event.pointerId);
        hold(true);
      }}
      onPointerUp={() => hold(false)}
      onPointerCancel={() => hold(false)}
      onLostPointerCapture={() => hold(false)}
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        hold(true);
      }}
      onKeyUp={(event) => {
        if (event.key === ' ' || event.key === 'Enter') hold(false);
      }}
      onBlur={() => hold(false)}
    >
      {label}
    </Button>
  );
}

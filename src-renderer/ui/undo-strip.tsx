import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const LEAVES_AFTER_MS = 8_000;

/**
 * What was taken away, and the way back: for 8 s, and for as long as the pointer or the keyboard is on it. Give it a
 * `key` of what it undoes, so that each has its own 8 s.
 */
export function UndoStrip({
  text,
  action,
  onUndo,
  onLeave,
}: {
  text: string;
  action: string;
  onUndo: () => void;
  onLeave: () => void;
}) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(onLeave, LEAVES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [held, onLeave]);
  return (
    // Listens only to whether somebody is on it; what can be pressed is the button.
    <div
      role="presentation"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex min-h-9 items-center gap-2.5 rounded-2 border border-line-2 bg-raised py-1 pr-2.5 pl-3.5 shadow-2"
    >
      <Icon of={Undo2} className="text-text-2" />
      <span role="status" className="grow">
        {text}
      </span>
      <Button size={24} onClick={onUndo}>
        {action}
      </Button>
    </div>
  );
}

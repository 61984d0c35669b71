import type { LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import { Button, type ButtonProps } from './button.tsx';
import { Kbd } from './kbd.tsx';

/** A button without a word keeps its word: as accessible name, and in a tooltip after 400 ms with its key. */
export function IconButton({
  label,
  icon,
  shortcut,
  size = 28,
  look = 'quiet',
  ...rest
}: Omit<ButtonProps, 'children' | 'square' | 'aria-label'> & { label: string; icon: LucideIcon; shortcut?: string }) {
  return (
    <Tooltip.Provider delayDuration={400}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <Button {...rest} aria-label={label} icon={icon} size={size} look={look} square />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            sideOffset={6}
            className="z-50 flex items-center gap-2 rounded-2 border border-line bg-raised px-2 py-1 text-meta text-text shadow-2"
          >
            {label}
            {shortcut && <Kbd>{shortcut}</Kbd>}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

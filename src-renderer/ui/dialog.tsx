import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';

const widths = { narrow: 'w-108', wide: 'w-140', sheet: 'w-220' };

/**
 * One dialog at a time. Radix's own overlay locks scrolling with a style element, which the page forbids; nothing
 * behind scrolls by itself here, so a plain ground does.
 */
export function Dialog({
  title,
  description,
  closeLabel,
  open,
  onClose,
  width = 'wide',
  children,
}: {
  title: string;
  description?: string;
  closeLabel: string;
  open: boolean;
  onClose: () => void;
  /** `narrow`: one question and its answer; `sheet`: much to look up at once. */
  width?: 'narrow' | 'wide' | 'sheet';
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div aria-hidden="true" className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.35)]" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          // The dialog itself first, so that its title is read; not its ✕, whose tooltip would cover it.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          tabIndex={-1}
          className={`fixed outline-none top-1/2 left-1/2 z-50 flex max-h-[calc(100vh-4rem)] ${widths[width]} max-w-[calc(100vw-4rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-4 border border-line bg-raised shadow-popup`}
        >
          <header className="flex items-center gap-2 px-5 pt-4 pb-2">
            <Radix.Title className="grow text-title font-semibold">{title}</Radix.Title>
            <IconButton icon={X} label={closeLabel} onClick={onClose} />
          </header>
          <div className="scroll-quiet px-5 pb-5">
            {description && <Radix.Description className="mb-3 text-text-2">{description}</Radix.Description>}
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

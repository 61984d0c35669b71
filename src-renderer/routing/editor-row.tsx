import type { ReactNode } from 'react';

/** A visible word and its control; the word above where the window is narrow. */
export function EditorRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 @lg:grid-cols-[11rem_1fr]">
      {/* The control has the same word as its own name. */}
      <span aria-hidden="true" className="text-text-2 @lg:pt-1">
        {label}
      </span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

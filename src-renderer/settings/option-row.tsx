import type { ReactNode } from 'react';

/** A section of settings: a title and its rows in one frame. */
export function SettingsSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={`settings-${id}`} aria-labelledby={`settings-${id}-title`} className="max-w-220 scroll-mt-0 pt-5.5">
      <h2 id={`settings-${id}-title`} className="mb-2 text-title font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function OptionRows({ children }: { children: ReactNode }) {
  return <div className="rounded-3 border border-line">{children}</div>;
}

/** What it is, what it does, and the control that changes it: 56 high. */
export function OptionRow({
  label,
  what,
  icon,
  children,
}: {
  label: string;
  what?: ReactNode;
  icon?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="grid min-h-12 grid-cols-[1fr_fit-content(55%)] items-center gap-x-6 gap-y-0.5 px-3.5 py-2.25 not-first:border-t not-first:border-line">
      <div className="min-w-0">
        <div className="flex items-center gap-1.5 font-medium">
          {icon}
          {label}
        </div>
        {what && <div className="selectable max-w-130 text-meta leading-[1.0625rem] text-text-2">{what}</div>}
      </div>
      {/* Where it is narrow, several controls stand under each other rather than squeeze the words. */}
      <div className="flex flex-wrap items-center justify-end gap-1.5">{children}</div>
    </div>
  );
}

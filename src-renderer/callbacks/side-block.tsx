import type { ReactNode } from 'react';

/** A titled card of the panel beside the queue. */
export function SideBlock({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-3 border border-line bg-surface px-3 py-2.5">
      <h3 className="mb-1.5 text-meta font-medium text-text-3">{title}</h3>
      {children}
    </section>
  );
}

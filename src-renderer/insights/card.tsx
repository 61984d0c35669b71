import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** Dashed: a machine wrote it and nobody stands behind it yet. Solid: a person does. */
export type CardEdge = 'machine' | 'person' | 'verified';

const edges: Record<CardEdge, string> = {
  machine: 'border-dashed border-control',
  person: 'border-line',
  verified: 'border-positive-line',
};

export function Card({
  title,
  edge = 'person',
  chips,
  tools,
  children,
}: {
  title: string;
  edge?: CardEdge;
  chips?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className={clsx('rounded-3 border bg-surface px-3 pt-2.25 pb-2.5', edges[edge])}>
      <header className="mb-1.5 flex min-h-5 flex-wrap items-center gap-1.5">
        <h3 className="font-semibold">{title}</h3>
        {chips}
        {tools && <span className="-my-0.5 ml-auto flex items-center gap-1">{tools}</span>}
      </header>
      {children}
    </section>
  );
}

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';

/** Time, node on the line, and what stands beside it. */
export function ItemFrame({
  at,
  icon,
  tone,
  children,
}: {
  /** Null: it has no time of the day. */
  at: string | null;
  icon: LucideIcon;
  tone: string;
  children: ReactNode;
}) {
  const format = useFormat();
  return (
    <div className="grid grid-cols-[2.625rem_2.875rem_minmax(0,1fr)]">
      <time dateTime={at ?? undefined} className="text-right text-meta leading-5.5 text-text-3">
        {at !== null && (
          <>
            <span className="sr-only">{format.date(at)}, </span>
            {format.time(at)}
          </>
        )}
      </time>
      <span className="relative -top-0.5 flex size-6.5 items-center justify-center justify-self-center rounded-full border border-line-2 bg-surface">
        <Icon of={icon} size={14} className={tone} />
      </span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

export function ItemTitle({
  id,
  name,
  words,
  children,
}: {
  id: string;
  name: string;
  words: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex min-h-5.5 min-w-0 flex-wrap items-center gap-x-2">
      <span id={id} className="flex min-w-0 flex-wrap items-center gap-x-2">
        <b className="font-semibold wrap-anywhere">{name}</b>
        <small className="text-meta text-text-2">{words}</small>
      </span>
      {children && <span className="ml-auto flex items-center gap-2">{children}</span>}
    </div>
  );
}

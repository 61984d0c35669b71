import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { MarkedText } from '../ui/marked-text.tsx';

/** The grid of a row in the list, 72 high: icon, name, time; matter; what happened. */
export function RowFrame({
  icon,
  iconTone,
  selected,
  children,
}: {
  icon: LucideIcon;
  iconTone: string;
  selected: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className={clsx(
        'relative mx-1 grid grid-cols-[1.125rem_1fr_auto] gap-x-2.25 rounded-2 px-3 pt-1.75 pb-2',
        selected
          ? 'bg-selected after:absolute after:inset-y-2 after:left-0 after:w-0.75 after:rounded-[2px] after:bg-accent'
          : 'group-hover:bg-hover',
      )}
    >
      <Icon of={icon} className={clsx('mt-0.5', iconTone)} />
      {children}
    </div>
  );
}

type Titled = Pick<HistoryRow, 'title' | 'titleMarks' | 'role'>;

/** The name, and what they are in the matter. `children` stand before it. */
export function RowTitle({ row, withheld, children }: { row: Titled; withheld: string; children?: ReactNode }) {
  const { t } = useTranslation('roles');
  const role = row.role && row.role !== 'client' ? t(`word.${row.role}`) : null;
  return (
    <span className="cut text-ui font-semibold">
      {children}
      {row.titleMarks ? <MarkedText pieces={row.titleMarks} /> : (row.title ?? withheld)}
      {role && <small className="text-meta font-normal text-text-3"> {role}</small>}
    </span>
  );
}

/** The matter, else the line it came in on. `children` stand at the end. */
export function RowMatter({ row, children }: { row: Pick<HistoryRow, 'matter' | 'lineName'>; children?: ReactNode }) {
  return (
    <span className="col-span-2 col-start-2 flex min-h-4 min-w-0 items-center gap-1.5 text-meta text-text-2">
      {row.matter ? (
        <>
          <span className="shrink-0 font-medium text-text">{row.matter.number}</span>
          <span className="cut">{row.matter.title}</span>
        </>
      ) : (
        <span className="cut">{row.lineName}</span>
      )}
      {children}
    </span>
  );
}

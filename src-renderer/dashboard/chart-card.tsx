import { clsx } from 'clsx';
import { ChartColumn, ListTodo } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import type { Table } from './tables.ts';
import { useDashboardWords } from './use-dashboard-words.ts';

/** One chart, and the same as a table behind one button. `empty`: why there is nothing to draw. */
export function ChartCard({
  title,
  aside,
  table,
  empty = null,
  footer = null,
  className,
  children,
}: {
  title: string;
  aside: ReactNode;
  table: Table;
  empty?: string | null;
  footer?: string | null;
  className?: string;
  children: ReactNode;
}) {
  const { t } = useDashboardWords();
  const [asTable, setAsTable] = useState(false);
  return (
    <section
      aria-label={title}
      data-chart={title}
      className={clsx(
        'relative flex min-h-0 min-w-0 flex-col rounded-3 border border-line bg-surface px-3.5 py-2.5',
        className,
      )}
    >
      <header className={clsx('mb-2 flex min-h-5.5 flex-wrap items-center gap-x-2', !empty && 'pr-8')}>
        <h2 className="text-ui leading-5 font-semibold whitespace-nowrap">{title}</h2>
        {aside}
        {!empty && (
          <IconButton
            className="absolute top-2.25 right-2.5"
            size={24}
            icon={asTable ? ChartColumn : ListTodo}
            label={asTable ? t('showChart') : t('showTable')}
            on={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        )}
      </header>
      {empty ? (
        <p className="m-auto px-4 text-center text-meta text-text-2">{empty}</p>
      ) : asTable ? (
        <TableOf table={table} />
      ) : (
        <>
          <div className="relative min-h-0 grow">{children}</div>
          {footer && <p className="mt-1 text-meta text-text-2">{footer}</p>}
        </>
      )}
    </section>
  );
}

function TableOf({ table: { title, head, rows } }: { table: Table }) {
  return (
    <div className="relative min-h-0 grow">
      {/* What scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="absolute inset-0 overflow-auto" tabIndex={0} role="region" aria-label={title}>
        <table className="w-full text-meta">
          <thead className="sticky top-0 bg-surface text-text-2">
            <tr>
              {head.map((word, index) => (
                <th
                  key={word}
                  scope="col"
                  className={clsx('px-1 py-0.5 font-medium', index === 0 ? 'text-left' : 'text-right')}
                >
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest]) => (
              <tr key={first} className="border-t border-line">
                <th scope="row" className="px-1 py-0.5 text-left font-normal">
                  {first}
                </th>
                {rest.map((value, index) => (
                  <td key={head[index + 1]} className="px-1 py-0.5 text-right">
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

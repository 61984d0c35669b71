import { clsx } from 'clsx';
import { Calendar, CalendarDays, ChevronDown, ChevronRight, CircleAlert, CircleCheck, Timer } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackGroup, CallbackRow } from '../../src-preload/contract/callbacks.ts';
import { callbackGroups } from '../stores/callbacks-store.ts';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../words/format.ts';
import { CallbackCells, columns } from './callback-row.tsx';

const icons = {
  overdue: CircleAlert,
  soon: Timer,
  later_today: CalendarDays,
  later: Calendar,
  closed: CircleCheck,
} as const;

/** The queue under its headings. The keyboard stands on a row; selection follows it. */
export function CallbackTable({
  rows,
  soonMinutes,
  closedOpen,
  selectedId,
  focusRequests,
  now,
  onSelect,
  onMove,
  onOpen,
  onFold,
  onTake,
}: {
  /** In their scope; closed ones too. */
  rows: readonly CallbackRow[];
  soonMinutes: number;
  closedOpen: boolean;
  selectedId: string | null;
  focusRequests: number;
  now: Date;
  onSelect: (id: string) => void;
  onMove: (by: number) => void;
  onOpen: (row: CallbackRow) => void;
  onFold: (open: boolean) => void;
  onTake: (row: CallbackRow) => void;
}) {
  const { t } = useTranslation('callbacks');
  const format = useFormat();
  const headId = useId();
  const table = useRef<HTMLDivElement>(null);
  const handled = useRef(focusRequests);
  // The keyboard moved the selection: it comes into sight and has the focus.
  useEffect(() => {
    if (handled.current === focusRequests || selectedId === null) return;
    handled.current = focusRequests;
    const row = table.current?.querySelector<HTMLElement>(`[data-callback="${CSS.escape(selectedId)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, [focusRequests, selectedId]);

  const onKeyDown = (event: KeyboardEvent, row: CallbackRow) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 10,
      PageUp: -10,
      Home: -Infinity,
      End: Infinity,
    };
    const by = moves[event.key];
    if (by !== undefined) onMove(by);
    else if (event.key === 'Enter') onOpen(row);
    else return;
    event.preventDefault();
  };
  const heading = (group: CallbackGroup) =>
    group !== 'soon'
      ? t(`group.${group}`)
      : soonMinutes === 120
        ? t('group.soonTwoHours')
        : t('group.soon', { time: format.duration(soonMinutes * 60) });

  return (
    <div
      ref={table}
      role="grid"
      aria-label={t('title')}
      className="@container flex min-h-0 grow flex-col"
      aria-rowcount={rows.length}
    >
      <div
        role="row"
        className={clsx(
          columns,
          'h-6.5 shrink-0 items-center border-b border-line pr-5 pl-3.5 text-caption font-medium text-text-3',
        )}
      >
        <span role="columnheader">
          <span className="sr-only">{t('column.urgency')}</span>
        </span>
        <span role="columnheader">{t('column.caller')}</span>
        <span role="columnheader" className="@max-[48rem]:hidden">
          {t('column.for')}
        </span>
        <span role="columnheader" className="@max-[48rem]:sr-only">
          {t('column.owner')}
        </span>
        <span role="columnheader">{t('column.due')}</span>
        <span role="columnheader" className="@max-[48rem]:sr-only">
          {t('column.status')}
        </span>
      </div>
      <div role="presentation" className="scroll-quiet min-h-0 grow pb-2">
        {callbackGroups.map((group) => {
          const own = rows.filter((row) => row.group === group);
          if (own.length === 0) return null;
          const folded = group === 'closed' && !closedOpen;
          return (
            <div key={group} role="rowgroup" aria-labelledby={`${headId}-${group}`}>
              <div role="row" className="flex">
                <span
                  role="gridcell"
                  id={`${headId}-${group}`}
                  aria-colspan={6}
                  className="flex grow items-center gap-2 pt-2.75 pr-5 pb-1 pl-3.5 text-meta font-semibold text-text-2"
                >
                  <Icon of={icons[group]} size={14} className={group === 'overdue' ? 'text-critical' : undefined} />
                  {group === 'closed' ? (
                    <button
                      type="button"
                      aria-expanded={closedOpen}
                      onClick={() => onFold(!closedOpen)}
                      className="-my-1 -ml-1 inline-flex min-h-6 items-center gap-2 rounded-1 px-1 hover:bg-hover"
                    >
                      {heading(group)} <Count of={own.length} />
                      <Icon of={folded ? ChevronRight : ChevronDown} size={12} />
                    </button>
                  ) : (
                    <>
                      {heading(group)} <Count of={own.length} />
                    </>
                  )}
                </span>
              </div>
              {!folded &&
                own.map((row, index) => {
                  const selected = row.id === selectedId;
                  const ruled = index > 0 && !selected && own[index - 1]?.id !== selectedId;
                  return (
                    <div
                      key={row.id}
                      role="row"
                      data-callback={row.id}
                      {...(selected && { 'data-pane-start': true })}
                      aria-selected={selected}
                      tabIndex={selected ? 0 : -1}
                      onClick={() => onSelect(row.id)}
                      onDoubleClick={() => onOpen(row)}
                      onKeyDown={(event) => onKeyDown(event, row)}
                      className={clsx(
                        columns,
                        'relative mx-1.5 min-h-12.5 items-center rounded-2 py-1.25 pr-3.5 pl-2 -outline-offset-2',
                        selected ? 'bg-selected' : 'hover:bg-hover',
                        ruled &&
                          'before:absolute before:top-0 before:right-3.5 before:left-11 before:h-px before:bg-line',
                      )}
                    >
                      <CallbackCells row={row} selected={selected} now={now} onTake={() => onTake(row)} />
                    </div>
                  );
                })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Count({ of }: { of: number }) {
  return <span className="font-normal text-text-3">{of}</span>;
}

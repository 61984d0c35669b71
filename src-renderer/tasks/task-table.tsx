import { clsx } from 'clsx';
import {
  Calendar,
  CalendarDays,
  CalendarOff,
  ChevronDown,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  Timer,
} from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRow } from '../../src-preload/contract/tasks.ts';
import { taskGroups } from '../stores/tasks-store.ts';
import { Icon } from '../ui/icon.tsx';
import { columns, TaskCells } from './task-row.tsx';

const icons = {
  overdue: CircleAlert,
  today: Timer,
  this_week: CalendarDays,
  later: Calendar,
  no_date: CalendarOff,
  done: CircleCheck,
} as const;

/** Tasks under their headings. The keyboard stands on a row; selection follows it. */
export function TaskTable({
  rows,
  doneOpen,
  selectedId,
  editingTitle,
  focusRequests,
  now,
  onSelect,
  onMove,
  onOpen,
  onFold,
  onToggle,
  onTitle,
  onLeaveTitle,
}: {
  rows: readonly TaskRow[];
  doneOpen: boolean;
  selectedId: string | null;
  editingTitle: boolean;
  focusRequests: number;
  now: Date;
  onSelect: (id: string) => void;
  onMove: (by: number) => void;
  onOpen: (row: TaskRow) => void;
  onFold: (open: boolean) => void;
  onToggle: (row: TaskRow) => void;
  onTitle: (title: string) => void;
  onLeaveTitle: () => void;
}) {
  const { t } = useTranslation('tasks');
  const headId = useId();
  const table = useRef<HTMLDivElement>(null);
  const handled = useRef(focusRequests);
  useEffect(() => {
    if (handled.current === focusRequests || selectedId === null) return;
    handled.current = focusRequests;
    const row = table.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(selectedId)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  }, [focusRequests, selectedId]);

  const onKeyDown = (event: KeyboardEvent, row: TaskRow) => {
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
    else if (event.key === ' ') onToggle(row);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={table} role="grid" aria-label={t('title')} className="@container flex min-h-0 grow flex-col">
      <div
        role="row"
        className={clsx(
          columns,
          'h-6.5 shrink-0 items-center border-b border-line pr-5 pl-3.5 text-caption font-medium text-text-3',
        )}
      >
        <span role="columnheader">
          <span className="sr-only">{t('column.done')}</span>
        </span>
        <span role="columnheader">{t('column.task')}</span>
        <span role="columnheader" className="@max-[48rem]:sr-only">
          {t('column.about')}
        </span>
        <span role="columnheader" className="@max-[48rem]:hidden">
          {t('column.who')}
        </span>
        <span role="columnheader">{t('column.due')}</span>
      </div>
      <div role="presentation" className="scroll-quiet min-h-0 grow pb-2">
        {taskGroups.map((group) => {
          const own = rows.filter((row) => row.group === group);
          if (own.length === 0) return null;
          const folded = group === 'done' && !doneOpen;
          const count = <span className="font-normal text-text-3">{own.length}</span>;
          return (
            <div key={group} role="rowgroup" aria-labelledby={`${headId}-${group}`}>
              <div role="row" className="flex">
                <span
                  role="gridcell"
                  id={`${headId}-${group}`}
                  aria-colspan={5}
                  className="flex grow items-center gap-2 pt-2.75 pr-5 pb-1 pl-3.5 text-meta font-semibold text-text-2"
                >
                  <Icon of={icons[group]} size={14} className={group === 'overdue' ? 'text-critical' : undefined} />
                  {group === 'done' ? (
                    <button
                      type="button"
                      aria-expanded={doneOpen}
                      onClick={() => onFold(!doneOpen)}
                      className="-my-1 -ml-1 inline-flex min-h-6 items-center gap-2 rounded-1 px-1 hover:bg-hover"
                    >
                      {t('group.done')} {count}
                      <Icon of={folded ? ChevronRight : ChevronDown} size={12} />
                    </button>
                  ) : (
                    <>
                      {t(`group.${group}`)} {count}
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
                      data-task={row.id}
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
                          'before:absolute before:top-0 before:right-3.5 before:left-10 before:h-px before:bg-line',
                      )}
                    >
                      <TaskCells
                        row={row}
                        editing={selected && editingTitle}
                        now={now}
                        onToggle={() => onToggle(row)}
                        onTitle={onTitle}
                        onLeaveTitle={onLeaveTitle}
                        onOpen={() => onOpen(row)}
                      />
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

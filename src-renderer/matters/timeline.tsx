import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TimelineEntry } from '../../src-preload/contract/matters.ts';
import { createListLayout } from '../calls/list-layout.ts';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { useFormat } from '../words/format.ts';
import { TimelineItem } from './timeline-item.tsx';

/** Before an entry is measured; open ones are taller. */
const ENTRY_REM = 2.6;
const HEADING_REM = 2.1;

/** Entries under their days along a line, newest first. Only those on screen are mounted. */
export function Timeline({
  days,
  total,
  coming,
  entryAt,
  now,
  remPx,
  onShow,
}: {
  days: readonly { day: string; count: number }[];
  total: number;
  /** How many of the first entries are still to come: it opens below them, at what happened last. */
  coming: number;
  entryAt: (index: number) => TimelineEntry | undefined;
  now: Date;
  remPx: number;
  onShow: (first: number, last: number) => void;
}) {
  const { t } = useTranslation('matters');
  const format = useFormat();
  const { timelineCalls } = useStores();
  const open = useStore(timelineCalls.store, (data) => data.open);
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => createListLayout(days), [days]);
  const [focused, setFocused] = useState(Math.min(coming, Math.max(0, total - 1)));
  const virtualizer = useVirtualizer({
    count: layout.itemCount,
    getScrollElement: () => scroller.current,
    estimateSize: (item) => (layout.at(item).kind === 'day' ? HEADING_REM : ENTRY_REM) * remPx,
    getItemKey: (item) => {
      const what = layout.at(item);
      return what.kind === 'day' ? `day ${what.day}` : (entryAt(what.row)?.key ?? `row ${String(what.row)}`);
    },
    overscan: 8,
    paddingStart: 2,
    paddingEnd: 16,
    initialOffset: () => (coming === 0 || coming >= total ? 0 : offsetOf(layout, coming, remPx)),
  });
  useEffect(() => virtualizer.measure(), [virtualizer, remPx]);
  // Below what is to come, once that has been measured.
  const placed = useRef(false);
  useEffect(() => {
    if (placed.current || coming === 0 || coming >= total) return;
    placed.current = true;
    virtualizer.scrollToIndex(layout.itemOfRow(coming) - 1, { align: 'start' });
  }, [coming, total, layout, virtualizer]);

  const rowOf = (item: number) => {
    const what = layout.at(Math.min(Math.max(0, item), layout.itemCount - 1));
    return what.kind === 'row' ? what.row : null;
  };
  const start = virtualizer.range?.startIndex ?? 0;
  const end = virtualizer.range?.endIndex ?? 0;
  const first = Math.max(0, rowOf(start - 8) ?? rowOf(start - 7) ?? 0);
  const last = Math.min(total - 1, rowOf(end + 8) ?? rowOf(end + 9) ?? total - 1);
  useEffect(() => {
    if (total > 0) onShow(first, Math.max(first, last));
  }, [first, last, total, onShow]);

  const go = (row: number) => {
    const to = Math.min(total - 1, Math.max(0, row));
    setFocused(to);
    virtualizer.scrollToIndex(layout.itemOfRow(to), { align: 'auto' });
    // After it is mounted.
    setTimeout(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-entry="${String(to)}"]`)?.focus({ preventScroll: true });
    }, 0);
  };
  const onKeyDown = (event: KeyboardEvent, row: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      j: row + 1,
      k: row - 1,
      PageDown: row + 8,
      PageUp: row - 8,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    const entry = entryAt(row);
    if (to !== undefined) go(to);
    else if (event.key === 'Enter' && entry?.kind === 'call') timelineCalls.fold(entry.row.id, !open.has(entry.row.id));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isAbove = coming > 0 && coming < total && start > layout.itemOfRow(coming - 1);
  return (
    <div className="relative flex min-h-0 grow flex-col">
      {isAbove && (
        <span className="absolute top-1.5 right-5 z-10">
          <Button size={24} icon={ArrowUp} onClick={() => go(coming - 1)}>
            {t('timeline.coming', { count: coming })}
          </Button>
        </span>
      )}
      <div ref={scroller} className="scroll-quiet relative min-h-0 grow px-5">
        <div
          role="feed"
          aria-label={t('timeline.name')}
          className="relative w-full before:absolute before:inset-y-0 before:left-16.25 before:w-px before:bg-line-2"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const what = layout.at(item.index);
            const place = { transform: `translateY(${String(item.start)}px)` };
            if (what.kind === 'day')
              return (
                <div
                  key={item.key}
                  role="presentation"
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className="absolute inset-x-0 top-0 pt-3 pb-1 pl-21.5 text-caption font-semibold text-text-3"
                  style={place}
                >
                  {format.dayHeading(what.day, now)}
                </div>
              );
            const entry = entryAt(what.row);
            return (
              // A feed is read article by article, so each can have the keyboard (WAI-ARIA, feed).
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
              <article
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-entry={what.row}
                {...(what.row === focused && { 'data-pane-start': true })}
                aria-setsize={total}
                aria-posinset={what.row + 1}
                aria-busy={entry === undefined || undefined}
                aria-labelledby={entry && `entry-${String(what.row)}`}
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                tabIndex={what.row === focused ? 0 : -1}
                onFocus={() => setFocused(what.row)}
                onKeyDown={(event) => onKeyDown(event, what.row)}
                className="absolute inset-x-0 top-0 min-h-8 rounded-2 py-1.25 -outline-offset-1"
                style={place}
              >
                {entry && (
                  <TimelineItem
                    entry={entry}
                    titleId={`entry-${String(what.row)}`}
                    unfolded={entry.kind === 'call' ? (open.get(entry.row.id) ?? null) : null}
                    now={now}
                  />
                )}
              </article>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function offsetOf(layout: ReturnType<typeof createListLayout>, row: number, remPx: number): number {
  let sum = 0;
  for (let item = 0; item < layout.itemOfRow(row) - 1; item += 1)
    sum += (layout.at(item).kind === 'day' ? HEADING_REM : ENTRY_REM) * remPx;
  return sum;
}

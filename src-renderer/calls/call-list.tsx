import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { talkOf } from '../stores/agent-talks-store.ts';
import { useStores } from '../stores/stores.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { MessageRow } from '../messages/message-row.tsx';
import { rowAt, type CallListData } from '../stores/call-list-store.ts';
import { useFormat } from '../words/format.ts';
import { CallRow } from './call-row.tsx';
import { createListLayout } from './list-layout.ts';
import { useVirtualList } from './use-virtual-list.ts';

/** The days and their rows, scrolled virtually, moved through by keyboard. Selection follows the keyboard. */
export function CallList({
  data,
  remPx,
  onShow,
  onSelect,
  onMove,
  onOpen,
  onBack,
}: {
  data: CallListData;
  remPx: number;
  onShow: (firstRow: number, lastRow: number) => void;
  onSelect: (row: number) => void;
  onMove: (by: number) => void;
  onOpen: () => void;
  onBack: () => void;
}) {
  const { t } = useTranslation('calls');
  const format = useFormat();
  const now = useOfficeNow(30_000);
  const agentTalks = useStore(useStores().agentTalks.store);
  const scroller = useRef<HTMLDivElement>(null);
  const { meta, selectedIndex, selectedId, focusRequests, answered } = data;
  const days = meta?.days;
  const layout = useMemo(() => createListLayout(days ?? []), [days]);
  const total = meta?.total ?? 0;
  const withSnippet = useCallback(
    (row: number) => rowAt(data, row)?.kind === 'call' && Boolean(rowAt(data, row)?.snippet),
    [data],
  );
  const { virtualizer, items, isStuck } = useVirtualList({
    scroller,
    layout,
    selectedRow: selectedIndex,
    withSnippet,
    remPx,
    onShow,
  });

  // The keyboard moved the selection: bring the row on screen and give it the focus.
  const handled = useRef(focusRequests);
  useEffect(() => {
    if (handled.current === focusRequests || selectedIndex === null) return;
    handled.current = focusRequests;
    virtualizer.scrollToIndex(layout.itemOfRow(selectedIndex), { align: 'auto' });
    scroller.current
      ?.querySelector<HTMLElement>(`[data-row="${String(selectedIndex)}"]`)
      ?.focus({ preventScroll: true });
  }, [focusRequests, selectedIndex, virtualizer, layout]);

  // Another question: its answer is read from the selected call, else from the top.
  const read = useRef(answered);
  useEffect(() => {
    const before = read.current;
    read.current = answered;
    if (before.filter === answered.filter && before.search === answered.search) return;
    if (selectedIndex === null || selectedIndex === 0) virtualizer.scrollToOffset(0);
    else virtualizer.scrollToIndex(layout.itemOfRow(selectedIndex), { align: 'auto' });
  }, [answered, selectedIndex, layout, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (4.5 * remPx)) - 1);
    const moves: Partial<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const by = moves[event.key];
    if (by !== undefined) onMove(by);
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Escape') onBack();
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} className="scroll-quiet relative min-h-0 grow">
      <div
        role="listbox"
        aria-label={t('list.name')}
        className="relative w-full"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const what = layout.at(item.index);
          const place = { transform: `translateY(${String(item.start)}px)` };
          if (what.kind === 'day') {
            const stuck = isStuck(item.index);
            return (
              <div
                key={`day ${what.day}`}
                role="presentation"
                className={`z-10 flex justify-between bg-canvas px-3.5 pt-2.5 pb-1 text-caption font-semibold text-text-3 ${stuck ? 'sticky top-0' : 'absolute inset-x-0 top-0'}`}
                {...(stuck ? {} : { style: place })}
              >
                <span>{format.dayHeading(what.day, now)}</span>
                <span>{format.number(what.count)}</span>
              </div>
            );
          }
          const row = rowAt(data, what.row);
          const selected = row !== undefined && row.id === selectedId;
          const before = layout.at(item.index - 1);
          const ruled = before.kind === 'row' && !selected && rowAt(data, before.row)?.id !== selectedId;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              data-row={what.row}
              {...(selected && { 'data-pane-start': true })}
              role="option"
              aria-selected={selected}
              aria-setsize={total}
              aria-posinset={what.row + 1}
              {...(row ? {} : { 'aria-label': t('list.loading') })}
              aria-busy={row === undefined || undefined}
              tabIndex={selected || (selectedIndex === null && what.row === 0) ? 0 : -1}
              onClick={() => onSelect(what.row)}
              onKeyDown={onKeyDown}
              className={`group absolute inset-x-0 top-0 min-h-18 rounded-2 -outline-offset-2 ${ruled ? 'before:absolute before:-top-px before:right-3 before:left-10.75 before:h-px before:bg-line' : ''}`}
              style={place}
            >
              {row?.kind === 'call' && (
                <CallRow row={row} selected={selected} now={now} talk={talkOf(row.id)(agentTalks)} />
              )}
              {row?.kind === 'message' && <MessageRow row={row} selected={selected} />}
            </div>
          );
        })}
      </div>
      {meta?.hasMore && (
        <p className="px-3.5 py-3 text-meta text-text-3">{t('list.newestOnly', { number: format.number(total) })}</p>
      )}
    </div>
  );
}

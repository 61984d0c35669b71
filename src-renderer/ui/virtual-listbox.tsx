import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

/**
 * Rows of one height, of which only those on screen are mounted. The selected one stays mounted, so that the keyboard never
 * falls out of the list.
 */
export function VirtualListbox({
  label,
  loadingLabel,
  total,
  rowRem,
  remPx,
  selected,
  isChosen,
  focusRequests,
  keyOf,
  onShow,
  onSelect,
  onMove,
  onOpen,
  onBack,
  children,
}: {
  label: string;
  loadingLabel: string;
  total: number;
  rowRem: number;
  remPx: number;
  selected: number;
  /** False: nothing is chosen yet, the selection is only where the keyboard starts. */
  isChosen: boolean;
  /** Rises when the keyboard moved the selection: the row is brought on screen and gets the focus. */
  focusRequests: number;
  keyOf: (index: number) => string;
  onShow: (first: number, last: number) => void;
  onSelect: (index: number) => void;
  onMove: (by: number) => void;
  onOpen: () => void;
  onBack: () => void;
  /** Draws a row. Null: it is not loaded yet. */
  children: (index: number, isSelected: boolean) => ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowRem * remPx,
    getItemKey: keyOf,
    overscan: 8,
    rangeExtractor: (range: Range) => {
      const items = new Set(defaultRangeExtractor(range));
      if (selected < total) items.add(selected);
      return [...items].sort((a, b) => a - b);
    },
  });
  useEffect(() => virtualizer.measure(), [virtualizer, remPx]);
  const first = virtualizer.range?.startIndex ?? 0;
  const last = Math.min(total - 1, (virtualizer.range?.endIndex ?? 0) + 8);
  useEffect(() => {
    if (total > 0) onShow(first, Math.max(first, last));
  }, [first, last, total, onShow]);

  const handled = useRef(focusRequests);
  useEffect(() => {
    if (handled.current === focusRequests) return;
    handled.current = focusRequests;
    virtualizer.scrollToIndex(selected, { align: 'auto' });
    scroller.current?.querySelector<HTMLElement>(`[data-row="${String(selected)}"]`)?.focus({ preventScroll: true });
  }, [focusRequests, selected, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (rowRem * remPx)) - 1);
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
      <div role="listbox" aria-label={label} className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const isSelected = item.index === selected;
          const row = children(item.index, isSelected && isChosen);
          return (
            <div
              key={item.key}
              data-row={item.index}
              {...(isSelected && { 'data-pane-start': true })}
              role="option"
              aria-selected={isSelected && isChosen}
              aria-setsize={total}
              aria-posinset={item.index + 1}
              {...(row === null && { 'aria-label': loadingLabel, 'aria-busy': true })}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => onSelect(item.index)}
              onKeyDown={onKeyDown}
              className="group absolute inset-x-0 top-0 -outline-offset-2"
              style={{ transform: `translateY(${String(item.start)}px)`, height: item.size }}
            >
              {row}
            </div>
          );
        })}
      </div>
    </div>
  );
}

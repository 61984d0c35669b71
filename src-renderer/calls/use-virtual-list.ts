import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';
import type { ListLayout } from './list-layout.ts';

/** Heights in rem, so that they follow Settings > Text size: a day heading, a row, a row with a snippet. */
const HEADING_REM = 1.875;
const ROW_REM = 4.5;
const SNIPPET_ROW_REM = 6.9375;
/** Rows mounted, and fetched, beyond the edges of the screen. */
const OVERSCAN = 6;

/**
 * Only what is on screen is mounted, of 100,000 rows too. The selected row stays mounted, so that the keyboard never
 * falls out of the list, and so does the heading of the day at the top, which sticks.
 */
export function useVirtualList({
  scroller,
  layout,
  selectedRow,
  withSnippet,
  remPx,
  onShow,
}: {
  scroller: RefObject<HTMLElement | null>;
  layout: ListLayout;
  selectedRow: number | null;
  withSnippet: (row: number) => boolean;
  remPx: number;
  onShow: (firstRow: number, lastRow: number) => void;
}) {
  const stickyHeading = useRef(0);
  const virtualizer = useVirtualizer({
    count: layout.itemCount,
    getScrollElement: () => scroller.current,
    estimateSize: (item) => {
      const what = layout.at(item);
      if (what.kind === 'day') return HEADING_REM * remPx;
      return (withSnippet(what.row) ? SNIPPET_ROW_REM : ROW_REM) * remPx;
    },
    // By day and row, not by place: a call that comes in moves the headings, and a row's measured height must not
    // become a heading's.
    getItemKey: (item) => {
      const what = layout.at(item);
      return what.kind === 'day' ? `day ${what.day}` : `row ${String(what.row)}`;
    },
    overscan: OVERSCAN,
    paddingEnd: 8,
    scrollPaddingStart: HEADING_REM * remPx,
    scrollPaddingEnd: 8,
    rangeExtractor: (range: Range) => {
      stickyHeading.current = layout.headingOf(range.startIndex);
      const items = new Set([stickyHeading.current, ...defaultRangeExtractor(range)]);
      if (selectedRow !== null) items.add(layout.itemOfRow(selectedRow));
      return [...items].filter((item) => item < layout.itemCount).sort((a, b) => a - b);
    },
  });

  // Other rows or another text size: heights that were measured before are of other items.
  useEffect(() => {
    virtualizer.measure();
    // Estimates again, and on them what stands on screen: a row that kept its place and height while another content
    // came behind the same index tells no size by itself.
    virtualizer.getTotalSize();
    for (const row of scroller.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [])
      virtualizer.resizeItem(Number(row.dataset['index']), row.offsetHeight);
  }, [virtualizer, scroller, layout, remPx]);

  const items = virtualizer.getVirtualItems();
  // The range itself is one object that the virtualizer writes into: its numbers are what changes.
  const first = rowFrom(layout, Math.max(0, (virtualizer.range?.startIndex ?? 0) - OVERSCAN));
  const last = rowFrom(layout, Math.min(layout.itemCount - 1, (virtualizer.range?.endIndex ?? 0) + OVERSCAN));
  useEffect(() => {
    if (layout.itemCount > 0) onShow(first, last);
  }, [first, last, layout, onShow]);

  return { virtualizer, items, isStuck: (item: number) => item === stickyHeading.current };
}

/** The row at an item, or the first one under a heading. */
function rowFrom(layout: ListLayout, item: number): number {
  for (const at of [item, item + 1]) {
    const what = layout.at(at);
    if (what.kind === 'row') return Math.max(0, what.row);
  }
  return 0;
}

import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { ListLayout } from './list-layout.ts';

/** Heights in rem, so that they follow Settings > Text size: a day heading, a row, a row with a snippet. */
const HEADING_REM = 1.875;
const ROW_REM = 4.5;
const SNIPPET_ROW_REM = 6.9375;

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
    overscan: 6,
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
  useEffect(() => virtualizer.measure(), [virtualizer, layout, remPx]);

  const items = virtualizer.getVirtualItems();
  const range = virtualizer.range;
  const [first, last] = useMemo(() => {
    if (!range) return [0, 0];
    const rowOf = (item: number) => {
      const what = layout.at(Math.min(item, layout.itemCount - 1));
      return what.kind === 'row' ? what.row : Math.max(0, layout.at(item + 1).kind === 'row' ? rowAfter(item) : 0);
    };
    const rowAfter = (heading: number) => {
      const next = layout.at(heading + 1);
      return next.kind === 'row' ? next.row : 0;
    };
    return [rowOf(range.startIndex), rowOf(range.endIndex)];
  }, [layout, range]);
  useEffect(() => {
    if (layout.itemCount > 0) onShow(first, last);
  }, [first, last, layout, onShow]);

  return { virtualizer, items, isStuck: (item: number) => item === stickyHeading.current };
}

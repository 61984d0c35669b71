/** The list as the screen scrolls it: a heading per day, then its rows. Items are counted from the top. */
export interface ListLayout {
  itemCount: number;
  /** Items that are headings, rising. */
  headings: readonly number[];
  at(item: number): { kind: 'day'; day: string; count: number } | { kind: 'row'; row: number };
  itemOfRow(row: number): number;
  /** The heading under which an item stands. */
  headingOf(item: number): number;
}

export function createListLayout(days: readonly { day: string; count: number }[]): ListLayout {
  const headings: number[] = [];
  const firstRows: number[] = [];
  let rows = 0;
  for (const [index, { count }] of days.entries()) {
    headings.push(rows + index);
    firstRows.push(rows);
    rows += count;
  }
  return {
    itemCount: rows + days.length,
    headings,
    at(item) {
      const index = lastAtMost(headings, item);
      const day = days[index];
      return day && headings[index] === item ? { kind: 'day', ...day } : { kind: 'row', row: item - index - 1 };
    },
    itemOfRow: (row) => row + lastAtMost(firstRows, row) + 1,
    headingOf: (item) => headings[lastAtMost(headings, item)] ?? 0,
  };
}

/** Index of the last value that is not above `limit`; rising values. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((values[middle] ?? Infinity) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

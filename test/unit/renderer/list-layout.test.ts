import { describe, expect, it } from 'vitest';
import { createListLayout } from '../../../src-renderer/calls/list-layout.ts';

const layout = createListLayout([
  { day: '2026-11-19', count: 3 },
  { day: '2026-11-18', count: 1 },
  { day: '2026-11-16', count: 2 },
]);

describe('the list as it is scrolled', () => {
  it('has a heading per day and then its rows', () => {
    expect(layout.itemCount).toBe(9);
    expect(Array.from({ length: 9 }, (_, item) => layout.at(item))).toEqual([
      { kind: 'day', day: '2026-11-19', count: 3 },
      { kind: 'row', row: 0 },
      { kind: 'row', row: 1 },
      { kind: 'row', row: 2 },
      { kind: 'day', day: '2026-11-18', count: 1 },
      { kind: 'row', row: 3 },
      { kind: 'day', day: '2026-11-16', count: 2 },
      { kind: 'row', row: 4 },
      { kind: 'row', row: 5 },
    ]);
  });

  it('finds the place of every row again', () => {
    for (const row of [0, 1, 2, 3, 4, 5]) expect(layout.at(layout.itemOfRow(row))).toEqual({ kind: 'row', row });
  });

  it('knows under which heading an item stands', () => {
    expect([0, 1, 3, 4, 5, 8].map((item) => layout.headingOf(item))).toEqual([0, 0, 0, 4, 4, 6]);
  });

  it('is empty without days', () => {
    expect(createListLayout([]).itemCount).toBe(0);
  });
});

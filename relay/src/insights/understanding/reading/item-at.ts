import type { Item } from './items.ts';

type NumberItem = Extract<Item, { kind: 'number' }>;

/** The folded word at this place; null: something else stands there, or nothing. */
export const word = (items: readonly Item[], index: number): string | null => {
  const item = items[index];
  return item?.kind === 'word' ? item.folded : null;
};
export const number = (items: readonly Item[], index: number): NumberItem | null => {
  const item = items[index];
  return item?.kind === 'number' ? item : null;
};
export const mark = (items: readonly Item[], index: number): string | null => {
  const item = items[index];
  return item?.kind === 'mark' ? item.text : null;
};

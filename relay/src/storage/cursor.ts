import { z } from 'zod';
import type { Page } from '../wire/rest.ts';
import { StorageError } from './port.ts';

const parts = z.array(z.string().max(300)).min(1).max(2);

/** Where a page ended, as text that clients hand back and never look into. */
function encodeCursor(...position: string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws StorageError `bad_cursor` */
export function decodeCursor(cursor: string, length: number): string[] {
  const read = parts.safeParse(parsed(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!read.success || read.data.length !== length) throw new StorageError('bad_cursor', 'Not a cursor of this list.');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StorageError('bad_cursor', 'Not a cursor of this list.', { cause });
  }
}

/** Pages hold 1 to 500 rows whatever is asked for. */
export function pageSize(limit: number): number {
  return Math.min(500, Math.max(1, Math.trunc(limit) || 1));
}

/**
 * @param rows the JSON texts of one row more than the page may hold, where there are so many
 * @param positionOf where the next page begins: what the rows are sorted by
 */
export function pageFrom<T>(
  rows: readonly string[],
  size: number,
  total: number,
  positionOf: (last: T) => string[],
): Page<T> {
  const items = rows.slice(0, size).map((text) => JSON.parse(text) as T);
  const last = items.at(-1);
  return { items, next: rows.length > size && last ? encodeCursor(...positionOf(last)) : null, total };
}

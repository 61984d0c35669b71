import type { z } from 'zod';
import type { SyncResult } from './sync-body.ts';

/** A row that can be written, or why not; in the place of the given one. */
export type ReadRow<T> = { row: T } | { refused: SyncResult };

/** @param deleted external ids that the same request deletes */
export function readRows<T extends { externalId: string }>(
  list: readonly unknown[],
  schema: z.ZodType<T>,
  deleted: readonly string[],
): ReadRow<T>[] {
  const gone = new Set(deleted);
  const seen = new Set<string>();
  return list.map((given) => {
    const read = schema.safeParse(given);
    if (!read.success) {
      const issue = read.error.issues[0];
      const field = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : (issue?.path.join('.') ?? '');
      return { refused: refusal(externalIdOf(given), field, issue?.message ?? 'It cannot be read.') };
    }
    const { externalId } = read.data;
    if (gone.has(externalId)) {
      return { refused: refusal(externalId, 'externalId', 'The same request deletes it.') };
    }
    if (seen.has(externalId)) {
      return { refused: refusal(externalId, 'externalId', 'It stands in the request twice; the first one counts.') };
    }
    seen.add(externalId);
    return { row: read.data };
  });
}

/** @param field empty: none in particular */
export function refusal(externalId: string | null, field: string, reason: string): SyncResult {
  return { externalId, id: null, outcome: 'refused', ...(field === '' ? {} : { field }), reason };
}

function externalIdOf(given: unknown): string | null {
  const told = typeof given === 'object' && given !== null && 'externalId' in given ? given.externalId : null;
  return typeof told === 'string' ? told.slice(0, 200) : null;
}

import type { ImportFound, ImportWrites, RefusedRow } from '../storage/import-port.ts';
import type { ImportCounts } from '../wire/import.ts';
import type { ReadRow } from './import-row.ts';
import { createKnownDirectory } from './known-directory.ts';
import { placeRow, seeKeys, type PlaceContext, type SeenKeys } from './place-row.ts';

/** Pure: what a batch of rows makes of the directory, and which of them it refuses. */
export function planBatch(
  rows: readonly ReadRow[],
  found: ImportFound,
  counts: ImportCounts,
  context: Omit<PlaceContext, 'known'> & { seen: SeenKeys },
): ImportWrites {
  const known = createKnownDirectory(found);
  const next = { ...counts };
  const refused: RefusedRow[] = [];
  for (const { line, cells, draft, problems } of rows) {
    next.done += 1;
    const against = draft === null ? null : seeKeys(draft, context.seen);
    const placed = draft === null || against !== null ? null : placeRow(draft, { ...context, known });
    if (placed !== null && 'became' in placed) {
      next[placed.became] += 1;
      continue;
    }
    const why = placed?.problem ?? against;
    next.refused += 1;
    refused.push({ line, cells, problems: why === null ? problems : [why] });
  }
  return { ...known.changed(), refused, counts: next };
}

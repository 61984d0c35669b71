import { draft, type EventDraft } from '../calls/event-draft.ts';
import type { Hops } from '../wire/events.ts';
import type { ImportView } from '../wire/import.ts';
import type { RefusedRow, StoredImport } from './import-port.ts';

/** An import as both databases hold it: what changes with every batch stands apart from the rows of its preview. */
export interface ImportRow {
  json: string;
  state: string;
  counts_json: string;
}

export function importOf({ json, state, counts_json }: ImportRow): StoredImport {
  return {
    ...(JSON.parse(json) as StoredImport),
    state: state as StoredImport['state'],
    counts: JSON.parse(counts_json) as ImportView['counts'],
  };
}

export function importColumns(stored: StoredImport) {
  const { id, state, createdAt, counts } = stored;
  return { id, state, createdAt, countsJson: JSON.stringify(counts), json: JSON.stringify(stored) };
}

export function importDraft({ id, state, counts }: StoredImport, hops: Hops): EventDraft {
  return draft({ type: 'import_changed', importId: id, state, counts, hops });
}

export const refusedOf = (position: number, json: string) => ({ position, ...(JSON.parse(json) as RefusedRow) });

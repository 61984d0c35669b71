import { changedFrom, isOverState, type ImportStore } from '../import-port.ts';
import { importDraft } from '../import-row.ts';
import type { Connection } from './connection.ts';
import type { DirectorySaving } from './directory-store.ts';
import type { Tables } from './tables.ts';

/** Imports of one tenant. */
export function createImportStore(
  tenantId: string,
  { write, read, now }: Connection,
  { imports, log }: Tables,
  saving: DirectorySaving,
): ImportStore {
  const hops = (receivedAt = now().toISOString()) => ({
    providerAt: null,
    receivedAt,
    committedAt: now().toISOString(),
  });

  return {
    addImport: (stored, file) =>
      write(() => {
        imports.put(tenantId, stored);
        imports.keepFile(tenantId, stored.id, file);
      }),
    import: (importId) => read(() => imports.one(tenantId, importId)),
    imports: (limit) => read(() => imports.newest(tenantId, limit)),
    importFile: (importId) => read(() => imports.file(tenantId, importId)),
    changeImport: (importId, change) =>
      write(() => {
        const before = imports.one(tenantId, importId);
        const value = before && change(before);
        if (!value) return null;
        imports.put(tenantId, value);
        if (isOverState(value.state)) imports.dropFile(tenantId, importId);
        return { value, events: log.append(tenantId, [importDraft(value, hops())]) };
      }),
    importBatch: (importId, questions, plan, { at, tell }) =>
      write(() => {
        const before = imports.one(tenantId, importId);
        const found = imports.find(tenantId, questions);
        const planned = before && plan(found, before);
        if (!before || !planned) return null;
        const value = { ...before, counts: planned.counts };
        // Matters first: a call of a number that now is somebody's is filed under their only matter.
        const saved = [
          ...saving.matters(changedFrom(found.matters, planned.matters), at),
          ...saving.contacts(changedFrom(found.contacts, planned.contacts), at),
        ];
        imports.refuse(tenantId, importId, planned.refused);
        imports.setCounts(tenantId, value);
        const drafts = [...saved, ...(tell ? [importDraft(value, hops(at))] : [])];
        return { value, events: log.append(tenantId, drafts) };
      }),
    refusedRows: (importId, after, limit) => read(() => imports.refused(tenantId, importId, after, limit)),
    removeImport: (importId) => write(() => imports.remove(tenantId, importId)),
    pruneImports: (before) => write(() => imports.prune(tenantId, before)),
  };
}

import { changedFrom, isOverState, type ImportStore } from '../import-port.ts';
import { importDraft } from '../import-row.ts';
import type { DirectorySaving } from './directory-store.ts';
import * as imports from './imports.ts';
import type { Scope } from './scope.ts';

/** Imports of one tenant. */
export function createImportStore(
  tenantId: string,
  { scoped, logged }: Scope,
  now: () => Date,
  saving: DirectorySaving,
): ImportStore {
  const hops = (receivedAt = now().toISOString()) => ({
    providerAt: null,
    receivedAt,
    committedAt: now().toISOString(),
  });

  return {
    addImport: (stored, file) =>
      scoped(async (s) => {
        await imports.putImport(s, tenantId, stored);
        await imports.keepImportFile(s, tenantId, stored.id, file);
      }),
    import: (importId) => scoped((s) => imports.importById(s, tenantId, importId)),
    imports: (limit) => scoped((s) => imports.newestImports(s, tenantId, limit)),
    importFile: (importId) => scoped((s) => imports.importFile(s, tenantId, importId)),
    // `logged` holds the tenant's lock: a cancellation and a batch never cross.
    changeImport: (importId, change) =>
      logged(async (s, log) => {
        const before = await imports.importById(s, tenantId, importId);
        const value = before && change(before);
        if (!value) return null;
        await imports.putImport(s, tenantId, value);
        if (isOverState(value.state)) await imports.dropImportFile(s, tenantId, importId);
        return { value, events: await log([importDraft(value, hops())]) };
      }),
    importBatch: (importId, questions, plan, { at, tell }) =>
      logged(async (s, log) => {
        const before = await imports.importById(s, tenantId, importId);
        const found = await imports.findForImport(s, tenantId, questions);
        const planned = before && plan(found, before);
        if (!before || !planned) return null;
        const value = { ...before, counts: planned.counts };
        // Matters first: a call of a number that now is somebody's is filed under their only matter.
        const matters = await saving.matters(s, changedFrom(found.matters, planned.matters), at);
        const contacts = await saving.contacts(s, changedFrom(found.contacts, planned.contacts), at);
        await imports.refuseRows(s, tenantId, importId, planned.refused);
        await imports.setImportCounts(s, tenantId, value);
        const events = await log([...matters, ...contacts, ...(tell ? [importDraft(value, hops(at))] : [])]);
        return { value, events };
      }),
    refusedRows: (importId, after, limit) => scoped((s) => imports.refusedRows(s, tenantId, importId, after, limit)),
    removeImport: (importId) => scoped((s) => imports.removeImport(s, tenantId, importId)),
    pruneImports: (before) => scoped((s) => imports.pruneImports(s, tenantId, before)),
  };
}

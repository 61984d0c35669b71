import { draft, type EventDraft } from '../../calls/event-draft.ts';
import { linkCallsToNewContact } from '../../calls/link-new-contact.ts';
import { linkMessagesToNewContact } from '../../messages/link-message.ts';
import type { Contact } from '../../wire/directory.ts';
import { isOverState, type ImportStore } from '../import-port.ts';
import { importDraft } from '../import-row.ts';
import { callsWithoutContact, saveCalls } from './calls.ts';
import * as imports from './imports.ts';
import { fetchLookUps } from './look-ups.ts';
import { messagesWithoutContact, saveMessage } from './messages.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

/** Imports of one tenant. */
export function createImportStore(tenantId: string, { scoped, logged }: Scope, now: () => Date): ImportStore {
  const hops = (receivedAt = now().toISOString()) => ({
    providerAt: null,
    receivedAt,
    committedAt: now().toISOString(),
  });

  /** Calls and messages of their numbers that have no contact yet become theirs. */
  async function link(s: Session, contacts: readonly Contact[], at: string): Promise<EventDraft[]> {
    const numbers = [...new Set(contacts.flatMap((contact) => contact.numbers.map((n) => n.number)))];
    const [candidates, unlinked] = [
      await callsWithoutContact(s, tenantId, numbers),
      await messagesWithoutContact(s, tenantId, numbers),
    ];
    if (candidates.length + unlinked.length === 0) return [];
    const lookUps = await fetchLookUps(s, tenantId, { numbers, contactIds: [], providerUserIds: [] });
    const linked = linkCallsToNewContact(candidates, { tenantId, lookUps, receivedAt: at, now: now() });
    await saveCalls(s, tenantId, linked.writes);
    const ofMessages = linkMessagesToNewContact(unlinked, lookUps, { tenantId, receivedAt: at, now: now() });
    for (const { write } of ofMessages) await saveMessage(s, tenantId, write);
    return [...linked.events, ...ofMessages.flatMap((m) => m.events)];
  }

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
        const planned = before && plan(await imports.findForImport(s, tenantId, questions), before);
        if (!before || !planned) return null;
        const value = { ...before, counts: planned.counts };
        await imports.putMany(s, tenantId, planned);
        const linked = await link(s, planned.contacts, at);
        await imports.refuseRows(s, tenantId, importId, planned.refused);
        await imports.setImportCounts(s, tenantId, value);
        const events = await log([
          ...planned.contacts.map((contact) => draft({ type: 'contact_changed', contact, hops: hops(at) })),
          ...planned.matters.map((matter) => draft({ type: 'matter_changed', matter, hops: hops(at) })),
          ...linked,
          ...(tell ? [importDraft(value, hops(at))] : []),
        ]);
        return { value, events };
      }),
    refusedRows: (importId, after, limit) => scoped((s) => imports.refusedRows(s, tenantId, importId, after, limit)),
    removeImport: (importId) => scoped((s) => imports.removeImport(s, tenantId, importId)),
    pruneImports: (before) => scoped((s) => imports.pruneImports(s, tenantId, before)),
  };
}

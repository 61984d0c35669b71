import { draft, type EventDraft } from '../../calls/event-draft.ts';
import { linkCallsToNewContact } from '../../calls/link-new-contact.ts';
import { linkMessagesToNewContact } from '../../messages/link-message.ts';
import { isOverState, type ImportStore } from '../import-port.ts';
import { importDraft } from '../import-row.ts';
import type { Contact } from '../../wire/directory.ts';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** Imports of one tenant. */
export function createImportStore(
  tenantId: string,
  { write, read, now }: Connection,
  { imports, directory, calls, messages, log }: Tables,
): ImportStore {
  const lookUps = directory.lookUps(tenantId);
  const hops = (receivedAt = now().toISOString()) => ({
    providerAt: null,
    receivedAt,
    committedAt: now().toISOString(),
  });

  /** Calls and messages of their numbers that have no contact yet become theirs. */
  function link(contacts: readonly Contact[], at: string): EventDraft[] {
    const numbers = [...new Set(contacts.flatMap((contact) => contact.numbers.map((n) => n.number)))];
    const linked = linkCallsToNewContact(
      numbers.flatMap((number) => calls.withoutContact(tenantId, number)),
      { tenantId, lookUps, receivedAt: at, now: now() },
    );
    for (const row of linked.writes) calls.save(tenantId, row);
    const unlinked = numbers.flatMap((number) => messages.withoutContact(tenantId, number));
    const ofMessages = linkMessagesToNewContact(unlinked, lookUps, { tenantId, receivedAt: at, now: now() });
    for (const { write: row } of ofMessages) messages.save(tenantId, row);
    return [...linked.events, ...ofMessages.flatMap((m) => m.events)];
  }

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
        const planned = before && plan(imports.find(tenantId, questions), before);
        if (!before || !planned) return null;
        const value = { ...before, counts: planned.counts };
        for (const contact of planned.contacts) directory.putContact(tenantId, contact);
        for (const matter of planned.matters) directory.putMatter(tenantId, matter);
        const linked = link(planned.contacts, at);
        imports.refuse(tenantId, importId, planned.refused);
        imports.setCounts(tenantId, value);
        const drafts = [
          ...planned.contacts.map((contact) => draft({ type: 'contact_changed', contact, hops: hops(at) })),
          ...planned.matters.map((matter) => draft({ type: 'matter_changed', matter, hops: hops(at) })),
          ...linked,
          ...(tell ? [importDraft(value, hops(at))] : []),
        ];
        return { value, events: log.append(tenantId, drafts) };
      }),
    refusedRows: (importId, after, limit) => read(() => imports.refused(tenantId, importId, after, limit)),
    removeImport: (importId) => write(() => imports.remove(tenantId, importId)),
    pruneImports: (before) => write(() => imports.prune(tenantId, before)),
  };
}

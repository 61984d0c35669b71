import { draft, type EventDraft } from '../../calls/event-draft.ts';
import { linkCallsToNewContact } from '../../calls/link-new-contact.ts';
import { numbersToFind } from '../../calls/same-number.ts';
import { contactRemoved } from '../../contacts/contact-removed.ts';
import type { DirectoryWrites } from '../../directory/directory-writes.ts';
import { editRow } from '../../directory/edit-row.ts';
import { contactKind, matterKind, putRows, type Changed } from '../../directory/put-rows.ts';
import { matterDrafts } from '../../matters/matter-events.ts';
import { matterRemoved } from '../../matters/matter-removed.ts';
import { linkMessagesToNewContact } from '../../messages/link-message.ts';
import { audienceOf } from '../../policy/may-see.ts';
import { contact, matter, type Contact, type Matter } from '../../wire/directory.ts';
import type { DirectoryStore } from '../directory-port.ts';
import { itemRowOf } from '../item-row.ts';
import type { TenantStore } from '../port.ts';
import type { TextLock } from '../text-lock.ts';
import type { Connection } from './connection.ts';
import { createRetell } from './retell.ts';
import type { Tables } from './tables.ts';

/** For other writes of the same transaction: rows, what hangs on them, and what is told of it. */
export interface DirectorySaving {
  contacts: (changed: readonly Changed<Contact>[], receivedAt: string) => EventDraft[];
  matters: (changed: readonly Changed<Matter>[], receivedAt: string) => EventDraft[];
}

/** Contacts and matters of one tenant, as imports, other software and people write them. */
export function createDirectoryStore(
  tenantId: string,
  { write, read, now }: Connection,
  tables: Tables,
  lock: TextLock,
): { store: DirectoryStore & Pick<TenantStore, 'putContact' | 'putMatter'>; saving: DirectorySaving } {
  const { calls, messages, items, directory, restricted, log } = tables;
  const retell = createRetell(tenantId, tables, lock);
  const lookUps = directory.lookUps(tenantId);
  const append = (drafts: readonly EventDraft[]) => log.append(tenantId, drafts);
  const written = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });
  const moving = (receivedAt: string) => ({ tenantId, receivedAt, now: now() });

  function save(writes: DirectoryWrites): void {
    for (const id of writes.contactsGone) directory.removeContact(tenantId, id);
    for (const id of writes.mattersGone) directory.removeMatter(tenantId, id);
    for (const one of writes.contacts) directory.putContact(tenantId, one);
    for (const one of writes.matters) putMatter(one);
    for (const one of writes.calls) calls.save(tenantId, one);
    for (const one of writes.messages) messages.save(tenantId, one);
    for (const { kind, item } of writes.items) items.put(tenantId, itemRowOf(kind, item));
  }

  /** Links what is nobody's and comes from these numbers, and saves it. */
  function linkNumbers(numbers: readonly string[], receivedAt: string): EventDraft[] {
    const context = moving(receivedAt);
    const candidates = numbers.flatMap((number) => calls.withoutContact(tenantId, number));
    const linked = linkCallsToNewContact(
      distinct(candidates, (c) => c.call.id),
      { ...context, lookUps },
    );
    for (const row of linked.writes) calls.save(tenantId, row);
    const hops = written(receivedAt);
    const retold = linked.writes.flatMap(({ stored: { call } }) =>
      retell.callMoved({ ...call, matterId: null }, call, hops),
    );
    const unlinked = numbers.flatMap((number) => messages.withoutContact(tenantId, number));
    const ofMessages = linkMessagesToNewContact(
      distinct(unlinked, (m) => m.message.id),
      lookUps,
      context,
    );
    for (const one of ofMessages) messages.save(tenantId, one.write);
    return [...linked.events, ...retold, ...ofMessages.flatMap((one) => one.events)];
  }

  function saveContacts(changed: readonly Changed<Contact>[], receivedAt: string): EventDraft[] {
    for (const { after } of changed) directory.putContact(tenantId, after);
    const hops = written(receivedAt);
    return [
      ...changed.map(({ after }) => draft({ type: 'contact_changed', contact: after, hops })),
      ...linkNumbers(changed.flatMap(newNumbers), receivedAt),
    ];
  }

  function saveMatters(changed: readonly Changed<Matter>[], receivedAt: string): EventDraft[] {
    for (const { after } of changed) putMatter(after);
    const hops = written(receivedAt);
    return changed.flatMap(({ before, after }) => [
      ...matterDrafts(tenantId, after, hops),
      ...retell.matterOpened(after.id, before && audienceOf(before), audienceOf(after), hops),
    ]);
  }

  function putMatter(one: Matter): void {
    directory.putMatter(tenantId, one);
    restricted.put(tenantId, one);
  }

  const isTaken = (table: 'contacts' | 'matters', row: Contact | Matter) =>
    row.externalId !== null &&
    directory.known(tenantId, table, [], [row.externalId]).some((other) => other.id !== row.id);

  const store: ReturnType<typeof createDirectoryStore>['store'] = {
    putContact: (newContact, at) =>
      write(() => {
        const after = contact.parse({ ...newContact, updatedAt: at });
        return { value: after, events: append(saveContacts([{ before: null, after }], at)) };
      }),
    putMatter: (newMatter) =>
      write(() => {
        const after = matter.parse(newMatter);
        const before = directory.matter(tenantId, after.id);
        return { value: after, events: append(saveMatters([{ before, after }], after.updatedAt)) };
      }),
    putContacts: (list, at) =>
      write(() => {
        const known = directory.known<Contact>(tenantId, 'contacts', ids(list), externalIds(list));
        const { results, changed } = putRows(contactKind, list, known, at);
        return { value: results, events: append(saveContacts(changed, at)) };
      }),
    putMatters: (list, at) =>
      write(() => {
        const known = directory.known<Matter>(tenantId, 'matters', ids(list), externalIds(list));
        const { results, changed } = putRows(matterKind, list, known, at);
        return { value: results, events: append(saveMatters(changed, at)) };
      }),
    contactsByExternalId: (list) => read(() => directory.known<Contact>(tenantId, 'contacts', [], list)),
    mattersByExternalId: (list) => read(() => directory.known<Matter>(tenantId, 'matters', [], list)),

    editContact: (contactId, edit, by, receivedAt) =>
      write(() => {
        const before = directory.contact(tenantId, contactId);
        const after = editRow(contactKind, contactId, before, edit, by);
        if (after === 'incomplete') return after;
        if (after === before) return { value: after, events: [] };
        if (isTaken('contacts', after)) return 'taken';
        return { value: after, events: append(saveContacts([{ before, after }], receivedAt)) };
      }),
    editMatter: (matterId, edit, by, receivedAt) =>
      write(() => {
        const before = directory.matter(tenantId, matterId);
        const after = editRow(matterKind, matterId, before, edit, by);
        if (after === 'incomplete') return after;
        if (after === before) return { value: after, events: [] };
        if (isTaken('matters', after)) return 'taken';
        return { value: after, events: append(saveMatters([{ before, after }], receivedAt)) };
      }),

    removeContact: (contactId, mergedInto, at) =>
      write(() => {
        const gone = directory.contact(tenantId, contactId);
        const into = mergedInto === null ? null : directory.contact(tenantId, mergedInto);
        if (!gone || (mergedInto !== null && (!into || mergedInto === contactId))) return null;
        const belongings = retell.belongingsOf('contact_id', contactId);
        const matters = directory.mattersOfContact(tenantId, contactId);
        const writes = contactRemoved(gone, into, belongings, matters, at, moving(at));
        save(writes);
        // What two contacts shared may be one contact's now.
        const linked = linkNumbers(numbersToFind(gone), at);
        return { value: writes.contacts[0] ?? null, events: append([...writes.events, ...linked]) };
      }),
    removeMatter: (matterId, at) =>
      write(() => {
        const gone = directory.matter(tenantId, matterId);
        if (!gone) return null;
        const writes = matterRemoved(gone, retell.belongingsOf('matter_id', matterId), at, moving(at));
        save(writes);
        return { value: gone, events: append(writes.events) };
      }),
    hiddenMatterIds: (personId) =>
      read(() => [...restricted.of(tenantId)].flatMap(([id, allowed]) => (allowed.includes(personId) ? [] : [id]))),
    callsInMatters: (callIds, matterIds) => read(() => restricted.callsIn(tenantId, callIds, matterIds)),
    duplicateContacts: (limit) => read(() => directory.duplicates(tenantId, limit)),
  };
  return { store, saving: { contacts: saveContacts, matters: saveMatters } };
}

const ids = (list: readonly { id: string }[]) => list.map((row) => row.id);
const externalIds = (list: readonly { externalId?: string | null | undefined }[]) =>
  list.flatMap((row) => row.externalId ?? []);

function newNumbers({ before, after }: Changed<Contact>): string[] {
  const had = new Set(before ? numbersToFind(before) : []);
  return numbersToFind(after).filter((number) => !had.has(number));
}

const distinct = <T>(list: readonly T[], keyOf: (one: T) => string) => [
  ...new Map(list.map((one) => [keyOf(one), one])).values(),
];

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
import { otherNumber } from '../../wire/call.ts';
import { contact, matter, type Contact, type Matter } from '../../wire/directory.ts';
import { otherNumberOf } from '../../wire/message.ts';
import type { DirectoryStore } from '../directory-port.ts';
import { itemRowOf } from '../item-row.ts';
import type { TenantStore } from '../port.ts';
import type { TextLock } from '../text-lock.ts';
import { callsWithoutContact, saveCalls } from './calls.ts';
import { nounById, putContacts, putMatters, removeContacts, removeMatters } from './directory.ts';
import { duplicates, knownRows, mattersOfContact } from './directory-rows.ts';
import { putItem } from './items.ts';
import { fetchLookUps } from './look-ups.ts';
import { messagesWithoutContact, saveMessage } from './messages.ts';
import { callsInMatters, putRestrictions, restrictedMatters } from './restricted-matters.ts';
import { belongingsOf, callsMoved, matterOpened } from './retell.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

/** For other writes of the same transaction: rows, what hangs on them, and what is told of it. */
export interface DirectorySaving {
  contacts: (s: Session, changed: readonly Changed<Contact>[], receivedAt: string) => Promise<EventDraft[]>;
  matters: (s: Session, changed: readonly Changed<Matter>[], receivedAt: string) => Promise<EventDraft[]>;
}

/** Contacts and matters of one tenant, as imports, other software and people write them. */
export function createDirectoryStore(
  tenantId: string,
  { scoped, logged }: Scope,
  now: () => Date,
  lock: TextLock,
): { store: DirectoryStore & Pick<TenantStore, 'putContact' | 'putMatter'>; saving: DirectorySaving } {
  const written = (receivedAt: string) => ({ providerAt: null, receivedAt, committedAt: now().toISOString() });
  const moving = (receivedAt: string) => ({ tenantId, receivedAt, now: now() });

  async function save(s: Session, writes: DirectoryWrites): Promise<void> {
    await removeContacts(s, tenantId, writes.contactsGone);
    await removeMatters(s, tenantId, writes.mattersGone);
    await putContacts(s, tenantId, writes.contacts);
    await putMatters(s, tenantId, writes.matters);
    await putRestrictions(s, tenantId, writes.matters);
    await saveCalls(s, tenantId, writes.calls);
    for (const one of writes.messages) await saveMessage(s, tenantId, one);
    for (const { kind, item } of writes.items) await putItem(s, tenantId, itemRowOf(kind, item));
  }

  /** Links what is nobody's and comes from these numbers, and saves it. */
  async function linkNumbers(s: Session, numbers: readonly string[], receivedAt: string): Promise<EventDraft[]> {
    if (numbers.length === 0) return [];
    const context = moving(receivedAt);
    const candidates = await callsWithoutContact(s, tenantId, numbers);
    const unlinked = await messagesWithoutContact(s, tenantId, numbers);
    if (candidates.length === 0 && unlinked.length === 0) return [];
    const asked = [...candidates.map((c) => otherNumber(c.call)), ...unlinked.map((m) => otherNumberOf(m.message))];
    const lookUps = await fetchLookUps(s, tenantId, {
      numbers: asked.filter((number) => number !== null),
      contactIds: [],
      providerUserIds: [],
    });
    const linked = linkCallsToNewContact(candidates, { ...context, lookUps });
    await saveCalls(s, tenantId, linked.writes);
    const ofMessages = linkMessagesToNewContact(unlinked, lookUps, context);
    for (const { write } of ofMessages) await saveMessage(s, tenantId, write);
    const moves = linked.writes.map(({ stored: { call } }) => ({ before: { matterId: null }, after: call }));
    const retold = await callsMoved(s, tenantId, lock, moves, written(receivedAt));
    return [...linked.events, ...retold, ...ofMessages.flatMap((m) => m.events)];
  }

  async function saveContacts(
    s: Session,
    changed: readonly Changed<Contact>[],
    receivedAt: string,
  ): Promise<EventDraft[]> {
    await putContacts(
      s,
      tenantId,
      changed.map(({ after }) => after),
    );
    const hops = written(receivedAt);
    return [
      ...changed.map(({ after }) => draft({ type: 'contact_changed', contact: after, hops })),
      ...(await linkNumbers(s, changed.flatMap(newNumbers), receivedAt)),
    ];
  }

  async function saveMatters(
    s: Session,
    changed: readonly Changed<Matter>[],
    receivedAt: string,
  ): Promise<EventDraft[]> {
    const rows = changed.map(({ after }) => after);
    await putMatters(s, tenantId, rows);
    await putRestrictions(s, tenantId, rows);
    const hops = written(receivedAt);
    const drafts: EventDraft[] = [];
    for (const { before, after } of changed) {
      const opened = { id: after.id, before: before && audienceOf(before), after: audienceOf(after) };
      drafts.push(...matterDrafts(tenantId, after, hops), ...(await matterOpened(s, tenantId, lock, opened, hops)));
    }
    return drafts;
  }

  async function isTaken<T extends Contact | Matter>(
    s: Session,
    table: T extends Contact ? 'contacts' : 'matters',
    row: T,
  ): Promise<boolean> {
    if (row.externalId === null) return false;
    return (await knownRows<T>(s, tenantId, table, [], [row.externalId])).some((other) => other.id !== row.id);
  }

  const store: ReturnType<typeof createDirectoryStore>['store'] = {
    putContact: (newContact, at) =>
      logged(async (s, log) => {
        const after = contact.parse({ ...newContact, updatedAt: at });
        return { value: after, events: await log(await saveContacts(s, [{ before: null, after }], at)) };
      }),
    putMatter: (newMatter) =>
      logged(async (s, log) => {
        const after = matter.parse(newMatter);
        const before = await nounById<Matter>(s, tenantId, 'matters', after.id);
        return { value: after, events: await log(await saveMatters(s, [{ before, after }], after.updatedAt)) };
      }),
    putContacts: (list, at) =>
      logged(async (s, log) => {
        const known = await knownRows<Contact>(s, tenantId, 'contacts', ids(list), externalIds(list));
        const { results, changed } = putRows(contactKind, list, known, at);
        return { value: results, events: await log(await saveContacts(s, changed, at)) };
      }),
    putMatters: (list, at) =>
      logged(async (s, log) => {
        const known = await knownRows<Matter>(s, tenantId, 'matters', ids(list), externalIds(list));
        const { results, changed } = putRows(matterKind, list, known, at);
        return { value: results, events: await log(await saveMatters(s, changed, at)) };
      }),
    contactsByExternalId: (list) => scoped((s) => knownRows<Contact>(s, tenantId, 'contacts', [], list)),
    mattersByExternalId: (list) => scoped((s) => knownRows<Matter>(s, tenantId, 'matters', [], list)),

    editContact: (contactId, edit, by, receivedAt) =>
      logged(async (s, log) => {
        const before = await nounById<Contact>(s, tenantId, 'contacts', contactId);
        const after = editRow(contactKind, contactId, before, edit, by);
        if (after === 'incomplete') return after;
        if (after === before) return { value: after, events: [] };
        if (await isTaken(s, 'contacts', after)) return 'taken';
        return { value: after, events: await log(await saveContacts(s, [{ before, after }], receivedAt)) };
      }),
    editMatter: (matterId, edit, by, receivedAt) =>
      logged(async (s, log) => {
        const before = await nounById<Matter>(s, tenantId, 'matters', matterId);
        const after = editRow(matterKind, matterId, before, edit, by);
        if (after === 'incomplete') return after;
        if (after === before) return { value: after, events: [] };
        if (await isTaken(s, 'matters', after)) return 'taken';
        return { value: after, events: await log(await saveMatters(s, [{ before, after }], receivedAt)) };
      }),

    removeContact: (contactId, mergedInto, at) =>
      logged(async (s, log) => {
        const gone = await nounById<Contact>(s, tenantId, 'contacts', contactId);
        const into = mergedInto === null ? null : await nounById<Contact>(s, tenantId, 'contacts', mergedInto);
        if (!gone || (mergedInto !== null && (!into || mergedInto === contactId))) return null;
        const belongings = await belongingsOf(s, tenantId, 'contact_id', contactId);
        const matters = await mattersOfContact(s, tenantId, contactId);
        const writes = contactRemoved(gone, into, belongings, matters, at, moving(at));
        await save(s, writes);
        // What two contacts shared may be one contact's now.
        const linked = await linkNumbers(s, numbersToFind(gone), at);
        return { value: writes.contacts[0] ?? null, events: await log([...writes.events, ...linked]) };
      }),
    removeMatter: (matterId, at) =>
      logged(async (s, log) => {
        const gone = await nounById<Matter>(s, tenantId, 'matters', matterId);
        if (!gone) return null;
        const writes = matterRemoved(gone, await belongingsOf(s, tenantId, 'matter_id', matterId), at, moving(at));
        await save(s, writes);
        return { value: gone, events: await log(writes.events) };
      }),
    hiddenMatterIds: (personId) =>
      scoped(async (s) =>
        [...(await restrictedMatters(s, tenantId))].flatMap(([id, allowed]) =>
          allowed.includes(personId) ? [] : [id],
        ),
      ),
    callsInMatters: (callIds, matterIds) => scoped((s) => callsInMatters(s, tenantId, callIds, matterIds)),
    duplicateContacts: (limit) => scoped((s) => duplicates(s, tenantId, limit)),
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

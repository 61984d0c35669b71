import type { Contact, ContactFields, Matter, MatterFields } from '@callbrief/relay/wire/directory';
import { emptyContact, emptyMatter } from '@callbrief/relay/wire/directory';
import { itemAfter, type ItemEditOf, type ItemKind, type ItemOf } from '@callbrief/relay/wire/item';
import type { WaitingChange } from './history.ts';
import type { Writer } from './overlay.ts';

/** An item as it is shown: the relay's, with what was written here and waits. Merged by the relay's own rule. */
export function withWaitingItem<K extends ItemKind>(
  kind: K,
  itemId: string,
  truth: ItemOf[K] | null,
  waiting: readonly WaitingChange[],
  writer: Writer,
): ItemOf[K] | null {
  let shown = truth;
  for (const { at, change } of waiting) {
    if (change.kind !== 'edit_item' || change.item !== kind || change.itemId !== itemId) continue;
    const { editId, set, did } = change;
    const edit = { editId, at, set, did } as ItemEditOf[K];
    const after = itemAfter(kind, itemId, shown, edit, { personId: writer.id, name: writer.name });
    if (after !== 'incomplete') shown = after;
  }
  return shown;
}

/** The same of a contact. A field that was written later at the relay is not covered. */
export function withWaitingContact(
  contactId: string,
  truth: Contact | null,
  waiting: readonly WaitingChange[],
  writer: Writer,
): Contact | null {
  let shown = truth;
  for (const { at, change } of waiting) {
    if (change.kind !== 'edit_contact' || change.contactId !== contactId) continue;
    const { name } = change.set;
    const base = shown ?? (name === undefined ? null : { ...emptyContact, id: contactId, name, updatedAt: at });
    if (base) shown = written<Contact, ContactFields>(base, change.set, { at, editId: change.editId, writer });
  }
  return shown;
}

/** The same of a matter. */
export function withWaitingMatter(
  matterId: string,
  truth: Matter | null,
  waiting: readonly WaitingChange[],
  writer: Writer,
): Matter | null {
  let shown = truth;
  for (const { at, change } of waiting) {
    if (change.kind !== 'edit_matter' || change.matterId !== matterId) continue;
    const { number, title } = change.set;
    const isNew = number !== undefined && title !== undefined;
    const base = shown ?? (isNew ? { ...emptyMatter, id: matterId, number, title, updatedAt: at } : null);
    if (base) shown = written<Matter, MatterFields>(base, change.set, { at, editId: change.editId, writer });
  }
  return shown;
}

function written<T extends Pick<Contact, 'stamps' | 'updatedAt'>, F extends object>(
  before: T,
  set: Partial<F>,
  signed: { at: string; editId: string; writer: Writer },
): T {
  const { at, editId, writer } = signed;
  const won = Object.entries(set).filter(([field, value]) => {
    const stamp = before.stamps[field];
    return value !== undefined && (stamp === undefined || stamp.at <= at);
  });
  const stamp = { at, editId, byPersonId: writer.id, byName: writer.name };
  return {
    ...before,
    ...Object.fromEntries(won),
    stamps: { ...before.stamps, ...Object.fromEntries(won.map(([field]) => [field, stamp])) },
    updatedAt: at > before.updatedAt ? at : before.updatedAt,
  };
}

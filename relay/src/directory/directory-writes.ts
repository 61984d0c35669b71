import type { EventDraft } from '../calls/event-draft.ts';
import type { CallWrite, StoredCall } from '../calls/stored-call.ts';
import type { MessageWrite, StoredMessage } from '../messages/stored-message.ts';
import type { ItemKind, ItemOf } from '../wire/item.ts';
import type { Contact, Matter } from '../wire/directory.ts';

/** What a change of the directory writes, all in one transaction. Rows that are gone are removed before others are put. */
export interface DirectoryWrites {
  contactsGone: string[];
  contacts: Contact[];
  mattersGone: string[];
  matters: Matter[];
  calls: CallWrite[];
  messages: MessageWrite[];
  items: AnyItem[];
  events: EventDraft[];
}

export type AnyItem = { [K in ItemKind]: { kind: K; item: ItemOf[K] } }[ItemKind];

/** What belongs to a contact or to a matter. */
export interface Belongings {
  calls: StoredCall[];
  messages: StoredMessage[];
  items: AnyItem[];
}

export const noWrites = (): DirectoryWrites => ({
  contactsGone: [],
  contacts: [],
  mattersGone: [],
  matters: [],
  calls: [],
  messages: [],
  items: [],
  events: [],
});

import type { Database } from 'better-sqlite3';
import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { Contact } from '@callbrief/relay/wire/directory';
import { otherNumberOf, type Message } from '@callbrief/relay/wire/message';
import { searchForms } from '../contacts/phone-number.ts';
import type { DirectoryRows } from './directory-rows.ts';
import type { SpokenWords } from './spoken-words.ts';

/** Keeps the full-text index beside the rows, in their transaction. */
export interface SearchIndex {
  /** `isNew`: the row number was not in the index, so nothing has to be taken out. */
  call(seq: number, call: Call, isNew: boolean): void;
  message(seq: number, message: Message, isNew: boolean): void;
  /** Of a call or a message. */
  remove(seq: number): void;
  contact(contact: Contact): void;
  removeContact(seq: number): void;
}

/** What people and the provider wrote about a call, in the order in which a hit is looked for (call-row.ts). */
export function textsOf(call: Call): string[] {
  const { comment, tags, summary } = call.added;
  const others = call.otherNotes.map(({ value }) => value);
  const own = [...(call.tags?.value ?? []), ...tags].join(', ');
  return [call.note?.value, ...others, comment, own, call.disposition?.value, summary].flatMap((text) => text || []);
}

export function createSearchIndex(
  db: Database,
  directory: DirectoryRows,
  spokenIn: (callId: string) => SpokenWords | null,
): SearchIndex {
  const remove = db.prepare('DELETE FROM call_search WHERE rowid = ?');
  const add = db.prepare(
    `INSERT INTO call_search (rowid, name, number, organisation, matter, note, said, summary)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const removeContact = db.prepare('DELETE FROM contact_search WHERE rowid = ?');
  const addContact = db.prepare(
    'INSERT INTO contact_search (rowid, name, number, organisation, matter) VALUES (?, ?, ?, ?, ?)',
  );

  function put(seq: number, entry: Entry, isNew: boolean): void {
    const contact = entry.contactId === null ? null : directory.contact(entry.contactId);
    const matter = entry.matterId === null ? null : directory.matter(entry.matterId);
    if (!isNew) remove.run(seq);
    add.run(
      seq,
      contact?.name ?? entry.senderName ?? '',
      entry.number === null ? '' : searchForms(entry.number),
      contact?.organisation ?? '',
      matter ? `${matter.number} ${matter.title}` : '',
      entry.text,
      entry.spoken?.said.map(([, text]) => text).join('\n') ?? '',
      entry.spoken?.summary.join('\n') ?? '',
    );
  }

  return {
    call(seq, call, isNew) {
      const { contactId, matterId } = call;
      const text = textsOf(call).join('\n');
      const spoken = spokenIn(call.id);
      put(seq, { contactId, matterId, number: otherNumber(call), senderName: null, text, spoken }, isNew);
    },
    message(seq, message, isNew) {
      const { contactId, matterId, senderName, body } = message;
      put(seq, { contactId, matterId, number: otherNumberOf(message), senderName, text: body, spoken: null }, isNew);
    },
    remove: (seq) => void remove.run(seq),
    contact(contact) {
      const seq = directory.contactSeq(contact.id);
      if (seq === null) return;
      const matters = directory.openMattersOf(contact.id);
      removeContact.run(seq);
      addContact.run(
        seq,
        contact.name,
        contact.numbers.map((n) => searchForms(n.number)).join(' '),
        contact.organisation ?? '',
        matters.map((m) => `${m.number} ${m.title}`).join(' '),
      );
    },
    removeContact: (seq) => void removeContact.run(seq),
  };
}

/** What is searched of a call or a message, besides its contact and matter. */
interface Entry {
  contactId: string | null;
  matterId: string | null;
  number: string | null;
  /** A word instead of a number. */
  senderName: string | null;
  text: string;
  spoken: SpokenWords | null;
}

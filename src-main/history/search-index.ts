import type { Database } from 'better-sqlite3';
import { otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { Contact } from '@callbrief/relay/wire/directory';
import { searchForms } from '../contacts/phone-number.ts';
import type { DirectoryRows } from './directory-rows.ts';

/** Keeps the full-text index beside the rows, in their transaction. */
export interface SearchIndex {
  /** `isNew`: the row number was not in the index, so nothing has to be taken out. */
  call(seq: number, call: Call, isNew: boolean): void;
  removeCall(seq: number): void;
  contact(contact: Contact): void;
  removeContact(seq: number): void;
}

export function createSearchIndex(db: Database, directory: DirectoryRows): SearchIndex {
  const removeCall = db.prepare('DELETE FROM call_search WHERE rowid = ?');
  const addCall = db.prepare(
    'INSERT INTO call_search (rowid, name, number, organisation, matter, note) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const removeContact = db.prepare('DELETE FROM contact_search WHERE rowid = ?');
  const addContact = db.prepare(
    'INSERT INTO contact_search (rowid, name, number, organisation, matter) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    call(seq, call, isNew) {
      const contact = call.contactId === null ? null : directory.contact(call.contactId);
      const matter = call.matterId === null ? null : directory.matter(call.matterId);
      const number = otherNumber(call);
      if (!isNew) removeCall.run(seq);
      addCall.run(
        seq,
        contact?.name ?? '',
        number === null ? '' : searchForms(number),
        contact?.organisation ?? '',
        matter ? `${matter.number} ${matter.title}` : '',
        call.note?.value ?? '',
      );
    },
    removeCall: (seq) => void removeCall.run(seq),
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

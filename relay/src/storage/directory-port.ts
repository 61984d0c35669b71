import type { GivenContact, GivenMatter, PutResult } from '../directory/put-rows.ts';
import type { Contact, ContactEdit, Matter, MatterEdit } from '../wire/directory.ts';
import type { IsoTime } from '../wire/scalars.ts';
import type { Author, Written } from './port.ts';

/** Contacts and matters of one tenant, as imports, other software and people write them. */
export interface DirectoryStore {
  /**
   * Inserts or updates all in one transaction, a result for each in the given order. A row is the one with its `externalId`,
   * else the one with its `id` (then the result's `value.id` may be another than the given one). Left-out fields stay; what
   * a person wrote after `at` stays. Calls and messages without a contact are linked where there is one candidate.
   */
  putContacts(list: readonly GivenContact[], at: IsoTime): Promise<Written<PutResult<Contact>[]>>;
  putMatters(list: readonly GivenMatter[], at: IsoTime): Promise<Written<PutResult<Matter>[]>>;
  /** By external id; those that are not known are left out. */
  contactsByExternalId(externalIds: readonly string[]): Promise<Contact[]>;
  mattersByExternalId(externalIds: readonly string[]): Promise<Matter[]>;

  /**
   * Field by field, the later `at` wins; an unknown id makes one. Nothing is written when it is `incomplete` (a new one lacks
   * what it needs) or its external id is another's (`taken`).
   */
  editContact(
    contactId: string,
    edit: ContactEdit,
    by: Author,
    receivedAt: IsoTime,
  ): Promise<Written<Contact> | 'incomplete' | 'taken'>;
  editMatter(
    matterId: string,
    edit: MatterEdit,
    by: Author,
    receivedAt: IsoTime,
  ): Promise<Written<Matter> | 'incomplete' | 'taken'>;

  /**
   * Numbers, e-mails and languages go to `mergedInto`, and so do its calls, messages, items and parties of matters; without
   * it they are nobody's. Null: there is no such contact, or no such `mergedInto`.
   */
  removeContact(contactId: string, mergedInto: string | null, at: IsoTime): Promise<Written<Contact | null> | null>;
  /** Its calls, messages and items stay, under no matter. Null: there is no such matter. */
  removeMatter(matterId: string, at: IsoTime): Promise<Written<Matter> | null>;
  /** Restricted matters that this person may not know of. */
  hiddenMatterIds(personId: string): Promise<string[]>;
  /** Which of these calls are filed under one of these matters. */
  callsInMatters(callIds: readonly string[], matterIds: readonly string[]): Promise<string[]>;
  /** Groups of contacts that share a number or a name, for the tool that merges them; at most `limit` groups. */
  duplicateContacts(limit: number): Promise<DuplicateContacts[]>;
}

export interface DuplicateContacts {
  why: 'number' | 'name';
  /** What they share: `+32470271836`, or the name without case and accents. */
  shared: string;
  contacts: Contact[];
}

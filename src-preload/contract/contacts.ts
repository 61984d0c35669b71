import type { Contact, ContactFields, PartyRole } from '@callbrief/relay/wire/directory';
import type { ActAnswer, ActRefusal, CallRow } from '../contract.ts';

/** People outside the firm, from this computer. Removing and merging need a connection. */
export interface ContactRequests {
  'contacts:list': { ask: { search: string; offset: number; limit: number }; answer: ContactList };
  /** Null: it is not here any more. */
  'contacts:get': { ask: { contactId: string }; answer: ContactCard | null };
  /** What the form writes: as it is, also while names are hidden elsewhere. */
  'contacts:form': { ask: { contactId: string }; answer: ContactFormFields | null };
  /** For a party of a matter: by name, organisation or number; first ten. */
  'contacts:find': { ask: { query: string }; answer: FoundContact[] };
  /** A number as somebody types it, in the firm's country; null: it is none. */
  'contacts:read-number': { ask: { text: string }; answer: { number: string; formatted: string } | null };
  /** As `matters:save`. */
  'contacts:save': {
    ask: { contactId: string; isNew: boolean; set: Partial<ContactFields> };
    answer: { result: 'kept' | 'gone' };
  };
  'contacts:remove': { ask: { contactId: string }; answer: ActAnswer };
  /** Proposed by the office: they share a number or a name. */
  'contacts:duplicates': { ask: void; answer: DuplicateGroup[] | { refused: ActRefusal } };
  /** One contact of the two stays, with its name; the other's numbers, calls and matters go to it. */
  'contacts:merge': { ask: { from: string; into: string }; answer: MergeAnswer };
}

export interface ContactFormFields {
  fields: ContactFields;
  /** Its numbers, for reading. */
  formatted: string[];
}

export interface ContactList {
  rows: ContactListRow[];
  total: number;
}

export interface ContactListRow {
  id: string;
  name: string;
  organisation: string | null;
  /** The first number, for reading. */
  numberFormatted: string | null;
  moreNumbers: number;
  openMatters: number;
  lastContactAt: string | null;
}

export interface ContactCard {
  id: string;
  fields: ContactFields;
  numbers: (Contact['numbers'][number] & { formatted: string })[];
  matters: { id: string; number: string; title: string; status: 'open' | 'closed'; role: PartyRole }[];
  calls: CallRow[];
  has: ContactBelongings;
  waiting: boolean;
}

/** What goes with a contact when it is merged into another. */
export interface ContactBelongings {
  calls: number;
  messages: number;
  matters: number;
  items: number;
}

export interface FoundContact {
  contactId: string;
  name: string;
  organisation: string | null;
}

export interface DuplicateGroup {
  why: 'number' | 'name';
  /** What they share, for reading. */
  shared: string;
  contacts: ContactCard[];
}

export type MergeAnswer = { result: 'merged'; moved: ContactBelongings } | Exclude<ActAnswer, { result: 'done' }>;

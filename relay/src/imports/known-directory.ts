import type { ImportFound, ImportQuestions } from '../storage/import-port.ts';
import { contactSearchText } from '../storage/search-text.ts';
import type { Contact, Matter } from '../wire/directory.ts';
import { foldName, type ReadRow } from './import-row.ts';

/** What the rows of a batch have to be compared with. */
export function questionsOf(rows: readonly ReadRow[]): ImportQuestions {
  const asked = { externalIds: new Set<string>(), numbers: new Set<string>(), names: new Set<string>() };
  const matters = { numbers: new Set<string>(), externalIds: new Set<string>() };
  for (const { draft } of rows) {
    if (draft === null) continue;
    const { contact, matter, matterIn } = draft;
    if (contact) {
      if (contact.externalId !== null) asked.externalIds.add(contact.externalId);
      for (const { number } of contact.numbers) asked.numbers.add(number);
      asked.names.add(contactSearchText({ name: contact.name, organisation: null }));
    }
    if (matter?.number != null) matters.numbers.add(matter.number);
    if (matter?.externalId != null) matters.externalIds.add(matter.externalId);
    for (const text of matterIn) for (const word of wordsOf(text)) matters.numbers.add(word);
  }
  return {
    externalIds: [...asked.externalIds],
    numbers: [...asked.numbers],
    names: [...asked.names],
    matterNumbers: [...matters.numbers],
    matterExternalIds: [...matters.externalIds],
  };
}

const MOST_WORDS = 300;
/** What may be a matter's number in a text: words that have a digit, also two or three in a row ("RG 24/1234"). */
export function wordsOf(text: string): string[] {
  const words = text
    .slice(0, 20_000)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''))
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  const found = new Set<string>();
  words.forEach((word, i) => {
    for (const one of [word, words.slice(i, i + 2).join(' '), words.slice(i, i + 3).join(' ')])
      if (/\d/.test(one) && one.length <= 60) found.add(one);
    for (const part of word.split(/[:,;()[\]]+/)) if (/\d/.test(part) && part.length <= 60) found.add(part);
  });
  return [...found];
}

/** What is known of the directory, with what the rows before have changed. Nothing is written until the batch is. */
export function createKnownDirectory(found: ImportFound) {
  const contacts = new Map<string, Contact>();
  const matters = new Map<string, Matter>();
  const by = {
    externalId: new Map<string, Set<string>>(),
    name: new Map<string, Set<string>>(),
    matterNumber: new Map<string, Set<string>>(),
    matterExternalId: new Map<string, Set<string>>(),
  };
  const taken = new Set(found.takenNumbers);
  const changed = { contacts: new Set<string>(), matters: new Set<string>() };
  const add = (index: Map<string, Set<string>>, key: string | null, id: string) => {
    if (key !== null) index.set(key, (index.get(key) ?? new Set()).add(id));
  };
  const setContact = (contact: Contact) => {
    contacts.set(contact.id, contact);
    add(by.externalId, contact.externalId, contact.id);
    add(by.name, foldName(contact.name), contact.id);
    for (const { number } of contact.numbers) taken.add(number);
  };
  const setMatter = (matter: Matter) => {
    matters.set(matter.id, matter);
    add(by.matterNumber, matter.number, matter.id);
    add(by.matterExternalId, matter.externalId, matter.id);
  };
  for (const contact of found.contacts) setContact(contact);
  for (const matter of found.matters) setMatter(matter);
  const contactsOf = (index: 'externalId' | 'name', key: string): Contact[] =>
    [...(by[index].get(key) ?? [])].flatMap((id) => contacts.get(id) ?? []);
  const mattersOf = (index: 'matterNumber' | 'matterExternalId', key: string): Matter[] =>
    [...(by[index].get(key) ?? [])].flatMap((id) => matters.get(id) ?? []);
  return {
    /** By name: folded by `foldName`. */
    contactsOf,
    mattersOf,
    /** Somebody has it. */
    isTaken: (number: string) => taken.has(number),
    write(contact: Contact | null, matter: Matter | null) {
      if (contact) {
        setContact(contact);
        changed.contacts.add(contact.id);
      }
      if (matter) {
        setMatter(matter);
        changed.matters.add(matter.id);
      }
    },
    changed: () => ({
      contacts: [...changed.contacts].flatMap((id) => contacts.get(id) ?? []),
      matters: [...changed.matters].flatMap((id) => matters.get(id) ?? []),
    }),
  };
}
export type KnownDirectory = ReturnType<typeof createKnownDirectory>;

import { emptyContact, emptyMatter, type Contact, type Matter } from '../wire/directory.ts';
import { wordsOf, type KnownDirectory } from './known-directory.ts';
import { foldName, type ReadContact, type ReadMatter, type RowDraft, type RowProblem } from './import-row.ts';
import { mergeContact } from './merge-contact.ts';
import { mergeMatter, withDeadline, withParty } from './merge-matter.ts';

/** What rows before said under the same key, of this file. It is rebuilt from the file when an import goes on. */
export interface SeenKeys {
  /** External id to the folded name it came with. */
  contacts: Map<string, string>;
  /** Matter number to its folded title. */
  matters: Map<string, string>;
}
export const nothingSeen = (): SeenKeys => ({ contacts: new Map(), matters: new Map() });

/** @returns why the row says something else than an earlier one of the file under the same key */
export function seeKeys({ contact, matter }: RowDraft, seen: SeenKeys): RowProblem | null {
  if (contact !== null && contact.externalId !== null) {
    const before = seen.contacts.get(contact.externalId);
    if (before !== undefined && before !== foldName(contact.name))
      return { field: 'external_id', value: contact.externalId, reason: 'same_id_other_name' };
  }
  const title = matter?.title == null ? null : foldName(matter.title);
  const key = matter?.number ?? null;
  if (key !== null && title !== null) {
    const before = seen.matters.get(key);
    if (before !== undefined && before !== title)
      return { field: 'matter_title', value: matter?.title ?? '', reason: 'same_matter_other_title' };
    seen.matters.set(key, title);
  }
  if (contact !== null && contact.externalId !== null) seen.contacts.set(contact.externalId, foldName(contact.name));
  return null;
}

export interface PlaceContext {
  known: KnownDirectory;
  /** The import was asked for then: what people wrote later stays. */
  importedAt: string;
  now: string;
  newId: () => string;
}

export type Placed = { became: 'created' | 'updated' | 'unchanged' } | { problem: RowProblem };

/** Finds whom and what a row is about and writes what is new of it. A row that cannot be placed changes nothing. */
export function placeRow(draft: RowDraft, context: PlaceContext): Placed {
  const contact = draft.contact === null ? null : placeContact(draft.contact, context);
  if (contact !== null && 'problem' in contact) return contact;
  const matter = placeMatter(draft, contact?.next ?? null, context);
  if (matter !== null && 'problem' in matter) return matter;
  const parts = [contact, matter].filter((part) => part !== null);
  const written = <T>(part: Part<T> | null) => (part !== null && part.next !== part.before ? part.next : null);
  context.known.write(written(contact), written(matter));
  if (parts.some(({ before }) => before === null)) return { became: 'created' };
  return { became: parts.some(({ before, next }) => before !== next) ? 'updated' : 'unchanged' };
}

interface Part<T> {
  before: T | null;
  next: T;
}
type Problem = { problem: RowProblem };
const tooMany: Problem = { problem: { field: null, value: '', reason: 'too_many_parts' } };

function placeContact(row: ReadContact, context: PlaceContext): Part<Contact> | Problem {
  const { known, importedAt, now, newId } = context;
  const found = candidatesOf(row, known);
  if (found.length > 1) return { problem: { field: 'name', value: row.name, reason: 'several_contacts' } };
  const [before] = found;
  if (before === undefined) {
    if (row.numbers.length > 50 || row.emails.length > 20) return tooMany;
    // Whoever has the number already shares it with the new one.
    const numbers = row.numbers.map((one) => ({ ...one, shared: known.isTaken(one.number) }));
    return { before: null, next: { ...emptyContact, id: newId(), ...row, numbers, updatedAt: now } };
  }
  const next = mergeContact(before, row, importedAt);
  if (next === 'too_many') return tooMany;
  return { before, next: next === before ? before : { ...next, updatedAt: now } };
}

/**
 * By the id of the other program; else by a number under the same name; else by name and organisation, where nothing speaks
 * against it. Two people with one name and other numbers stay two.
 */
function candidatesOf(row: ReadContact, known: KnownDirectory): Contact[] {
  if (row.externalId !== null) {
    const same = known.contactsOf('externalId', row.externalId);
    if (same.length > 0) return same;
  }
  const mayBe = (one: Contact) => row.externalId === null || one.externalId === null;
  const name = foldName(row.name);
  const sameName = known.contactsOf('name', name).filter(mayBe);
  const numbers = new Set(row.numbers.map(({ number }) => number));
  const ofNumber = sameName.filter((one) => one.numbers.some(({ number }) => numbers.has(number)));
  if (ofNumber.length === 1) return ofNumber;
  const agreeing = (ofNumber.length === 0 ? sameName : ofNumber).filter((one) => agrees(one, row));
  return ofNumber.length === 0 || agreeing.length === 1 ? agreeing : ofNumber;
}

function agrees(one: Contact, row: ReadContact): boolean {
  if (foldName(one.organisation ?? '') !== foldName(row.organisation ?? '')) return false;
  if (row.organisation !== null) return true;
  const emails = new Set(one.emails.map((email) => email.toLowerCase()));
  if (row.emails.some((email) => emails.has(email.toLowerCase()))) return true;
  const isBare = (who: { numbers: unknown[]; emails: unknown[] }) => who.numbers.length + who.emails.length === 0;
  return isBare(one) || isBare(row) || (one.numbers.length === 0) !== (row.numbers.length === 0);
}

function placeMatter(draft: RowDraft, contact: Contact | null, context: PlaceContext): Part<Matter> | Problem | null {
  const found = draft.matter === null ? matterInText(draft, context.known) : matterOf(draft.matter, context);
  if (found === null || 'problem' in found) return found;
  let { next } = found;
  if (contact !== null && draft.party !== null) {
    const withThem = withParty(next, contact.id, draft.party);
    if (withThem === 'too_many') return tooMany;
    next = withThem;
  }
  if (draft.deadline !== null) {
    const withIt = withDeadline(next, draft.deadline);
    if (withIt === 'too_many') return tooMany;
    next = withIt;
  }
  return { before: found.before, next: next === found.before ? next : { ...next, updatedAt: context.now } };
}

function matterOf(row: ReadMatter, { known, importedAt, now, newId }: PlaceContext): Part<Matter> | Problem {
  const same = row.externalId === null ? [] : known.mattersOf('matterExternalId', row.externalId);
  const found = same.length > 0 || row.number === null ? same : known.mattersOf('matterNumber', row.number);
  const value = row.number ?? row.externalId ?? '';
  if (found.length > 1) return { problem: { field: 'matter_number', value, reason: 'several_matters' } };
  const [before] = found;
  if (before !== undefined) return { before, next: mergeMatter(before, row, importedAt) };
  if (row.number === null) return { problem: { field: 'matter_number', value: '', reason: 'no_matter_number' } };
  if (row.title === null)
    return { problem: { field: 'matter_title', value: row.number, reason: 'new_matter_without_title' } };
  const { number, title, externalId, area, status, responsiblePersonId } = row;
  const said = { number, title, externalId, area, status: status ?? 'open', responsiblePersonId } as const;
  return { before: null, next: { ...emptyMatter, id: newId(), ...said, updatedAt: now } };
}

/** The one matter whose number stands in the words. */
function matterInText({ matterIn, deadline }: RowDraft, known: KnownDirectory): Part<Matter> | Problem | null {
  if (deadline === null) return null;
  const found = new Map(
    matterIn
      .flatMap(wordsOf)
      .flatMap((word) => known.mattersOf('matterNumber', word).map((one) => [one.id, one] as const)),
  );
  const [only, another] = [...found.values()];
  if (only === undefined)
    return { problem: { field: 'matter_number', value: deadline.title, reason: 'unknown_matter' } };
  if (another !== undefined)
    return {
      problem: {
        field: 'matter_number',
        value: [...found.values()].map((m) => m.number).join(', '),
        reason: 'several_matters',
      },
    };
  return { before: only, next: only };
}

import type { Contact } from '../wire/directory.ts';
import { foldName, type ReadContact } from './import-row.ts';

/**
 * What a row adds to a contact that is known. Empty cells take nothing away, and what a person wrote after the import was
 * asked for stays. @returns the same object when nothing is new; `too_many` numbers or addresses
 */
export function mergeContact(before: Contact, row: ReadContact, importedAt: string): Contact | 'too_many' {
  const mayWrite = (field: string) => (before.stamps[field]?.at ?? '') <= importedAt;
  const numbers = [
    ...before.numbers,
    ...row.numbers.filter(({ number }) => !before.numbers.some((n) => n.number === number)),
  ];
  const known = new Set(before.emails.map((email) => email.toLowerCase()));
  const emails = [...before.emails, ...row.emails.filter((email) => !known.has(email.toLowerCase()))];
  const languages =
    row.languages.length === 0 ? before.languages : [...new Set([...row.languages, ...before.languages])];
  if (numbers.length > 50 || emails.length > 20) return 'too_many';
  const isOther = (a: string | null, b: string | null) => foldName(a ?? '') !== foldName(b ?? '');
  const set: Partial<Contact> = {
    ...(isOther(before.name, row.name) && mayWrite('name') ? { name: row.name } : {}),
    ...(row.organisation !== null && isOther(before.organisation, row.organisation) && mayWrite('organisation')
      ? { organisation: row.organisation }
      : {}),
    ...(languages.join() !== before.languages.join() && mayWrite('languages') ? { languages } : {}),
    ...(numbers.length > before.numbers.length && mayWrite('numbers') ? { numbers } : {}),
    ...(emails.length > before.emails.length && mayWrite('emails') ? { emails } : {}),
    ...(before.externalId === null && row.externalId !== null ? { externalId: row.externalId } : {}),
  };
  return Object.keys(set).length === 0 ? before : { ...before, ...set };
}

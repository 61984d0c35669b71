import type { Call } from '../wire/call.ts';
import type { Contact } from '../wire/directory.ts';

/** The text a search looks into: without case and accents, numbers as digits only. */
export function callSearchText(call: Call): string {
  const digits = [call.fromNumber, call.toNumber].map((n) => n?.slice(1));
  const names = [call.answeredBy?.name, ...call.legs.map((l) => l.name)];
  return folded([...digits, ...new Set(names), call.note?.value]);
}

export function contactSearchText(contact: Pick<Contact, 'name' | 'organisation'>): string {
  return folded([contact.name, contact.organisation]);
}

/** Two names that look alike in the merge tool are equal here. */
export const foldedName = (name: string) => folded([name.trim().replace(/\s+/g, ' ')]);

/**
 * What must all be found. A query of digits is one number, however it is written: `0470 27 18 36`, `+32 470...` and
 * `0032470...` all find +32470271836, and `+49 (0)40 ...` finds +4940....
 */
export function searchTerms(query: string): string[] {
  if (/\d/.test(query) && /^[\d\s+()./-]+$/.test(query)) {
    const digits = query.replace('(0)', '').replace(/\D/g, '');
    // Nothing but zeros is a piece of a number, and no wish to see every call.
    return digits === '' ? [] : [digits.replace(/^0+(?=.)/, '')];
  }
  return folded([query]).split(/\s+/).filter(Boolean).slice(0, 8);
}

function folded(parts: readonly (string | null | undefined)[]): string {
  const text = parts.filter((part) => part != null && part !== '').join(' ');
  // Numbers and most names have no accents to take off.
  const plain = isAscii(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.toLowerCase();
}

const isAscii = (text: string) => !/[^\x20-\x7e]/.test(text);

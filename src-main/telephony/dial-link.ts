/** A link with more than this is no telephone number. */
const LONGEST = 300;
const NUMBER = /^\+?[\d\s().\-/]{2,60}$/;

/**
 * The number in a `tel:` (RFC 3966) or `callto:` link as it is written there; null for anything else. Strict, because
 * links come from any page and any mail: digits and what people put between them, nothing that another program could
 * understand otherwise. An extension is left out: the other side's menu is for the person.
 */
export function readDialLink(text: string): string | null {
  if (text.length > LONGEST) return null;
  const link = /^(tel|callto):(?:\/\/)?(.*)$/is.exec(text.trim());
  const rest = link && decoded(link[2] ?? '');
  if (rest === null) return null;
  const [written = '', ...params] = rest.split(';');
  // `callto:+32440271836?call` is how other programs write it.
  const number = written.split('?', 1)[0]?.trim() ?? '';
  if (!NUMBER.test(number) || number.replace(/\D/g, '').length < 2) return null;
  const context = params.map((param) => /^phone-context=(\+[\d.\-()]{1,20})$/i.exec(param)?.[1]).find(Boolean);
  return context === undefined || number.startsWith('+') ? number : `${context}${number}`;
}

export function isDialLink(text: string): boolean {
  return readDialLink(text) !== null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

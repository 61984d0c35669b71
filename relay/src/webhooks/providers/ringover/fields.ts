/** Reads single fields of Ringover's bodies tolerantly: what is of a strange type is absent (null). */

export type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | null {
  const written = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof written === 'string' ? written.trim() || null : null;
}

/** The first of these fields that says something: one fact has several names. */
export function firstText(fields: Fields, ...names: string[]): string | null {
  for (const name of names) {
    const value = text(fields[name]);
    if (value !== null) return value;
  }
  return null;
}

/** The first of these fields that is an address of the web. */
export function firstUrl(fields: Fields, ...names: string[]): string | null {
  for (const name of names) {
    const value = text(fields[name]);
    if (value !== null && value.length <= LONGEST_URL && /^https?:\/\//i.test(value)) return value;
  }
  return null;
}
/** The wire's limit. */
const LONGEST_URL = 2_000;

/** Mocks send 1 and 0. */
export function flag(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

/** A number of seconds, which the specification writes as text in places. */
export function seconds(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

export function directionOf(value: unknown): 'inbound' | 'outbound' | null {
  const word = typeof value === 'string' ? value.toLowerCase() : null;
  if (word === 'inbound' || word === 'in') return 'inbound';
  if (word === 'outbound' || word === 'out') return 'outbound';
  return null;
}

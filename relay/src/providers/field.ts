/**
 * Fields of a provider's answer, read tolerantly: one of a strange type is absent and never loses the rest. Answers come
 * from `parseLosslessly`, so a long id is text already.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** An object without fields for everything that is none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text or a number as text, trimmed; null when there is nothing in it. */
export function textOf(value: unknown): string | null {
  const written = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof written === 'string' ? written.trim() || null : null;
}

/** Seconds, counts: 0 or more. */
export function amountOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null;
}

/** Null: not said. Some of the vendors' own samples write 1 and 0. */
export function flagOf(value: unknown): boolean | null {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  if (value === false || value === 0 || value === '0' || value === 'false') return false;
  return null;
}

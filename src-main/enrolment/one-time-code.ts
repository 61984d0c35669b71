/**
 * Reads a one-time code as people write it: with or without dash, spaces, in any case.
 * @returns `K7QF-2M9D`, or null when it cannot be one.
 */
export function readCode(typed: string): string | null {
  const plain = typed.replaceAll(/[\s\u2010-\u2015-]/g, '').toUpperCase();
  return /^[A-Z\d]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null;
}

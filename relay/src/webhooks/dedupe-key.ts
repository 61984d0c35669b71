import { createHash } from 'node:crypto';

/** The wire's limit for a fact's id, and plenty for a key made of provider ids. */
const LONGEST = 300;

/** Joins the parts of a key. A key that a strange provider made too long is replaced by its hash, never cut. */
export function dedupeKey(...parts: (string | null)[]): string {
  const key = parts.map((part) => part ?? '-').join('/');
  return key.length <= LONGEST ? key : `${parts[0] ?? '-'}/sha256-${contentHash(key)}`;
}

export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

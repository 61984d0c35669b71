import type { BlockedNumber } from '../wire/control.ts';

/** Whether the list says already what is asked for: the same request again, by whomever, is no news. */
export function isBlockedAlready(before: BlockedNumber | null, wanted: BlockedNumber | null): boolean {
  return before?.comment === wanted?.comment;
}

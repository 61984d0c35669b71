import type { IsoTime } from '../wire/scalars.ts';

/** A provider's hiccup is over in a minute, an outage in hours; after a good half day a person must look (minutes). */
const DELAYS_MINUTES = [1, 5, 30, 120, 720] as const;
export const MOST_ATTEMPTS = DELAYS_MINUTES.length + 1;

/**
 * When a job is tried again by itself.
 * @param attempts that were made, this one included
 * @returns null: not any more
 */
export function nextAttemptAt(attempts: number, now: Date): IsoTime | null {
  const minutes = DELAYS_MINUTES[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000).toISOString();
}

import type { IsoTime } from '../wire/scalars.ts';

/** A clock may be a little ahead; a writing from next week would win over every later one. */
const MAX_AHEAD_MS = 5 * 60_000;

export function editTime(at: IsoTime, now: Date): IsoTime {
  return Date.parse(at) > now.getTime() + MAX_AHEAD_MS ? now.toISOString() : at;
}

/**
 * The row number of a call: its start in milliseconds times 1024, plus a place for calls of the same millisecond. So
 * rows are in the order of the list, stay below 2^53, and the day of a row can be told from its number alone.
 */
export const PLACES = 1024;
const LATEST_MS = 2 ** 42;

export function firstSeqAt(startedAt: string): number {
  return Math.min(LATEST_MS, Math.max(0, Date.parse(startedAt))) * PLACES;
}

export function startMsOf(seq: number): number {
  return Math.floor(seq / PLACES);
}

export function isSeqOf(seq: number, startedAt: string): boolean {
  const first = firstSeqAt(startedAt);
  return seq >= first && seq < first + PLACES;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** HTTP contract section 1: what makes a repeated delivery known lives 24 h at least, whatever is asked for. */
export function keepInboxAtLeast(before: string, now: Date): string {
  return new Date(Math.min(Date.parse(before), now.getTime() - DAY_MS)).toISOString();
}

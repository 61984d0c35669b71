/** Which part of a file is asked for (RFC 9110, 14). */
export type AskedRange = 'whole' | 'unsatisfiable' | { first: number; last: number };

/**
 * One part is given. Several at once, another unit, and what cannot be read are answered with the whole, as the RFC lets
 * a server do: a player that asks so gets everything and not a refusal.
 * @param header Range as it came
 * @param sizeBytes more than nothing
 */
export function askedRange(header: string | undefined, sizeBytes: number): AskedRange {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (from === '') {
    const length = Number(to);
    return length === 0 ? 'unsatisfiable' : { first: Math.max(0, sizeBytes - length), last: sizeBytes - 1 };
  }
  const first = Number(from);
  const last = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  // Turned round it is not valid, and what is not valid is as if it were not there.
  if (to !== '' && Number(to) < first) return 'whole';
  return first >= sizeBytes ? 'unsatisfiable' : { first, last };
}

/** If-Range: part of the file only while it is still the same one. A time or a weak tag does not say so. */
export function isSameFile(ifRange: string | readonly string[] | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange === etag;
}

export interface BackoffOptions {
  /** The first attempt after a failure waits up to this long; each further one up to twice as long. */
  firstMs: number;
  longestMs: number;
  /** 0 (inclusive) to 1 (exclusive). */
  random: () => number;
}

/** 1 s lets a relay restart; 30 s keeps a returning line from being noticed late. */
export const defaultBackoff: BackoffOptions = { firstMs: 1_000, longestMs: 30_000, random: Math.random };

/**
 * Exponential backoff with full jitter: the whole delay is drawn, so a thousand desktops that lost one relay together
 * do not come back together.
 * @param failures how many attempts failed in a row, 0 for the first retry
 * @param atLeastMs what the relay asked for (Retry-After); capped at the longest delay
 */
export function backoffMs(failures: number, options: BackoffOptions, atLeastMs = 0): number {
  const ceiling = Math.min(options.longestMs, options.firstMs * 2 ** Math.min(failures, 16));
  const drawn = Math.round(options.random() * ceiling);
  return Math.min(options.longestMs, Math.max(drawn, atLeastMs));
}

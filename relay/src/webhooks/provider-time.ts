const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
/** Seconds since 1970 stay below this until the year 5138, milliseconds passed it in 1973. */
const SECONDS_BELOW = 1e11;

/**
 * Reads a provider's time: epoch seconds with or without a fraction, epoch milliseconds, either as text, or ISO 8601
 * (Ringover's mocks). Telephony facts 2.1.
 * @returns ISO 8601 UTC with milliseconds, or null when it is no time of this century
 */
export function readProviderTime(value: unknown): string | null {
  const ms = toMilliseconds(value);
  if (ms === null || !(ms >= EARLIEST && ms < LATEST)) return null;
  return new Date(ms).toISOString();
}

function toMilliseconds(value: unknown): number | null {
  if (typeof value === 'number') return Math.round(value < SECONDS_BELOW ? value * 1000 : value);
  if (typeof value !== 'string') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return toMilliseconds(Number(value));
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * `6s`, `1.5s`, `20m`, `1h`, `250ms`; with a sign only where the caller allows one.
 * @returns milliseconds, or null when it is none
 */
export function readDuration(text: string): number | null {
  const match = /^([+-]?\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const unit = UNITS_MS[match?.[2] ?? ''];
  return match?.[1] === undefined || unit === undefined ? null : Math.round(Number(match[1]) * unit);
}

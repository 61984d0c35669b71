/**
 * Reads a time of day as people type it: `8:30`, `08.30`, `8h30`, `8 h`, `830`, `8`. `24:00` ends a day.
 * @returns `08:30`, or null for what is no time (`25:00`)
 */
export function readClockTime(text: string): string | null {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]\s*(\d{2})?|\s*(\d{2}))?\s*(?:h|uur|uhr)?\s*$/i.exec(text);
  if (!found) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? found[3] ?? 0);
  const isTime = (hours <= 23 && minutes <= 59) || (hours === 24 && minutes === 0);
  return isTime ? `${two(hours)}:${two(minutes)}` : null;
}

/** Both as `08:30`: such times sort as text. */
export const endsAfterStart = (from: string, to: string): boolean => to > from;

const two = (n: number) => String(n).padStart(2, '0');

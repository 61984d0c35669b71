/** Moments that are pressed rather than typed. Local time of this computer. */
export function dueChoices(now: Date): { key: 'inTenMinutes' | 'inAnHour' | 'tomorrowAtNine'; at: Date }[] {
  return [
    { key: 'inTenMinutes', at: new Date(now.getTime() + 10 * 60_000) },
    { key: 'inAnHour', at: new Date(now.getTime() + 3_600_000) },
    // A day of 23 or 25 hours ends at nine too.
    { key: 'tomorrowAtNine', at: new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9) },
  ];
}

/** As a field for date and time takes it: `2026-11-19T13:30`. */
export function fieldTime(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** @returns ISO UTC; null: nothing is typed, or half of it */
export function momentOfField(text: string): string | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Local calendar days: the demo shows office hours on whatever clock the person in front of it lives by. */

/** @returns local midnight, `days` days from now (negative: ago) */
export function dayFrom(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** @param clock `09:00` */
export function atClock(day: Date, clock: string): Date {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hours, minutes);
}

/** Courts and clients rest at the weekend: Saturday and Sunday become Monday. */
export function workingDay(day: Date): Date {
  const weekday = day.getDay();
  return dayFrom(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

export function isWeekend(day: Date): boolean {
  return day.getDay() === 0 || day.getDay() === 6;
}

/** `2026-11-19`, local. */
export function dayName(day: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/**
 * A fixed zone in which it is office hours of a working day right now, if there is one, so that a picture of the demo
 * firm looks the same whenever it is taken: late morning is best.
 */
export function officeHoursZone(now: Date): string {
  const zones = Array.from({ length: 27 }, (_, index) => index - 12).map((hoursEast) => {
    const local = new Date(now.getTime() + hoursEast * 3_600_000);
    const weekend = local.getUTCDay() === 0 || local.getUTCDay() === 6;
    const off = Math.abs(local.getUTCHours() - 11);
    // The names of these zones count westwards.
    return { name: `Etc/GMT${hoursEast > 0 ? '-' : '+'}${Math.abs(hoursEast)}`, cost: off + (weekend ? 8 : 0) };
  });
  return zones.reduce((best, zone) => (zone.cost < best.cost ? zone : best)).name;
}

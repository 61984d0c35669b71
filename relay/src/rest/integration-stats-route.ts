import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { readQuery } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { Storage } from '../storage/port.ts';
import { addDays, localTime, startOfDay } from '../tenants/local-time.ts';
import { createStatsSum } from './integration-stats.ts';

/** Read at once, so that a year of a large firm neither fills the memory nor holds up a ringing phone. */
const DAYS_AT_ONCE = 3;

const statsQuery = z.object({
  days: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(366))
    .default(30),
});

/** GET /api/v1/ringover/stats?days=30: today and the days before it, as the firm's own calendar has them. */
export function createIntegrationStatsRoute(deps: { storage: Storage; now: () => Date }): CallerRoute {
  return async ({ tenantId, store }, req, res) => {
    const { days: count } = readQuery(req, statsQuery, 'malformed');
    const tenant = await deps.storage.tenants.byId(tenantId);
    if (!tenant) throw new ProblemError('not_signed_in');
    const { timeZone } = tenant.routing.hours;
    const today = localTime(deps.now(), timeZone).date;
    const startsAt = (date: string) => startOfDay(date, timeZone).toISOString();
    const dates = Array.from({ length: count }, (_, index) => addDays(today, index + 1 - count));
    const days = dates.map((date) => ({ date, startsAt: startsAt(date) }));
    const end = startsAt(addDays(today, 1));
    const sum = createStatsSum(days);
    for (let index = 0; index < days.length; index += DAYS_AT_ONCE) {
      const from = days[index]?.startsAt ?? end;
      sum.add(await store.callsBetween(from, days[index + DAYS_AT_ONCE]?.startsAt ?? end));
      await nextTurn();
    }
    const nameOf = async (contactId: string) => (await store.contact(contactId))?.name ?? null;
    res.json(await sum.result(nameOf, await store.sentimentCounts(days[0]?.startsAt ?? end, end)));
  };
}

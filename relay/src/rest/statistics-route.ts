import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { readQuery } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { opennessAt } from '../routing/opening-hours.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import { createStatisticsSum } from '../wire/add-up-calls.ts';
import { whoseCalls } from '../wire/counted-call.ts';
import type { Page } from '../wire/rest.ts';
import { id, phoneNumber } from '../wire/scalars.ts';
import type { Statistics } from '../wire/statistics.ts';

/** Read at once, so that a year of a large firm neither fills the memory nor holds up a ringing phone. */
const MS_AT_ONCE = 3 * 86_400_000;

const statisticsQuery = z.object({
  days: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(366))
    .default(30),
  line: phoneNumber.optional(),
  person: id.optional(),
  team: id.optional(),
});

/**
 * GET /api/v1/statistics?days=30&line=&person=&team=: what the dashboard shows (`wire/statistics.ts`), of today and the
 * days before it as the firm's own calendar has them. A team or person that there is none of has no calls.
 */
export function createStatisticsRoute(deps: { storage: Storage; now: () => Date }): CallerRoute {
  return async ({ tenantId, store }, req, res) => {
    const { days, line = null, person = null, team = null } = readQuery(req, statisticsQuery);
    const tenant = await deps.storage.tenants.byId(tenantId);
    if (!tenant) throw new ProblemError('not_signed_in');
    const { hours } = tenant.routing;
    const people = await everything((cursor) => store.personPage(cursor, 500));
    const sum = createStatisticsSum({
      timeZone: hours.timeZone,
      now: deps.now(),
      days,
      ...whoseCalls({ line, personId: person, teamId: team }, people, tenant.firm),
      isOpenAt: (at) => opennessAt(hours, at).open,
      promisedMinutes: (await store.practice()).callbacks.withinMinutes,
    });
    const end = Date.parse(sum.endsAt);
    for (let at = Date.parse(sum.startsAt); at < end; at += MS_AT_ONCE) {
      const to = new Date(Math.min(end, at + MS_AT_ONCE)).toISOString();
      sum.add(await store.callsBetween(new Date(at).toISOString(), to));
      await nextTurn();
    }
    sum.addCallbacks(await everything((cursor) => store.itemPage('callback', cursor, 500)));
    sum.addSentiments(await store.sentimentsBetween(sum.startsAt, sum.endsAt));
    res.json(
      await withNames(
        sum.result(() => null),
        store,
      ),
    );
  };
}

async function everything<T>(page: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const { items, next }: Page<T> = await page(cursor);
    all.push(...items);
    cursor = next;
  } while (cursor !== null);
  return all;
}

async function withNames(statistics: Statistics, store: TenantStore): Promise<Statistics> {
  const contacts = await Promise.all(
    statistics.contacts.map(async (one) => ({ ...one, name: (await store.contact(one.contactId))?.name ?? null })),
  );
  return { ...statistics, contacts };
}

import type { TenantRegistry, TenantStore } from '../storage/port.ts';
import type { Person } from '../wire/directory.ts';
import { JobFailed } from '../jobs/job-failed.ts';
import { lawyerFinder, type Reading } from './read-row.ts';

/** How numbers, times and names of a file are meant at this firm. */
export async function readingOfFirm(
  tenants: Pick<TenantRegistry, 'byId'>,
  tenantId: string,
  store: TenantStore,
): Promise<Reading> {
  const tenant = await tenants.byId(tenantId);
  if (!tenant) throw new JobFailed('removed', 'The firm is not there any more.', { retryable: false });
  const people: Person[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await store.personPage(cursor, 500);
    people.push(...page.items);
    cursor = page.next;
    if (cursor === null) break;
  }
  return {
    country: tenant.firm.country,
    timeZone: tenant.routing.hours.timeZone,
    lawyerId: lawyerFinder(people),
  };
}

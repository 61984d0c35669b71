import type { Storage, TelephonyStore, TenantStore } from '../storage/port.ts';
import type { Contact, Matter } from '../wire/directory.ts';
import type { PhoneNumber } from '../wire/scalars.ts';

/** What is asked about somebody who calls. */
export interface CallerDirectory {
  /** In the order of their ids. */
  contactsByNumber(number: PhoneNumber): Promise<Contact[]>;
  openMattersOf(contactId: string): Promise<Matter[]>;
  isBlocked(number: PhoneNumber): Promise<boolean>;
}

/** By tenant. */
export type CallersOf = (tenantId: string) => CallerDirectory;

export function callersOfStorage(storage: Storage): CallersOf {
  return (tenantId) => {
    const store: TenantStore & Partial<TelephonyStore> = storage.tenant(tenantId);
    return isWithTelephony(store) ? store : callersFromPages(store);
  };
}

function isWithTelephony(store: TenantStore & Partial<TelephonyStore>): store is TenantStore & TelephonyStore {
  return store.contactsByNumber !== undefined && store.openMattersOf !== undefined && store.isBlocked !== undefined;
}

/** For a storage that keeps no telephony: the same answers from its pages, and nobody is blocked. */
function callersFromPages(store: TenantStore): CallerDirectory {
  return {
    contactsByNumber: (number) =>
      wanted(
        (cursor) => store.contactPage(cursor, 500),
        ({ numbers }) => numbers.some((n) => n.number === number),
      ),
    openMattersOf: (contactId) =>
      wanted(
        (cursor) => store.matterPage(cursor, 500),
        ({ status, parties }) => status === 'open' && parties.some((party) => party.contactId === contactId),
      ),
    isBlocked: () => Promise.resolve(false),
  };
}

async function wanted<T>(
  page: (cursor: string | null) => Promise<{ items: T[]; next: string | null }>,
  holds: (item: T) => boolean,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const { items, next }: { items: T[]; next: string | null } = await page(cursor);
    found.push(...items.filter(holds));
    cursor = next;
  } while (cursor !== null);
  return found;
}

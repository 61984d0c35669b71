import type { Storage } from '../storage/port.ts';
import { audienceOf, type Audience } from './may-see.ts';

/** Who may know of a call now, by its matter as it is now. Of a call that is not known yet: everybody. */
export function createAudienceOfCall(storage: Storage): (tenantId: string, callId: string) => Promise<Audience> {
  return async (tenantId, callId) => {
    const store = storage.tenant(tenantId);
    const matterId = (await store.call(callId))?.matterId ?? null;
    const matter = matterId === null ? null : await store.matter(matterId);
    return matter === null ? null : audienceOf(matter);
  };
}

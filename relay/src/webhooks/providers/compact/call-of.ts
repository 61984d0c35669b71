import type { TenantStore } from '../../../storage/port.ts';
import type { Call } from '../../../wire/call.ts';
import type { CompactBody } from './body.ts';

/**
 * The call that a delivery is about, when the delivery itself changed nothing (a repetition): `contact_matched` and
 * `case_linked` are answered truthfully each time.
 */
export async function callOf(store: TenantStore, body: CompactBody): Promise<Call | null> {
  return (await store.callByProviderId('ringover', body.call_id))?.call ?? null;
}

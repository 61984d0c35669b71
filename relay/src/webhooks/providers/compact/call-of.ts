import type { TenantStore } from '../../../storage/port.ts';
import type { Call } from '../../../wire/call.ts';
import type { CompactBody } from './body.ts';

/** A call joined from Ringover's own wire may have started some seconds before this dialect says so. */
const AROUND_MS = 60_000;

/**
 * The call that a delivery is about, when the delivery itself changed nothing (a repetition): `contact_matched` and
 * `case_linked` are answered truthfully each time.
 */
export async function callOf(store: TenantStore, body: CompactBody): Promise<Call | null> {
  const start = Date.parse(body.started_at);
  const number = body.direction === 'inbound' ? body.caller_number : body.callee_number;
  const { items } = await store.findCalls({
    page: 1,
    perPage: 100,
    from: new Date(start - AROUND_MS).toISOString(),
    to: new Date(start + AROUND_MS).toISOString(),
    ...(number === null ? {} : { q: number }),
  });
  return items.find((call) => call.provider === 'ringover' && call.providerCallId === body.call_id) ?? null;
}

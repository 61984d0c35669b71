import type { PhoneNumber } from '../../wire/scalars.ts';
import type { NamedCall } from './firm-calls.ts';

/**
 * Calls that a provider's push was told to hand to the SIP bridge. The bridge names them anew and tells of no id that both
 * know (telephony facts 7.2 (9)), so they are joined by who calls.
 */
export interface HandedOver {
  put(call: NamedCall, from: PhoneNumber | null): void;
  /** @returns null: none, or several whose callers withheld their number */
  take(tenantId: string, from: PhoneNumber | null): NamedCall | null;
}

/** From the answer to the push until the bridge asks (ms). */
const WITHIN_MS = 30_000;

export function createHandedOver(now: () => Date): HandedOver {
  let waiting: { call: NamedCall; from: PhoneNumber | null; untilMs: number }[] = [];
  return {
    put(call, from) {
      const nowMs = now().getTime();
      waiting = waiting.filter(
        (one) =>
          one.untilMs > nowMs &&
          (one.call.providerCallId !== call.providerCallId || one.call.tenantId !== call.tenantId),
      );
      waiting.push({ call, from, untilMs: nowMs + WITHIN_MS });
    },
    take(tenantId, from) {
      const nowMs = now().getTime();
      const [oldest, another] = waiting.filter(
        (one) => one.call.tenantId === tenantId && one.from === from && one.untilMs > nowMs,
      );
      if (oldest === undefined || (from === null && another !== undefined)) return null;
      waiting = waiting.filter((one) => one !== oldest);
      return oldest.call;
    },
  };
}

import type { TenantStore } from '../storage/port.ts';
import type { Provider } from '../wire/scalars.ts';

const DAY_MS = 86_400_000;

/**
 * sipgate's log names each leg by its own callId, and the webhooks join the legs of a transferred call under the first
 * one's (telephony facts 7.2 (6)). A leg that we know must not come back as a call of its own.
 * @returns the call (by the provider's id) of which this is a leg; null: of none that began in the period, or a day before
 */
export function createPartOf(
  store: Pick<TenantStore, 'callsBetween'>,
  provider: Provider,
  from: Date,
  to: Date,
): (providerCallId: string) => Promise<string | null> {
  let owners: Promise<Map<string, string>> | null = null;

  async function read(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    // Day by day: two weeks of a large firm at once would hold up a ringing phone.
    for (let at = from.getTime() - DAY_MS; at < to.getTime(); at += DAY_MS) {
      const end = new Date(Math.min(at + DAY_MS, to.getTime() + 1)).toISOString();
      for (const call of await store.callsBetween(new Date(at).toISOString(), end)) {
        if (call.provider !== provider) continue;
        for (const { legId } of call.legs) found.set(legId.replace(/\/.*$/s, ''), call.providerCallId);
      }
    }
    return found;
  }

  // Mostly everything is known, and then nothing is read.
  return async (providerCallId) => (await (owners ??= read())).get(providerCallId) ?? null;
}

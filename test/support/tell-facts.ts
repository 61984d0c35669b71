import { randomUUID } from 'node:crypto';
import type { Storage } from '../../relay/src/storage/port.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import type { CallFact } from '../../relay/src/wire/call-fact.ts';
import type { Provider } from '../../relay/src/wire/scalars.ts';
import { TENANT } from './relay-under-test.ts';

/** As if the provider's webhooks had told this of a call. */
export async function tellFacts(
  storage: Storage,
  providerCallId: string,
  facts: readonly CallFact[],
  { provider = 'ringover', tenantId = TENANT }: { provider?: Provider; tenantId?: string } = {},
): Promise<Call> {
  const store = storage.tenant(tenantId);
  await store.accept({
    provider,
    dedupeKey: randomUUID(),
    kind: 'test',
    receivedAt: new Date().toISOString(),
    contentType: 'application/json',
    rawBody: Buffer.from('{}'),
    unreadable: null,
    facts: facts.map((fact) => ({ providerCallId, fact })),
  });
  const known = await store.callByProviderId(provider, providerCallId);
  if (!known) throw new Error('no call');
  return known.call;
}

import type { Storage, StoredEvent, TenantStore } from '../../storage/port.ts';
import { contentHash, dedupeKey } from '../../webhooks/dedupe-key.ts';
import type { Call } from '../../wire/call.ts';
import { bareFact, type CallFact } from '../../wire/call-fact.ts';
import type { Provider } from '../../wire/scalars.ts';

/** One of the firm's calls as its provider names it. */
export interface NamedCall {
  readonly tenantId: string;
  readonly provider: Provider;
  readonly providerCallId: string;
}

export interface KnownCall {
  call: Call;
  facts: readonly CallFact[];
}

/** The firm's calls, told of what no webhook tells: by the same way, so that both end in one call. */
export interface FirmCalls {
  find(named: NamedCall): Promise<KnownCall | null>;
  /**
   * Kept and published as a webhook's facts are. The same facts again change nothing.
   * @throws StorageError
   */
  tell(named: NamedCall, facts: readonly CallFact[]): Promise<KnownCall | null>;
}

export function createFirmCalls(deps: {
  storage: Storage;
  publish: (tenantId: string, events: StoredEvent[]) => void;
  now: () => Date;
}): FirmCalls {
  const find: FirmCalls['find'] = ({ tenantId, provider, providerCallId }) =>
    deps.storage.tenant(tenantId).callByProviderId(provider, providerCallId);

  return {
    find,
    async tell(named, facts) {
      const { tenantId, provider, providerCallId } = named;
      const text = JSON.stringify(facts);
      const { events } = await deps.storage.tenant(tenantId).accept({
        provider,
        // By what is told, not when: told twice it is once in the inbox.
        dedupeKey: dedupeKey('line', providerCallId, contentHash(facts.map(({ factId }) => factId).join(' '))),
        kind: 'line',
        receivedAt: deps.now().toISOString(),
        contentType: 'application/json',
        rawBody: Buffer.from(text),
        unreadable: null,
        facts: facts.map((fact) => ({ providerCallId, fact })),
      });
      if (events.length > 0) deps.publish(tenantId, events);
      return find(named);
    },
  };
}

/** A fact of ours: what it does not speak of is null. `what` names it among the facts of its call. */
export function ownFact(
  kind: CallFact['kind'],
  what: string,
  at: Date,
  more: Partial<
    Pick<CallFact, 'legId' | 'party' | 'fromNumber' | 'toNumber' | 'anonymous' | 'cause' | 'direction'>
  > = {},
): CallFact {
  return { ...bareFact(`line/${what}`, kind, at.toISOString()), ...more };
}

/** Whose own line this is; null: nobody's, or several people's. */
export async function personOfLine(
  store: Pick<TenantStore, 'personPage'>,
  line: string | null,
): Promise<string | null> {
  if (line === null) return null;
  const found: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await store.personPage(cursor, 200);
    for (const { id, lines } of page.items) if (lines.includes(line)) found.push(id);
    if (page.next === null) break;
    cursor = page.next;
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

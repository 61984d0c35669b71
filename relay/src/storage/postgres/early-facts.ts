import type { CallFact } from '../../wire/call-fact.ts';
import type { Provider } from '../../wire/scalars.ts';
import type { Session } from './session.ts';

export interface CallKey {
  provider: Provider;
  providerCallId: string;
}

export interface EarlyFact extends CallKey {
  fact: CallFact;
}

/** What providers added to these calls before they told of them. */
export async function earlyFactsOf(
  session: Session,
  tenantId: string,
  calls: readonly CallKey[],
): Promise<EarlyFact[]> {
  if (calls.length === 0) return [];
  const rows = await session.rows<{ provider: Provider; provider_call_id: string; fact_json: string }>(
    `SELECT provider, provider_call_id, fact_json FROM early_facts WHERE tenant_id = $1
       AND (provider, provider_call_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [tenantId, calls.map((c) => c.provider), calls.map((c) => c.providerCallId)],
  );
  return rows.map((row) => ({
    provider: row.provider,
    providerCallId: row.provider_call_id,
    fact: JSON.parse(row.fact_json) as CallFact,
  }));
}

export async function keepEarlyFacts(
  session: Session,
  tenantId: string,
  facts: readonly (EarlyFact & { receivedAt: string })[],
): Promise<void> {
  if (facts.length === 0) return;
  await session.run(
    `INSERT INTO early_facts (tenant_id, provider, provider_call_id, received_at, fact_json)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      tenantId,
      facts.map((f) => f.provider),
      facts.map((f) => f.providerCallId),
      facts.map((f) => f.receivedAt),
      facts.map((f) => JSON.stringify(f.fact)),
    ],
  );
}

/** The calls are told; their facts are in their rows. */
export async function forgetEarlyFacts(session: Session, tenantId: string, calls: readonly CallKey[]): Promise<void> {
  if (calls.length === 0) return;
  await session.run(
    `DELETE FROM early_facts WHERE tenant_id = $1
       AND (provider, provider_call_id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [tenantId, calls.map((c) => c.provider), calls.map((c) => c.providerCallId)],
  );
}

export async function pruneEarlyFacts(session: Session, tenantId: string, before: string): Promise<void> {
  await session.run('DELETE FROM early_facts WHERE tenant_id = $1 AND received_at < $2', [tenantId, before]);
}

import type { Database } from 'better-sqlite3';
import type { CallFact } from '../../wire/call-fact.ts';

/** What providers added to calls that they have not told of yet. */
export interface EarlyFactTable {
  keep(tenantId: string, provider: string, providerCallId: string, facts: readonly CallFact[], at: string): void;
  of(tenantId: string, provider: string, providerCallId: string): CallFact[];
  /** The call is told; its facts are in its row. */
  forget(tenantId: string, provider: string, providerCallId: string): void;
  prune(tenantId: string, before: string): void;
}

export function prepareEarlyFacts(db: Database): EarlyFactTable {
  const insert = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO early_facts (tenant_id, provider, provider_call_id, received_at, fact_json) VALUES (?, ?, ?, ?, ?)',
  );
  const ofCall = 'FROM early_facts WHERE tenant_id = ? AND provider = ? AND provider_call_id = ?';
  const select = db.prepare<[string, string, string], string>(`SELECT fact_json ${ofCall}`).pluck();
  const forget = db.prepare<[string, string, string]>(`DELETE ${ofCall}`);
  const prune = db.prepare<[string, string]>('DELETE FROM early_facts WHERE tenant_id = ? AND received_at < ?');
  return {
    keep(tenantId, provider, providerCallId, facts, at) {
      for (const fact of facts) insert.run(tenantId, provider, providerCallId, at, JSON.stringify(fact));
    },
    of: (tenantId, provider, id) => select.all(tenantId, provider, id).map((json) => JSON.parse(json) as CallFact),
    forget: (tenantId, provider, id) => void forget.run(tenantId, provider, id),
    prune: (tenantId, before) => void prune.run(tenantId, before),
  };
}

import type { Database } from 'better-sqlite3';
import { defaultPolicy } from '../../policy/default-policy.ts';
import { capturePolicy, type CapturePolicy } from '../../wire/insights.ts';

export interface CapturePolicyTable {
  of(tenantId: string): CapturePolicy;
  put(tenantId: string, policy: CapturePolicy): void;
}

export function prepareCapturePolicies(db: Database): CapturePolicyTable {
  const of = db.prepare<[string], string>('SELECT json FROM capture_policies WHERE tenant_id = ?').pluck();
  const put = db.prepare<[string, number, string]>('INSERT OR REPLACE INTO capture_policies VALUES (?, ?, ?)');
  return {
    of(tenantId) {
      const json = of.get(tenantId);
      return json === undefined ? defaultPolicy : capturePolicy.parse(JSON.parse(json));
    },
    put: (tenantId, policy) => void put.run(tenantId, policy.revision, JSON.stringify(policy)),
  };
}

import { defaultPolicy } from '../../policy/default-policy.ts';
import { capturePolicy as capturePolicyShape, type CapturePolicy } from '../../wire/insights.ts';
import type { Session } from './session.ts';

export async function capturePolicy(session: Session, tenantId: string): Promise<CapturePolicy> {
  const [row] = await session.rows<{ json: string }>('SELECT json FROM capture_policies WHERE tenant_id = $1', [
    tenantId,
  ]);
  return row ? capturePolicyShape.parse(JSON.parse(row.json)) : defaultPolicy;
}

/** Compare-and-set. */
export async function setCapturePolicy(
  session: Session,
  tenantId: string,
  policy: CapturePolicy,
  expectedRevision: number,
): Promise<boolean> {
  const row = [tenantId, policy.revision, JSON.stringify(policy)];
  const updated = await session.run(
    'UPDATE capture_policies SET revision = $2, json = $3 WHERE tenant_id = $1 AND revision = $4',
    [...row, expectedRevision],
  );
  if (updated === 1) return true;
  if (expectedRevision !== defaultPolicy.revision) return false;
  return (await session.run('INSERT INTO capture_policies VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', row)) === 1;
}

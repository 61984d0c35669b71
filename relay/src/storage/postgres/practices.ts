import { defaultPractice, practice, type Practice } from '../../wire/practice.ts';
import type { Session } from './session.ts';

export async function practiceOf(s: Session, tenantId: string): Promise<Practice> {
  const [row] = await s.rows<{ json: string }>('SELECT json FROM practices WHERE tenant_id = $1', [tenantId]);
  return row ? practice.parse(JSON.parse(row.json)) : defaultPractice;
}

export async function putPractice(s: Session, tenantId: string, value: Practice): Promise<void> {
  await s.run(
    `INSERT INTO practices VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id) DO UPDATE SET revision = excluded.revision, json = excluded.json`,
    [tenantId, value.revision, JSON.stringify(value)],
  );
}

import type { Call } from '../../wire/call.ts';
import type { CallQuery } from '../port.ts';
import { searchTerms } from '../search-text.ts';
import type { Session } from './session.ts';

/** The filtered list of the integration API: newest first, by page number. */
export async function findCalls(
  session: Session,
  tenantId: string,
  query: CallQuery,
): Promise<{ items: Call[]; total: number }> {
  const values: unknown[] = [];
  const given = (value: unknown) => `$${String(values.push(value))}`;
  const conditions = [`c.tenant_id = ${given(tenantId)}`];
  if (query.direction) conditions.push(`c.direction = ${given(query.direction)}`);
  if (query.outcomes) conditions.push(`c.outcome = ANY (${given(query.outcomes)}::text[])`);
  if (query.contactId) conditions.push(`c.contact_id = ${given(query.contactId)}`);
  if (query.matterId) conditions.push(`c.matter_id = ${given(query.matterId)}`);
  if (query.notOfMatterIds && query.notOfMatterIds.length > 0) {
    conditions.push(`(c.matter_id IS NULL OR c.matter_id <> ALL (${given(query.notOfMatterIds)}::text[]))`);
  }
  if (query.from) conditions.push(`c.started_at >= ${given(new Date(query.from).toISOString())}`);
  if (query.to) conditions.push(`c.started_at <= ${given(new Date(query.to).toISOString())}`);
  for (const term of searchTerms(query.q ?? '')) {
    const text = given(term);
    conditions.push(`(strpos(c.search_text, ${text}) > 0 OR strpos(p.search_text, ${text}) > 0)`);
  }
  const from = `FROM calls c LEFT JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
    WHERE ${conditions.join(' AND ')}`;
  const [count] = await session.rows<{ total: number }>(`SELECT count(*)::int AS total ${from}`, values);
  const rows = await session.rows<{ call_json: string }>(
    `SELECT c.call_json ${from} ORDER BY c.started_at DESC, c.id DESC
     LIMIT ${given(query.perPage)} OFFSET ${given((query.page - 1) * query.perPage)}`,
    values,
  );
  return { items: rows.map((row) => JSON.parse(row.call_json) as Call), total: count?.total ?? 0 };
}

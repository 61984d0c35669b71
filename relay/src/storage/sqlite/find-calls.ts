import type { Database } from 'better-sqlite3';
import type { Call } from '../../wire/call.ts';
import type { CallQuery } from '../port.ts';
import { searchTerms } from '../search-text.ts';

/** The filtered list of the integration API: newest first, by page number. */
export function findCalls(db: Database, tenantId: string, query: CallQuery): { items: Call[]; total: number } {
  const conditions = ['c.tenant_id = ?'];
  const values: (string | number)[] = [tenantId];
  const where = (condition: string, ...given: string[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.direction) where('c.direction = ?', query.direction);
  if (query.outcomes) {
    where(`c.outcome IN (${query.outcomes.map(() => '?').join(', ')})`, ...query.outcomes);
  }
  if (query.contactId) where('c.contact_id = ?', query.contactId);
  if (query.matterId) where('c.matter_id = ?', query.matterId);
  if (query.notOfMatterIds && query.notOfMatterIds.length > 0) {
    const hidden = JSON.stringify(query.notOfMatterIds);
    where('(c.matter_id IS NULL OR c.matter_id NOT IN (SELECT value FROM json_each(?)))', hidden);
  }
  if (query.from) where('c.started_at >= ?', new Date(query.from).toISOString());
  if (query.to) where('c.started_at <= ?', new Date(query.to).toISOString());
  for (const term of searchTerms(query.q ?? '')) {
    where('(instr(c.search_text, ?) > 0 OR instr(p.search_text, ?) > 0)', term, term);
  }
  const from = `FROM calls c LEFT JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
    WHERE ${conditions.join(' AND ')}`;
  const total = db
    .prepare<(string | number)[], number>(`SELECT count(*) ${from}`)
    .pluck()
    .get(...values);
  const items = db
    .prepare<(string | number)[], string>(
      `SELECT c.call_json ${from} ORDER BY c.started_at DESC, c.id DESC LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(...values, query.perPage, (query.page - 1) * query.perPage);
  return { items: items.map((text) => JSON.parse(text) as Call), total: total ?? 0 };
}

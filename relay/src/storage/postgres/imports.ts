import type { Contact, Matter } from '../../wire/directory.ts';
import {
  piecesOf,
  type ImportFound,
  type ImportQuestions,
  type RefusedRow,
  type StoredImport,
} from '../import-port.ts';
import { importColumns, importOf, refusedOf, type ImportRow } from '../import-row.ts';
import { jsonText } from './migrations/0007-imports.ts';
import type { Session } from './session.ts';

const columns = 'json, state, counts_json';

export async function putImport(s: Session, tenantId: string, stored: StoredImport): Promise<void> {
  const { id, state, createdAt, countsJson, json } = importColumns(stored);
  await s.run(
    `INSERT INTO imports VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, id) DO UPDATE SET state = excluded.state, counts_json = excluded.counts_json, json = excluded.json`,
    [tenantId, id, state, createdAt, countsJson, json],
  );
}

export async function setImportCounts(s: Session, tenantId: string, { id, counts }: StoredImport): Promise<void> {
  await s.run('UPDATE imports SET counts_json = $3 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    JSON.stringify(counts),
  ]);
}

export async function importById(s: Session, tenantId: string, id: string): Promise<StoredImport | null> {
  const [row] = await s.rows<ImportRow>(`SELECT ${columns} FROM imports WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
  ]);
  return row ? importOf(row) : null;
}

export async function newestImports(s: Session, tenantId: string, limit: number): Promise<StoredImport[]> {
  const rows = await s.rows<ImportRow>(
    `SELECT ${columns} FROM imports WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2`,
    [tenantId, limit],
  );
  return rows.map(importOf);
}

export async function keepImportFile(s: Session, tenantId: string, id: string, file: Uint8Array): Promise<void> {
  for (const [piece, bytes] of piecesOf(file).entries())
    await s.run('INSERT INTO import_pieces VALUES ($1, $2, $3, $4)', [tenantId, id, piece, bytes]);
}

export async function importFile(s: Session, tenantId: string, id: string): Promise<Buffer | null> {
  const rows = await s.rows<{ bytes: Buffer }>(
    'SELECT bytes FROM import_pieces WHERE tenant_id = $1 AND import_id = $2 ORDER BY piece',
    [tenantId, id],
  );
  return rows.length === 0 ? null : Buffer.concat(rows.map((row) => row.bytes));
}

export async function dropImportFile(s: Session, tenantId: string, id: string): Promise<void> {
  await s.run('DELETE FROM import_pieces WHERE tenant_id = $1 AND import_id = $2', [tenantId, id]);
}

export async function refuseRows(s: Session, tenantId: string, id: string, rows: readonly RefusedRow[]): Promise<void> {
  if (rows.length === 0) return;
  // As text a zero character is escaped, which jsonb would refuse.
  await s.run(
    `INSERT INTO import_refusals (tenant_id, import_id, json)
     SELECT $1, $2, one FROM unnest($3::text[]) WITH ORDINALITY AS r (one, n) ORDER BY n`,
    [tenantId, id, rows.map((row) => JSON.stringify(row))],
  );
}

export async function refusedRows(s: Session, tenantId: string, id: string, after: number, limit: number) {
  const rows = await s.rows<{ position: string; json: string }>(
    `SELECT position, json FROM import_refusals
     WHERE tenant_id = $1 AND import_id = $2 AND position > $3 ORDER BY position LIMIT $4`,
    [tenantId, id, after, limit],
  );
  return rows.map(({ position, json }) => refusedOf(Number(position), json));
}

export async function removeImport(s: Session, tenantId: string, id: string): Promise<boolean> {
  await dropImportFile(s, tenantId, id);
  await s.run('DELETE FROM import_refusals WHERE tenant_id = $1 AND import_id = $2', [tenantId, id]);
  return (await s.run('DELETE FROM imports WHERE tenant_id = $1 AND id = $2', [tenantId, id])) === 1;
}

export async function pruneImports(
  s: Session,
  tenantId: string,
  before: { unstarted: string; over: string },
): Promise<number> {
  const rows = await s.rows<{ id: string }>(
    `SELECT id FROM imports WHERE tenant_id = $1 AND ((state = 'previewed' AND created_at < $2)
       OR (state IN ('completed', 'failed', 'cancelled') AND created_at < $3))`,
    [tenantId, before.unstarted, before.over],
  );
  for (const { id } of rows) await removeImport(s, tenantId, id);
  return rows.length;
}

export async function findForImport(s: Session, tenantId: string, asked: ImportQuestions): Promise<ImportFound> {
  const texts = (values: readonly string[]) => values.map((value) => JSON.stringify(value));
  const contacts = await s.rows<{ json: string }>(
    `SELECT json FROM contacts WHERE tenant_id = $1 AND id IN (
       SELECT id FROM contacts WHERE tenant_id = $1 AND ${jsonText('externalId')} = ANY ($2::text[])
       UNION SELECT id FROM contacts WHERE tenant_id = $1 AND search_text COLLATE "C" = ANY ($3::text[])
       UNION SELECT c.id FROM unnest($3::text[]) AS n (name) JOIN contacts c ON c.tenant_id = $1
         AND c.search_text COLLATE "C" > n.name || ' ' AND c.search_text COLLATE "C" < n.name || '!')
     ORDER BY id`,
    [tenantId, texts(asked.externalIds), asked.names],
  );
  const taken = await s.rows<{ number: string }>(
    `SELECT number FROM unnest($2::text[]) AS n (number)
     WHERE EXISTS (SELECT 1 FROM contact_numbers c WHERE c.tenant_id = $1 AND c.number = n.number)`,
    [tenantId, asked.numbers],
  );
  const matters = await s.rows<{ json: string }>(
    `SELECT json FROM matters WHERE tenant_id = $1 AND id IN (
       SELECT id FROM matters WHERE tenant_id = $1 AND ${jsonText('number')} = ANY ($2::text[])
       UNION SELECT id FROM matters WHERE tenant_id = $1 AND ${jsonText('externalId')} = ANY ($3::text[]))
     ORDER BY id`,
    [tenantId, texts(asked.matterNumbers), texts(asked.matterExternalIds)],
  );
  return {
    contacts: contacts.map((row) => JSON.parse(row.json) as Contact),
    matters: matters.map((row) => JSON.parse(row.json) as Matter),
    takenNumbers: taken.map((row) => row.number),
  };
}

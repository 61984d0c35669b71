import type { Database } from 'better-sqlite3';
import type { Contact, Matter } from '../../wire/directory.ts';
import {
  piecesOf,
  type ImportFound,
  type ImportQuestions,
  type RefusedRow,
  type StoredImport,
} from '../import-port.ts';
import { importColumns, importOf, refusedOf, type ImportRow } from '../import-row.ts';

export type ImportTable = ReturnType<typeof prepareImports>;

const OVER = `('completed', 'failed', 'cancelled')`;

export function prepareImports(db: Database) {
  const columns = 'json, state, counts_json';
  const put = db.prepare<[string, string, string, string, string, string]>(
    'INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?, ?)',
  );
  const one = db.prepare<[string, string], ImportRow>(`SELECT ${columns} FROM imports WHERE tenant_id = ? AND id = ?`);
  const newest = db.prepare<[string, number], ImportRow>(
    `SELECT ${columns} FROM imports WHERE tenant_id = ? ORDER BY created_at DESC, id DESC LIMIT ?`,
  );
  const setCounts = db.prepare<[string, string, string]>(
    'UPDATE imports SET counts_json = ? WHERE tenant_id = ? AND id = ?',
  );
  const addPiece = db.prepare<[string, string, number, Buffer]>('INSERT INTO import_pieces VALUES (?, ?, ?, ?)');
  const pieces = db
    .prepare<[string, string], Buffer>(
      'SELECT bytes FROM import_pieces WHERE tenant_id = ? AND import_id = ? ORDER BY piece',
    )
    .pluck();
  const dropPieces = db.prepare<[string, string]>('DELETE FROM import_pieces WHERE tenant_id = ? AND import_id = ?');
  const refuse = db.prepare<[string, string, string]>(
    'INSERT INTO import_refusals (tenant_id, import_id, json) VALUES (?, ?, ?)',
  );
  const refused = db.prepare<[string, string, number, number], { position: number; json: string }>(
    'SELECT position, json FROM import_refusals WHERE tenant_id = ? AND import_id = ? AND position > ? ORDER BY position LIMIT ?',
  );
  const dropRefused = db.prepare<[string, string]>('DELETE FROM import_refusals WHERE tenant_id = ? AND import_id = ?');
  const drop = db.prepare<[string, string]>('DELETE FROM imports WHERE tenant_id = ? AND id = ?');
  const stale = db
    .prepare<[string, string, string], string>(
      `SELECT id FROM imports WHERE tenant_id = ?
       AND ((state = 'previewed' AND created_at < ?) OR (state IN ${OVER} AND created_at < ?))`,
    )
    .pluck();
  const some = (sql: string) => db.prepare<[string, string], string>(sql).pluck();
  // The keys outside, so that each is looked up; SQLite would else read the tenant's rows one by one.
  const by = (table: string, index: string, condition: string) =>
    some(
      `SELECT c.json FROM (SELECT ? AS id) t CROSS JOIN json_each(?) n CROSS JOIN ${table} c INDEXED BY ${index}
       ON c.tenant_id = t.id AND ${condition}`,
    );
  const contactsBy = {
    externalIds: by('contacts', 'contacts_of_external_id', `json_extract(c.json, '$.externalId') = n.value`),
    names: by('contacts', 'contacts_of_search_text', 'c.search_text = n.value'),
    // Behind a blank stands the organisation.
    namesAndOrganisations: by(
      'contacts',
      'contacts_of_search_text',
      `c.search_text > n.value || ' ' AND c.search_text < n.value || '!'`,
    ),
  };
  const mattersBy = {
    matterNumbers: by('matters', 'matters_of_number', `json_extract(c.json, '$.number') = n.value`),
    matterExternalIds: by('matters', 'matters_of_external_id', `json_extract(c.json, '$.externalId') = n.value`),
  };
  const taken = some(
    `SELECT n.value FROM (SELECT ? AS id) t CROSS JOIN json_each(?) n
     WHERE EXISTS (SELECT 1 FROM contact_numbers c WHERE c.tenant_id = t.id AND c.number = n.value)`,
  );
  const remove = (tenantId: string, id: string): boolean => {
    dropPieces.run(tenantId, id);
    dropRefused.run(tenantId, id);
    return drop.run(tenantId, id).changes === 1;
  };
  return {
    put(tenantId: string, stored: StoredImport): void {
      const { id, state, createdAt, countsJson, json } = importColumns(stored);
      put.run(tenantId, id, state, createdAt, countsJson, json);
    },
    setCounts: (tenantId: string, { id, counts }: StoredImport) =>
      void setCounts.run(JSON.stringify(counts), tenantId, id),
    one(tenantId: string, id: string): StoredImport | null {
      const row = one.get(tenantId, id);
      return row ? importOf(row) : null;
    },
    newest: (tenantId: string, limit: number) => newest.all(tenantId, limit).map(importOf),
    keepFile(tenantId: string, id: string, file: Uint8Array): void {
      piecesOf(file).forEach((bytes, piece) => addPiece.run(tenantId, id, piece, bytes));
    },
    file(tenantId: string, id: string): Buffer | null {
      const found = pieces.all(tenantId, id);
      return found.length === 0 ? null : Buffer.concat(found);
    },
    dropFile: (tenantId: string, id: string) => void dropPieces.run(tenantId, id),
    refuse(tenantId: string, id: string, rows: readonly RefusedRow[]): void {
      for (const row of rows) refuse.run(tenantId, id, JSON.stringify(row));
    },
    refused: (tenantId: string, id: string, after: number, limit: number) =>
      refused.all(tenantId, id, after, limit).map(({ position, json }) => refusedOf(position, json)),
    remove,
    prune(tenantId: string, before: { unstarted: string; over: string }): number {
      const ids = stale.all(tenantId, before.unstarted, before.over);
      for (const id of ids) remove(tenantId, id);
      return ids.length;
    },
    find(tenantId: string, questions: ImportQuestions): ImportFound {
      const contacts = new Map<string, Contact>();
      const matters = new Map<string, Matter>();
      const asked = { ...questions, namesAndOrganisations: questions.names };
      for (const kind of Object.keys(contactsBy) as (keyof typeof contactsBy)[])
        for (const text of contactsBy[kind].all(tenantId, JSON.stringify(asked[kind]))) {
          const contact = JSON.parse(text) as Contact;
          contacts.set(contact.id, contact);
        }
      for (const kind of Object.keys(mattersBy) as (keyof typeof mattersBy)[])
        for (const text of mattersBy[kind].all(tenantId, JSON.stringify(questions[kind]))) {
          const matter = JSON.parse(text) as Matter;
          matters.set(matter.id, matter);
        }
      const takenNumbers = taken.all(tenantId, JSON.stringify(questions.numbers));
      return { contacts: [...contacts.values()], matters: [...matters.values()], takenNumbers };
    },
  };
}

import type { Database } from 'better-sqlite3';
import { endingOf } from '../../calls/same-number.ts';
import type { CallWrite, StoredCall } from '../../calls/stored-call.ts';
import type { Call } from '../../wire/call.ts';
import type { Page } from '../../wire/rest.ts';
import { callColumns, storedCallOf, type CallRow } from '../call-row.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';

export interface CallTable {
  byId(tenantId: string, callId: string): StoredCall | null;
  byProviderCallId(tenantId: string, provider: string, providerCallId: string): StoredCall | null;
  /** From or to this number or one that ends alike, and no contact's. */
  withoutContact(tenantId: string, number: string): StoredCall[];
  of(tenantId: string, column: 'contact_id' | 'matter_id', value: string): StoredCall[];
  /** Ringing or talking, as far as is known. */
  open(tenantId: string): StoredCall[];
  /** Started at or after `from` and before `to`, oldest first. */
  between(tenantId: string, from: string, to: string): Call[];
  /** By the call's own mark, or that of one of its recordings. */
  isOnHold(tenantId: string, callId: string): boolean;
  setHold(tenantId: string, callId: string, on: boolean): void;
  save(tenantId: string, write: CallWrite): void;
  page(tenantId: string, before: string | null, limit: number): Page<Call>;
}

const stored = 'call_json, facts_json, chosen_json, imported';

export function prepareCalls(db: Database): CallTable {
  const byId = db.prepare<[string, string], CallRow>(`SELECT ${stored} FROM calls WHERE tenant_id = ? AND id = ?`);
  const byProviderCallId = db.prepare<[string, string, string], CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = ? AND provider = ? AND provider_call_id = ?`,
  );
  // With a plus: SQLite would else walk through all calls in their order instead of looking these up.
  const withoutContact = db.prepare<[string, string], CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = ? AND substr(other_number, -7) = ? AND contact_id IS NULL
     ORDER BY +started_at, +id`,
  );
  const where = (column: string) =>
    db.prepare<[string, string], CallRow>(
      `SELECT ${stored} FROM calls WHERE tenant_id = ? AND ${column} = ? ORDER BY +started_at, +id`,
    );
  const of = { contact_id: where('contact_id'), matter_id: where('matter_id') };
  const open = db.prepare<[string], CallRow>(
    `SELECT ${stored} FROM calls WHERE tenant_id = ? AND outcome IN ('ringing', 'talking') ORDER BY started_at, id`,
  );
  const between = db
    .prepare<[string, string, string], string>(
      `SELECT call_json FROM calls WHERE tenant_id = ? AND started_at >= ? AND started_at < ? ORDER BY started_at, id`,
    )
    .pluck();
  // By place: names for 15 values take a tenth of what a new call costs the database.
  const insert = db.prepare<[unknown[]]>(
    `INSERT INTO calls (tenant_id, id, provider, provider_call_id, started_at, direction, outcome, other_number,
       contact_id, matter_id, search_text, call_json, facts_json, chosen_json, imported)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare<[Record<string, unknown>]>(
    `UPDATE calls SET started_at = $startedAt, direction = $direction, outcome = $outcome, other_number = $otherNumber,
       contact_id = $contactId, matter_id = $matterId, search_text = $searchText, call_json = $callJson,
       facts_json = $factsJson, chosen_json = $chosenJson
     WHERE tenant_id = $tenantId AND id = $id`,
  );
  const onHold = db
    .prepare<[string, string], 0 | 1>(
      `SELECT coalesce(json_extract(chosen_json, '$.legalHold'), 0) OR EXISTS (SELECT 1 FROM recordings r
         WHERE r.tenant_id = calls.tenant_id AND r.call_id = calls.id AND r.on_hold = 1)
       FROM calls WHERE tenant_id = ? AND id = ?`,
    )
    .pluck();
  const setHold = db.prepare<[string, string, string]>(
    `UPDATE calls SET chosen_json = json_set(chosen_json, '$.legalHold', json(?)) WHERE tenant_id = ? AND id = ?`,
  );
  const count = db.prepare<[string], number>('SELECT count(*) FROM calls WHERE tenant_id = ?').pluck();
  const newest = db
    .prepare<[string, number], string>(
      'SELECT call_json FROM calls WHERE tenant_id = ? ORDER BY started_at DESC, id DESC LIMIT ?',
    )
    .pluck();
  const newestBefore = db
    .prepare<[string, string, string, number], string>(
      `SELECT call_json FROM calls WHERE tenant_id = ? AND (started_at, id) < (?, ?)
       ORDER BY started_at DESC, id DESC LIMIT ?`,
    )
    .pluck();
  const one = (row: CallRow | undefined) => (row ? storedCallOf(row) : null);

  return {
    byId: (tenantId, callId) => one(byId.get(tenantId, callId)),
    byProviderCallId: (tenantId, provider, id) => one(byProviderCallId.get(tenantId, provider, id)),
    withoutContact: (tenantId, number) => withoutContact.all(tenantId, endingOf(number)).map(storedCallOf),
    of: (tenantId, column, value) => of[column].all(tenantId, value).map(storedCallOf),
    open: (tenantId) => open.all(tenantId).map(storedCallOf),
    between: (tenantId, from, to) => between.all(tenantId, from, to).map((text) => JSON.parse(text) as Call),
    isOnHold: (tenantId, callId) => onHold.get(tenantId, callId) === 1,
    setHold: (tenantId, callId, on) => void setHold.run(JSON.stringify(on), tenantId, callId),
    save(tenantId, write) {
      const columns = callColumns(write);
      if (write.isNew) insert.run(inOrderOfInsert(tenantId, columns));
      else update.run({ tenantId, ...columns });
    },
    page(tenantId, before, limit) {
      const size = pageSize(limit);
      const [startedAt = '', id = ''] = before === null ? [] : decodeCursor(before, 2);
      const texts =
        before === null ? newest.all(tenantId, size + 1) : newestBefore.all(tenantId, startedAt, id, size + 1);
      return pageFrom<Call>(texts, size, count.get(tenantId) ?? 0, (last) => [last.startedAt, last.id]);
    },
  };
}

function inOrderOfInsert(tenantId: string, c: ReturnType<typeof callColumns>): unknown[] {
  return [
    tenantId,
    c.id,
    c.provider,
    c.providerCallId,
    c.startedAt,
    c.direction,
    c.outcome,
    c.otherNumber,
    c.contactId,
    c.matterId,
    c.searchText,
    c.callJson,
    c.factsJson,
    c.chosenJson,
    c.imported,
  ];
}

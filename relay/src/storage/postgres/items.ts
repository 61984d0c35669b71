import type { Callback } from '../../wire/callback.ts';
import type { ItemKind, ItemOf } from '../../wire/item.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { ItemRow } from '../item-row.ts';
import type { Session } from './session.ts';

export async function itemById<K extends ItemKind>(
  s: Session,
  tenantId: string,
  kind: K,
  id: string,
): Promise<ItemOf[K] | null> {
  const [found] = await s.rows<{ json: string }>(
    'SELECT json FROM items WHERE tenant_id = $1 AND kind = $2 AND id = $3',
    [tenantId, kind, id],
  );
  return found ? (JSON.parse(found.json) as ItemOf[K]) : null;
}

export async function itemPage<K extends ItemKind>(
  s: Session,
  tenantId: string,
  kind: K,
  cursor: string | null,
  limit: number,
): Promise<Page<ItemOf[K]>> {
  const size = pageSize(limit);
  const [position = ''] = cursor === null ? [] : decodeCursor(cursor, 1);
  const rows = await s.rows<{ json: string }>(
    'SELECT json FROM items WHERE tenant_id = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4',
    [tenantId, kind, position, size + 1],
  );
  const [count] = await s.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM items WHERE tenant_id = $1 AND kind = $2',
    [tenantId, kind],
  );
  return pageFrom<ItemOf[K]>(
    rows.map((row) => row.json),
    size,
    count?.total ?? 0,
    (last) => [last.id],
  );
}

/** Callbacks that somebody still owes. */
export async function owedCallbacks(s: Session, tenantId: string): Promise<Callback[]> {
  return parsed(
    await s.rows(`SELECT json FROM items WHERE tenant_id = $1 AND kind = 'callback' AND owed = 1 ORDER BY id`, [
      tenantId,
    ]),
  );
}

export async function itemsOf<K extends ItemKind>(
  s: Session,
  tenantId: string,
  kind: K,
  { column, value }: { column: 'matter_id' | 'contact_id' | 'call_id'; value: string },
): Promise<ItemOf[K][]> {
  return parsed(
    await s.rows(`SELECT json FROM items WHERE tenant_id = $1 AND ${column} = $2 AND kind = $3 ORDER BY id`, [
      tenantId,
      value,
      kind,
    ]),
  );
}

export async function putItem(s: Session, tenantId: string, row: ItemRow): Promise<void> {
  await s.run(
    `INSERT INTO items (tenant_id, kind, id, call_id, contact_id, matter_id, owed, json)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, kind, id) DO UPDATE SET call_id = excluded.call_id, contact_id = excluded.contact_id,
       matter_id = excluded.matter_id, owed = excluded.owed, json = excluded.json`,
    [tenantId, row.kind, row.id, row.callId, row.contactId, row.matterId, row.owed, row.json],
  );
}

const parsed = <T>(rows: { json: string }[]): T[] => rows.map((row) => JSON.parse(row.json) as T);

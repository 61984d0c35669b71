import type { ItemKind, ItemOf } from '../wire/item.ts';

/** The columns that queries need, beside the JSON text that clients get. */
export interface ItemRow {
  kind: ItemKind;
  id: string;
  callId: string | null;
  contactId: string | null;
  matterId: string | null;
  /** 1: a callback that somebody still owes. */
  owed: 0 | 1;
  json: string;
}

export function itemRowOf<K extends ItemKind>(kind: K, item: ItemOf[K]): ItemRow {
  const { id, callId, contactId, matterId } = item;
  const owed = 'closed' in item && item.closed === null ? 1 : 0;
  return { kind, id, callId, contactId, matterId, owed, json: JSON.stringify(item) };
}

/** The column that "everything about this" asks, and its value. */
export function itemQuestion(of: { matterId: string } | { contactId: string } | { callId: string }): {
  column: 'matter_id' | 'contact_id' | 'call_id';
  value: string;
} {
  if ('matterId' in of) return { column: 'matter_id', value: of.matterId };
  if ('contactId' in of) return { column: 'contact_id', value: of.contactId };
  return { column: 'call_id', value: of.callId };
}

import type { Database } from 'better-sqlite3';
import type { ItemKind, ItemOf } from '@callbrief/relay/wire/item';

/** Callbacks, tasks and time entries of this computer, as the relay has them and as they are shown. */
export interface ItemRows {
  /** `truth` null: made here, the relay has not confirmed it. `shown` is the same object when nothing waits. */
  put: <K extends ItemKind>(kind: K, truth: ItemOf[K] | null, shown: ItemOf[K], fill: number) => void;
  truth: <K extends ItemKind>(kind: K, itemId: string) => ItemOf[K] | null;
  shown: <K extends ItemKind>(kind: K, itemId: string) => ItemOf[K] | null;
  /** All, or those that are still to be done; by id. */
  all: <K extends ItemKind>(kind: K, which: 'all' | 'owed') => ItemOf[K][];
  of: <K extends ItemKind>(kind: K, of: ItemAbout) => ItemOf[K][];
  /** No longer to be done, and written since then; by id. */
  settledSince: <K extends ItemKind>(kind: K, since: string) => ItemOf[K][];
  remove: (kind: ItemKind, itemId: string) => void;
  removeOlderThan: (fill: number) => void;
}
export type ItemAbout = { callId: string } | { contactId: string } | { matterId: string };

export function createItemRows(db: Database): ItemRows {
  const known = db.prepare<[string, string], { body: string | null; shown: string | null }>(
    'SELECT body, shown FROM items WHERE kind = ? AND id = ?',
  );
  const write = db.prepare(
    `INSERT INTO items (kind, id, call_id, contact_id, matter_id, person, owed, body, shown, fill)
     VALUES (@kind, @id, @callId, @contactId, @matterId, @person, @owed, @body, @shown, @fill)
     ON CONFLICT (kind, id) DO UPDATE SET call_id = @callId, contact_id = @contactId, matter_id = @matterId,
       person = @person, owed = @owed, body = @body, shown = @shown, fill = @fill`,
  );
  const ask = (where: string) =>
    db
      .prepare<[string, ...string[]], string>(
        `SELECT coalesce(shown, body) FROM items WHERE kind = +? AND ${where} ORDER BY id`,
      )
      .pluck();
  const all = ask('1');
  const owed = db
    .prepare<[string], string>('SELECT coalesce(shown, body) FROM items WHERE kind = ? AND owed = 1 ORDER BY id')
    .pluck();
  const settled = db
    .prepare<[string, string], string>(
      `SELECT coalesce(shown, body) FROM items WHERE kind = ? AND owed = 0
       AND json_extract(coalesce(shown, body), '$.updatedAt') >= ? ORDER BY id`,
    )
    .pluck();
  const about = { callId: ask('call_id = ?'), contactId: ask('contact_id = ?'), matterId: ask('matter_id = ?') };
  const remove = db.prepare('DELETE FROM items WHERE kind = ? AND id = ?');
  // What the relay has not confirmed is not gone because the relay does not know it.
  const older = db.prepare<[number]>('DELETE FROM items WHERE fill < ? AND body IS NOT NULL');
  const parse = (text: string): unknown => JSON.parse(text);

  return {
    put(kind, truth, shown, fill) {
      write.run({
        kind,
        id: shown.id,
        callId: shown.callId,
        contactId: shown.contactId,
        matterId: shown.matterId,
        ...columnsOf(shown),
        body: truth === null ? null : JSON.stringify(truth),
        shown: shown === truth ? null : JSON.stringify(shown),
        fill,
      });
    },
    truth<K extends ItemKind>(kind: K, itemId: string) {
      const body = known.get(kind, itemId)?.body;
      return body == null ? null : (parse(body) as ItemOf[K]);
    },
    shown<K extends ItemKind>(kind: K, itemId: string) {
      const row = known.get(kind, itemId);
      const text = row?.shown ?? row?.body;
      return text == null ? null : (parse(text) as ItemOf[K]);
    },
    all: <K extends ItemKind>(kind: K, which: 'all' | 'owed') =>
      (which === 'owed' ? owed : all).all(kind).map((text) => parse(text) as ItemOf[K]),
    of<K extends ItemKind>(kind: K, of: ItemAbout) {
      const [name, value] = Object.entries(of)[0] as [keyof typeof about, string];
      return about[name].all(kind, value).map((text) => parse(text) as ItemOf[K]);
    },
    settledSince: <K extends ItemKind>(kind: K, since: string) =>
      settled.all(kind, since).map((text) => parse(text) as ItemOf[K]),
    remove: (kind, itemId) => void remove.run(kind, itemId),
    removeOlderThan: (fill) => void older.run(fill),
  };
}

function columnsOf(item: ItemOf[ItemKind]): { person: string | null; owed: 0 | 1 } {
  if ('ownerPersonId' in item) return { person: item.ownerPersonId, owed: item.closed === null ? 1 : 0 };
  if ('assigneePersonId' in item) return { person: item.assigneePersonId, owed: item.state === 'open' ? 1 : 0 };
  return { person: item.personId, owed: item.state === 'draft' ? 1 : 0 };
}

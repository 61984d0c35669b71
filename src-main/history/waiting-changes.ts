import type { Database } from 'better-sqlite3';
import type { Change, WaitingChange, WaitingChanges } from './history.ts';

export interface WaitingChangesParts {
  /** Shows the change: writes the local contact, and the call with its overlay. In the same transaction. */
  show: (waiting: WaitingChange) => void;
  /** It is no longer waiting: confirmed (the relay has it) or dropped (its own value shows again). */
  settle: (waiting: WaitingChange, how: 'done' | 'dropped') => void;
}

/** The outbox. Kept in memory too: every row that is written asks what waits for it. */
export interface Outbox extends WaitingChanges {
  /** Of one call, in order of writing. */
  of: (callId: string) => WaitingChange[];
  /** All, in order of writing; not a copy. */
  waiting: () => readonly WaitingChange[];
}

export function createOutbox(db: Database, parts: WaitingChangesParts): Outbox {
  const insert = db.prepare('INSERT INTO changes (at, change) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM changes WHERE seq = ?');
  const stored = db
    .prepare<[], { seq: number; at: string; change: string }>('SELECT seq, at, change FROM changes ORDER BY seq')
    .all();
  let waiting: WaitingChange[] = stored.map((row) => ({ ...row, change: JSON.parse(row.change) as Change }));

  function settle(seq: number, how: 'done' | 'dropped'): void {
    const settled = waiting.find((w) => w.seq === seq);
    if (!settled) return;
    const before = waiting;
    try {
      db.transaction(() => {
        remove.run(seq);
        waiting = waiting.filter((w) => w !== settled);
        parts.settle(settled, how);
      }).immediate();
    } catch (error) {
      waiting = before;
      throw error;
    }
  }

  return {
    of: (callId) => waiting.filter(({ change }) => 'callId' in change && change.callId === callId),
    waiting: () => waiting,
    add(change, at) {
      const before = waiting;
      // A person's own words: on the disk before the window says that they are kept.
      db.pragma('synchronous = FULL');
      try {
        return db
          .transaction(() => {
            const seq = Number(insert.run(at, JSON.stringify(change)).lastInsertRowid);
            const added: WaitingChange = { seq, at, change };
            waiting = [...waiting, added];
            parts.show(added);
            return added;
          })
          .immediate();
      } catch (error) {
        waiting = before;
        throw error;
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
    pending: () => [...waiting],
    done: (seq) => settle(seq, 'done'),
    drop: (seq) => settle(seq, 'dropped'),
    count: () => waiting.length,
  };
}

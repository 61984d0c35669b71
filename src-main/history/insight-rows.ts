import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import { LockError, type LocalLock } from '../enrolment/local-lock.ts';
import { spokenWordsOf, type SpokenWords } from './spoken-words.ts';

/** What was made of calls' words, locked. One row a call, also for one that is only known to be somewhere. */
export interface InsightRows {
  /** The relay told of this revision: wanted, unless it is here. */
  told: (callId: string, revision: number, fill: number) => void;
  /** The relay has this revision, whatever stood here before (first fill, resync). */
  toldAnew: (callId: string, revision: number, fill: number) => void;
  /** Something of the call was removed: whether its words were too is asked. */
  recheck: (callId: string) => void;
  /** Newest calls first. */
  wanted: (limit: number) => { callId: string; revision: number }[];
  /** @param askedFor the revision that was wanted when it was asked for: a newer one told meanwhile stays wanted */
  put: (insights: CallInsights, askedFor: number, fill: number) => void;
  /** With what waits here: what is searched is worked out again. */
  overlayChanged: (callId: string) => void;
  remove: (callId: string) => void;
  /** The office removed them: they go, and that they went is to be confirmed. */
  removed: (callId: string) => void;
  /** Gone from here, and the office does not know yet. */
  removals: () => string[];
  removalConfirmed: (callId: string) => void;
  truth: (callId: string) => CallInsights | null;
  shown: (callId: string) => CallInsights | null;
  spoken: (callId: string) => SpokenWords | null;
  /** @returns the calls that lost theirs */
  removeOlderThan: (fill: number) => string[];
  /** Locked with another key than today's: forgotten, and wanted again. @returns their calls */
  forgetLocked: () => string[];
}

export function createInsightRows(
  db: Database,
  parts: {
    lock: LocalLock;
    /** The relay's with what waits for it here; the same object when nothing does. */
    shownOf: (truth: CallInsights) => CallInsights;
  },
): InsightRows {
  const { lock, shownOf } = parts;
  const row = db.prepare<[string], { revision: number; wanted: number; locked: Buffer | null }>(
    'SELECT revision, wanted, locked FROM insights WHERE call_id = ?',
  );
  const spokenRow = db.prepare<[string], Buffer | null>('SELECT spoken FROM insights WHERE call_id = ?').pluck();
  const tell = db.prepare(
    `INSERT INTO insights (call_id, revision, wanted, fill) VALUES (@callId, -1, @revision, @fill)
     ON CONFLICT (call_id) DO UPDATE SET wanted = max(wanted, @revision), fill = @fill`,
  );
  const tellAnew = db.prepare(
    `INSERT INTO insights (call_id, revision, wanted, fill) VALUES (@callId, -1, @revision, @fill)
     ON CONFLICT (call_id) DO UPDATE SET wanted = @revision, fill = @fill`,
  );
  const recheck = db.prepare('UPDATE insights SET wanted = revision + 1 WHERE call_id = ? AND wanted = revision');
  const wanted = db.prepare<[number], { callId: string; revision: number }>(
    `SELECT i.call_id AS callId, i.wanted AS revision FROM insights i INDEXED BY insights_wanted
     LEFT JOIN calls c ON c.id = i.call_id WHERE i.wanted <> i.revision ORDER BY c.seq DESC LIMIT ?`,
  );
  const write = db.prepare(
    `INSERT INTO insights (call_id, revision, wanted, locked, spoken, fill)
     VALUES (@callId, @revision, @revision, @locked, @spoken, @fill)
     ON CONFLICT (call_id) DO UPDATE SET revision = @revision, locked = @locked, spoken = @spoken, fill = @fill,
       wanted = iif(wanted > @askedFor AND wanted > @revision, wanted, @revision)`,
  );
  const writeSpoken = db.prepare('UPDATE insights SET spoken = ? WHERE call_id = ?');
  const gone = db.prepare('DELETE FROM insights WHERE call_id = ?');
  // Beside the recordings that are to be confirmed, whose ids are never like this.
  const addRemoval = db.prepare(
    "INSERT OR IGNORE INTO removals (recording_id, call_id) VALUES ('texts/' || @callId, @callId)",
  );
  const removals = db
    .prepare<[], string>("SELECT call_id FROM removals WHERE recording_id GLOB 'texts/*' ORDER BY call_id")
    .pluck();
  const removalGone = db.prepare("DELETE FROM removals WHERE recording_id = 'texts/' || ?");
  const olderIds = db.prepare<[number], string>('SELECT call_id FROM insights WHERE fill < ?').pluck();
  const older = db.prepare('DELETE FROM insights WHERE fill < ?');
  const lockedIds = db.prepare<[], string>('SELECT call_id FROM insights WHERE locked IS NOT NULL').pluck();
  const forget = db.prepare('UPDATE insights SET revision = -1, locked = NULL, spoken = NULL WHERE locked IS NOT NULL');

  const lockSpoken = (insights: CallInsights) =>
    lock.lock(Buffer.from(JSON.stringify(spokenWordsOf(insights))), `spoken/${insights.callId}`);

  function truth(callId: string): CallInsights | null {
    const locked = row.get(callId)?.locked ?? null;
    if (locked === null) return null;
    try {
      return JSON.parse(inflateRawSync(lock.open(locked, `insights/${callId}`)).toString()) as CallInsights;
    } catch (error) {
      // Changed on the disk: nothing of it is shown; it is fetched again at the next resync.
      if (error instanceof LockError) return null;
      throw error;
    }
  }

  return {
    told: (callId, revision, fill) => void tell.run({ callId, revision, fill }),
    toldAnew: (callId, revision, fill) => void tellAnew.run({ callId, revision, fill }),
    recheck: (callId) => void recheck.run(callId),
    wanted: (limit) => wanted.all(limit),
    put(insights, askedFor, fill) {
      const { callId, revision } = insights;
      const locked = lock.lock(deflateRawSync(JSON.stringify(insights)), `insights/${callId}`);
      write.run({ callId, revision, locked, spoken: lockSpoken(shownOf(insights)), askedFor, fill });
    },
    overlayChanged(callId) {
      const now = truth(callId);
      if (now) writeSpoken.run(lockSpoken(shownOf(now)), callId);
    },
    remove: (callId) => void gone.run(callId),
    removed(callId) {
      gone.run(callId);
      addRemoval.run({ callId });
    },
    removals: () => removals.all(),
    removalConfirmed: (callId) => void removalGone.run(callId),
    truth,
    shown(callId) {
      const now = truth(callId);
      return now && shownOf(now);
    },
    spoken(callId) {
      const locked = spokenRow.get(callId) ?? null;
      if (locked === null) return null;
      try {
        return JSON.parse(lock.open(locked, `spoken/${callId}`).toString()) as SpokenWords;
      } catch (error) {
        if (error instanceof LockError) return null;
        throw error;
      }
    },
    removeOlderThan(fill) {
      const ids = olderIds.all(fill);
      older.run(fill);
      return ids;
    },
    forgetLocked() {
      const ids = lockedIds.all();
      forget.run();
      return ids;
    },
  };
}

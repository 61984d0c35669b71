import type { Database } from 'better-sqlite3';
import type { Person } from '@callbrief/relay/wire/directory';
import type { Recording } from '@callbrief/relay/wire/recording';
import { startMsOf } from './call-seq.ts';

/** Recordings as the relay told of them, and what this computer has of their audio. */
export interface Recordings {
  recording: (recordingId: string) => Recording | null;
  ofCall: (callId: string) => Recording[];
  own: (recordingId: string) => OwnAudio;
  /** What could be kept here or is: newest first. Recordings made before `since` only where they are kept, starred or asked for. */
  candidates: (of: { me: Person | null; since: string }) => KeepCandidate[];
  star: (recordingId: string, on: boolean) => void;
  /** A person wants it here, whatever stood in the way before. */
  ask: (recordingId: string) => void;
  /** The whole file is in the folder. */
  here: (recordingId: string, file: { sha256: string; sizeBytes: number }) => void;
  /** It is not in the folder any more; nobody asks for it. */
  notHere: (recordingId: string) => void;
  /** What came did not have this hash. */
  wrong: (recordingId: string, sha256: string) => void;
  /** All that are in the folder. */
  hereIds: () => string[];
  usage: () => { recordings: number; bytes: number };
  /** Removed by the office, and the office does not know yet that the copy here is gone. */
  removals: () => { recordingId: string; callId: string }[];
  removalConfirmed: (recordingId: string) => void;
}

export interface OwnAudio {
  /** Null: not here. */
  hereSha256: string | null;
  starred: boolean;
  asked: boolean;
  wrongSha256: string | null;
}

export interface KeepCandidate {
  recordingId: string;
  callId: string;
  sha256: string;
  sizeBytes: number;
  /** Of the call, epoch ms. */
  startedMs: number;
  /** ISO: when the relay heard of it. */
  createdAt: string;
  /** I was on the phone; of a voicemail also: it was left on my line. */
  isMine: boolean;
  /** I am responsible for its matter. */
  isMyMatter: boolean;
  isHere: boolean;
  starred: boolean;
  asked: boolean;
  /** What came last time did not have this hash. */
  isWrong: boolean;
}

export interface RecordingRows extends Recordings {
  put: (recording: Recording, fill: number) => void;
  /** The call is not for this person any more: nothing of it stays, and its audio goes from the folder. */
  withhold: (callId: string) => void;
  removeOlderThan: (fill: number) => void;
}

interface CandidateRow {
  recordingId: string;
  callId: string;
  sha256: string;
  sizeBytes: number;
  seq: number | null;
  createdAt: string;
  isMine: number;
  isMyMatter: number;
  hereSha256: string | null;
  starred: number | null;
  asked: number | null;
  wrongSha256: string | null;
}

export function createRecordingRows(db: Database): RecordingRows {
  const body = (sql: string) => db.prepare<[string], string>(sql).pluck();
  const one = body('SELECT body FROM recordings WHERE id = ?');
  const ofCall = body('SELECT body FROM recordings WHERE call_id = ? ORDER BY voicemail, created_at, id');
  const write = db.prepare(
    `INSERT INTO recordings (id, call_id, voicemail, playable, removed, size_bytes, sha256, created_at, body, fill)
     VALUES (@id, @callId, @voicemail, @playable, @removed, @sizeBytes, @sha256, @createdAt, @body, @fill)
     ON CONFLICT (id) DO UPDATE SET call_id = @callId, voicemail = @voicemail, playable = @playable, removed = @removed,
       size_bytes = @sizeBytes, sha256 = @sha256, created_at = @createdAt, body = @body, fill = @fill`,
  );
  const addRemoval = db.prepare('INSERT OR IGNORE INTO removals (recording_id, call_id) VALUES (?, ?)');
  const ownRow = db.prepare<
    [string],
    { hereSha256: string | null; starred: number; asked: number; wrongSha256: string | null }
  >(
    `SELECT here_sha256 AS hereSha256, starred, asked, wrong_sha256 AS wrongSha256 FROM own_audio
     WHERE recording_id = ?`,
  );
  const setOwn = (set: string, values: string) =>
    db.prepare(
      `INSERT INTO own_audio (recording_id, ${set.replaceAll(/ = excluded\.\w+/g, '')}) VALUES (${values})
       ON CONFLICT (recording_id) DO UPDATE SET ${set}`,
    );
  const marks = {
    star: setOwn('starred = excluded.starred', '?, ?'),
    ask: setOwn('asked = excluded.asked, wrong_sha256 = excluded.wrong_sha256', '?, 1, NULL'),
    here: setOwn(
      'here_sha256 = excluded.here_sha256, size_bytes = excluded.size_bytes, wrong_sha256 = excluded.wrong_sha256',
      '?, ?, ?, NULL',
    ),
    notHere: setOwn(
      'here_sha256 = excluded.here_sha256, size_bytes = excluded.size_bytes, asked = excluded.asked',
      '?, NULL, 0, 0',
    ),
    wrong: setOwn('wrong_sha256 = excluded.wrong_sha256, asked = excluded.asked', '?, ?, 0'),
  };
  const candidates = db.prepare<{ keys: string; me: string; since: string }, CandidateRow>(
    `SELECT r.id AS recordingId, r.call_id AS callId, r.sha256, r.size_bytes AS sizeBytes, c.seq,
       r.created_at AS createdAt,
       EXISTS (SELECT 1 FROM call_people p WHERE p.seq = c.seq AND (p.why = 'phone' OR r.voicemail = 1)
         AND p.person IN (SELECT value FROM json_each(@keys))) AS isMine,
       EXISTS (SELECT 1 FROM matters m WHERE m.id = c.matter_id
         AND json_extract(m.body, '$.responsiblePersonId') = @me) AS isMyMatter,
       o.here_sha256 AS hereSha256, o.starred, o.asked, o.wrong_sha256 AS wrongSha256
     FROM recordings r
     LEFT JOIN calls c ON c.id = r.call_id
     LEFT JOIN own_audio o ON o.recording_id = r.id
     WHERE r.playable = 1
       AND (r.created_at >= @since OR o.here_sha256 IS NOT NULL OR o.starred = 1 OR o.asked = 1)
     ORDER BY coalesce(c.seq, 0) DESC, r.created_at DESC, r.id`,
  );
  const hereIds = db
    .prepare<[], string>('SELECT recording_id FROM own_audio INDEXED BY own_audio_here WHERE here_sha256 IS NOT NULL')
    .pluck();
  const usage = db.prepare<[], { recordings: number; bytes: number }>(
    `SELECT count(*) AS recordings, coalesce(sum(size_bytes), 0) AS bytes FROM own_audio
     WHERE here_sha256 IS NOT NULL`,
  );
  const removals = db.prepare<[], { recordingId: string; callId: string }>(
    `SELECT recording_id AS recordingId, call_id AS callId FROM removals WHERE recording_id NOT GLOB 'texts/*'
     ORDER BY recording_id`,
  );
  const removalGone = db.prepare('DELETE FROM removals WHERE recording_id = ?');
  const older = db.prepare('DELETE FROM recordings WHERE fill < ?');
  const gone = db.prepare('DELETE FROM recordings WHERE id = ?');
  const strangers = db.prepare('DELETE FROM own_audio WHERE recording_id NOT IN (SELECT id FROM recordings)');

  const parse = (text: string) => JSON.parse(text) as Recording;
  const recording = (recordingId: string): Recording | null => {
    const text = one.get(recordingId);
    return text === undefined ? null : parse(text);
  };
  const own = (recordingId: string): OwnAudio => {
    const row = ownRow.get(recordingId);
    return {
      hereSha256: row?.hereSha256 ?? null,
      starred: row?.starred === 1,
      asked: row?.asked === 1,
      wrongSha256: row?.wrongSha256 ?? null,
    };
  };

  return {
    recording,
    ofCall: (callId) => ofCall.all(callId).map(parse),
    own,
    candidates({ me, since }) {
      const keys = me === null ? [] : [me.id, ...me.providerUserIds.map((user) => `user:${user}`)];
      return candidates.all({ keys: JSON.stringify(keys), me: me?.id ?? '', since }).map((row): KeepCandidate => ({
        recordingId: row.recordingId,
        callId: row.callId,
        sha256: row.sha256,
        sizeBytes: row.sizeBytes,
        startedMs: row.seq === null ? Date.parse(row.createdAt) : startMsOf(row.seq),
        createdAt: row.createdAt,
        isMine: row.isMine === 1,
        isMyMatter: row.isMyMatter === 1,
        isHere: row.hereSha256 === row.sha256,
        starred: row.starred === 1,
        asked: row.asked === 1,
        isWrong: row.wrongSha256 === row.sha256,
      }));
    },
    star: (recordingId, on) => void marks.star.run(recordingId, on ? 1 : 0),
    ask: (recordingId) => void marks.ask.run(recordingId),
    here: (recordingId, { sha256, sizeBytes }) => void marks.here.run(recordingId, sha256, sizeBytes),
    notHere: (recordingId) => void marks.notHere.run(recordingId),
    wrong: (recordingId, sha256) => void marks.wrong.run(recordingId, sha256),
    hereIds: () => hereIds.all(),
    usage: () => usage.get() ?? { recordings: 0, bytes: 0 },
    removals: () => removals.all(),
    removalConfirmed: (recordingId) => void removalGone.run(recordingId),

    put(next, fill) {
      const before = recording(next.id);
      const isPlayable = next.audio.status === 'completed' && next.removed === null && next.sha256 !== null;
      write.run({
        id: next.id,
        callId: next.callId,
        voicemail: next.kind === 'voicemail' ? 1 : 0,
        playable: isPlayable ? 1 : 0,
        removed: next.removed === null ? 0 : 1,
        sizeBytes: next.sizeBytes ?? 0,
        sha256: next.sha256,
        createdAt: next.createdAt,
        body: JSON.stringify(next),
        fill,
      });
      // Of what was gone before this computer knew of it, there is nothing to remove or to tell.
      const wasKnown = before !== null && before.removed === null;
      if (next.removed !== null && (wasKnown || own(next.id).hereSha256 !== null)) addRemoval.run(next.id, next.callId);
    },
    withhold(callId) {
      for (const { id } of ofCall.all(callId).map(parse)) {
        if (own(id).hereSha256 !== null) addRemoval.run(id, callId);
        gone.run(id);
      }
    },
    removeOlderThan(fill) {
      older.run(fill);
      strangers.run();
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { Recording } from '../../wire/recording.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { StoredMedia } from '../recording-port.ts';
import { recordingColumns } from '../recording-row.ts';

export interface RecordingTable {
  byId(tenantId: string, recordingId: string): Recording | null;
  ofCall(tenantId: string, callId: string): Recording[];
  page(tenantId: string, before: string | null, limit: number): Page<Recording>;
  /** Not on hold, not removed. */
  removableBefore(tenantId: string, startedBefore: string, limit: number): Recording[];
  put(tenantId: string, recording: Recording): void;
  media(tenantId: string, recordingId: string): StoredMedia | null;
  setMedia(tenantId: string, recordingId: string, media: StoredMedia | null): void;
  mediaOfKey(tenantId: string, masterKeyId: string, limit: number): { recordingId: string; media: StoredMedia }[];
}

export function prepareRecordings(db: Database): RecordingTable {
  const byId = db
    .prepare<[string, string], string>('SELECT json FROM recordings WHERE tenant_id = ? AND id = ?')
    .pluck();
  const ofCall = db
    .prepare<[string, string], string>(
      'SELECT json FROM recordings WHERE tenant_id = ? AND call_id = ? ORDER BY created_at, id',
    )
    .pluck();
  const count = db.prepare<[string], number>('SELECT count(*) FROM recordings WHERE tenant_id = ?').pluck();
  const newest = db
    .prepare<[string, number], string>(
      'SELECT json FROM recordings WHERE tenant_id = ? ORDER BY created_at DESC, id DESC LIMIT ?',
    )
    .pluck();
  const newestBefore = db
    .prepare<[string, string, string, number], string>(
      `SELECT json FROM recordings WHERE tenant_id = ? AND (created_at, id) < (?, ?)
       ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .pluck();
  const removable = db
    .prepare<[string, string, number], string>(
      `SELECT r.json FROM recordings r JOIN calls c ON c.tenant_id = r.tenant_id AND c.id = r.call_id
       WHERE r.tenant_id = ? AND r.removable = 1 AND c.started_at < ? ORDER BY c.started_at, r.id LIMIT ?`,
    )
    .pluck();
  const put = db.prepare<[Record<string, unknown>]>(
    `INSERT INTO recordings (tenant_id, id, call_id, created_at, on_hold, removable, json)
     VALUES ($tenantId, $id, $callId, $createdAt, $onHold, $removable, $json)
     ON CONFLICT (tenant_id, id) DO UPDATE SET call_id = excluded.call_id, created_at = excluded.created_at,
       on_hold = excluded.on_hold, removable = excluded.removable, json = excluded.json`,
  );
  const media = db
    .prepare<[string, string], string>('SELECT json FROM recording_media WHERE tenant_id = ? AND recording_id = ?')
    .pluck();
  const putMedia = db.prepare<[string, string, string, string]>(
    'INSERT OR REPLACE INTO recording_media VALUES (?, ?, ?, ?)',
  );
  const removeMedia = db.prepare<[string, string]>(
    'DELETE FROM recording_media WHERE tenant_id = ? AND recording_id = ?',
  );
  const mediaOfKey = db.prepare<[string, string, number], { recording_id: string; json: string }>(
    `SELECT recording_id, json FROM recording_media WHERE tenant_id = ? AND master_key_id = ?
     ORDER BY recording_id LIMIT ?`,
  );
  const read = (json: string) => JSON.parse(json) as Recording;

  return {
    byId(tenantId, recordingId) {
      const json = byId.get(tenantId, recordingId);
      return json === undefined ? null : read(json);
    },
    ofCall: (tenantId, callId) => ofCall.all(tenantId, callId).map(read),
    page(tenantId, before, limit) {
      const size = pageSize(limit);
      const [createdAt = '', id = ''] = before === null ? [] : decodeCursor(before, 2);
      const texts =
        before === null ? newest.all(tenantId, size + 1) : newestBefore.all(tenantId, createdAt, id, size + 1);
      return pageFrom<Recording>(texts, size, count.get(tenantId) ?? 0, (last) => [last.createdAt, last.id]);
    },
    removableBefore: (tenantId, before, limit) => removable.all(tenantId, before, pageSize(limit)).map(read),
    put: (tenantId, recording) => void put.run({ tenantId, ...recordingColumns(recording) }),
    media(tenantId, recordingId) {
      const json = media.get(tenantId, recordingId);
      return json === undefined ? null : (JSON.parse(json) as StoredMedia);
    },
    setMedia(tenantId, recordingId, value) {
      if (value) putMedia.run(tenantId, recordingId, value.masterKeyId, JSON.stringify(value));
      else removeMedia.run(tenantId, recordingId);
    },
    mediaOfKey: (tenantId, masterKeyId, limit) =>
      mediaOfKey.all(tenantId, masterKeyId, pageSize(limit)).map(({ recording_id, json }) => ({
        recordingId: recording_id,
        media: JSON.parse(json) as StoredMedia,
      })),
  };
}

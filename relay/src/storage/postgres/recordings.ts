import type { Recording } from '../../wire/recording.ts';
import type { Page } from '../../wire/rest.ts';
import { decodeCursor, pageFrom, pageSize } from '../cursor.ts';
import type { StoredMedia } from '../recording-port.ts';
import { recordingColumns } from '../recording-row.ts';
import type { Session } from './session.ts';

const read = ({ json }: { json: string }) => JSON.parse(json) as Recording;

export async function recordingById(session: Session, tenantId: string, id: string): Promise<Recording | null> {
  const [row] = await session.rows<{ json: string }>('SELECT json FROM recordings WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
  return row ? read(row) : null;
}

export async function recordingsOfCall(session: Session, tenantId: string, callId: string): Promise<Recording[]> {
  const rows = await session.rows<{ json: string }>(
    'SELECT json FROM recordings WHERE tenant_id = $1 AND call_id = $2 ORDER BY created_at, id',
    [tenantId, callId],
  );
  return rows.map(read);
}

export async function recordingPage(
  session: Session,
  tenantId: string,
  before: string | null,
  limit: number,
): Promise<Page<Recording>> {
  const size = pageSize(limit);
  const position = before === null ? null : decodeCursor(before, 2);
  const rows = await session.rows<{ json: string }>(
    `SELECT json FROM recordings WHERE tenant_id = $1 ${position ? 'AND (created_at, id) < ($3, $4)' : ''}
     ORDER BY created_at DESC, id DESC LIMIT $2`,
    [tenantId, size + 1, ...(position ?? [])],
  );
  const [count] = await session.rows<{ total: number }>(
    'SELECT count(*)::int AS total FROM recordings WHERE tenant_id = $1',
    [tenantId],
  );
  const texts = rows.map((row) => row.json);
  return pageFrom<Recording>(texts, size, count?.total ?? 0, (last) => [last.createdAt, last.id]);
}

/** Not on hold, not removed. */
export async function removableBefore(
  session: Session,
  tenantId: string,
  startedBefore: string,
  limit: number,
): Promise<Recording[]> {
  const rows = await session.rows<{ json: string }>(
    `SELECT r.json FROM recordings r JOIN calls c ON c.tenant_id = r.tenant_id AND c.id = r.call_id
     WHERE r.tenant_id = $1 AND r.removable = 1 AND c.started_at < $2 ORDER BY c.started_at, r.id LIMIT $3`,
    [tenantId, startedBefore, pageSize(limit)],
  );
  return rows.map(read);
}

export async function putRecording(session: Session, tenantId: string, recording: Recording): Promise<void> {
  const c = recordingColumns(recording);
  await session.run(
    `INSERT INTO recordings (tenant_id, id, call_id, created_at, on_hold, removable, json)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, id) DO UPDATE SET call_id = excluded.call_id, created_at = excluded.created_at,
       on_hold = excluded.on_hold, removable = excluded.removable, json = excluded.json`,
    [tenantId, c.id, c.callId, c.createdAt, c.onHold, c.removable, c.json],
  );
}

export async function mediaOf(session: Session, tenantId: string, recordingId: string): Promise<StoredMedia | null> {
  const [row] = await session.rows<{ json: string }>(
    'SELECT json FROM recording_media WHERE tenant_id = $1 AND recording_id = $2',
    [tenantId, recordingId],
  );
  return row ? (JSON.parse(row.json) as StoredMedia) : null;
}

export async function setMedia(
  session: Session,
  tenantId: string,
  recordingId: string,
  media: StoredMedia | null,
): Promise<void> {
  if (!media) {
    await session.run('DELETE FROM recording_media WHERE tenant_id = $1 AND recording_id = $2', [
      tenantId,
      recordingId,
    ]);
    return;
  }
  await session.run(
    `INSERT INTO recording_media VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id, recording_id) DO UPDATE SET master_key_id = excluded.master_key_id, json = excluded.json`,
    [tenantId, recordingId, media.masterKeyId, JSON.stringify(media)],
  );
}

export async function mediaOfKey(
  session: Session,
  tenantId: string,
  masterKeyId: string,
  limit: number,
): Promise<{ recordingId: string; media: StoredMedia }[]> {
  const rows = await session.rows<{ recording_id: string; json: string }>(
    `SELECT recording_id, json FROM recording_media WHERE tenant_id = $1 AND master_key_id = $2
     ORDER BY recording_id LIMIT $3`,
    [tenantId, masterKeyId, pageSize(limit)],
  );
  return rows.map((row) => ({ recordingId: row.recording_id, media: JSON.parse(row.json) as StoredMedia }));
}

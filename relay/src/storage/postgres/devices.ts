import { deviceColumns, storedDeviceOf, type DeviceRow } from '../device-row.ts';
import type { StoredDevice } from '../port.ts';
import type { Session } from './session.ts';

export async function putDevice(session: Session, tenantId: string, device: StoredDevice): Promise<void> {
  const c = deviceColumns(device);
  await session.run(
    `INSERT INTO devices VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, person_id = excluded.person_id,
       platform = excluded.platform, app_version = excluded.app_version, enrolled_at = excluded.enrolled_at,
       last_seen_at = excluded.last_seen_at, revoked_at = excluded.revoked_at,
       access_token_hash = excluded.access_token_hash, access_expires_at = excluded.access_expires_at,
       refresh_token_hash = excluded.refresh_token_hash,
       previous_refresh_token_hash = excluded.previous_refresh_token_hash,
       rotation_confirmed = excluded.rotation_confirmed`,
    [
      tenantId,
      c.id,
      c.name,
      c.personId,
      c.platform,
      c.appVersion,
      c.enrolledAt,
      c.lastSeenAt,
      c.revokedAt,
      c.accessTokenHash,
      c.accessExpiresAt,
      c.refreshTokenHash,
      c.previousRefreshTokenHash,
      c.rotationConfirmed,
    ],
  );
}

export async function deviceRow(session: Session, tenantId: string, deviceId: string): Promise<DeviceRow | null> {
  const [row] = await session.rows<DeviceRow>('SELECT * FROM devices WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    deviceId,
  ]);
  return row ?? null;
}

export async function allDevices(session: Session, tenantId: string): Promise<StoredDevice[]> {
  const rows = await session.rows<DeviceRow>('SELECT * FROM devices WHERE tenant_id = $1 ORDER BY enrolled_at, id', [
    tenantId,
  ]);
  return rows.map(storedDeviceOf);
}

/** Only what a rotation may change: a device that was revoked meanwhile stays revoked. */
export async function rotateDevice(
  session: Session,
  tenantId: string,
  device: StoredDevice,
  expectedRefreshTokenHash: string,
): Promise<boolean> {
  const c = deviceColumns(device);
  const changed = await session.run(
    `UPDATE devices SET access_token_hash = $4, access_expires_at = $5, refresh_token_hash = $6,
       previous_refresh_token_hash = $7, rotation_confirmed = $8, app_version = $9, last_seen_at = $10
     WHERE tenant_id = $1 AND id = $2 AND refresh_token_hash = $3 AND revoked_at IS NULL`,
    [
      tenantId,
      c.id,
      expectedRefreshTokenHash,
      c.accessTokenHash,
      c.accessExpiresAt,
      c.refreshTokenHash,
      c.previousRefreshTokenHash,
      c.rotationConfirmed,
      c.appVersion,
      c.lastSeenAt,
    ],
  );
  return changed === 1;
}

export async function markDeviceSeen(session: Session, tenantId: string, deviceId: string, at: string): Promise<void> {
  await session.run('UPDATE devices SET last_seen_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, deviceId, at]);
}

export async function confirmRotation(session: Session, tenantId: string, deviceId: string): Promise<void> {
  await session.run('UPDATE devices SET rotation_confirmed = 1 WHERE tenant_id = $1 AND id = $2', [tenantId, deviceId]);
}

/** @returns false when it was revoked before, or does not exist. */
export async function revokeDevice(session: Session, tenantId: string, deviceId: string, at: string): Promise<boolean> {
  const changed = await session.run(
    'UPDATE devices SET revoked_at = $3 WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL',
    [tenantId, deviceId, at],
  );
  return changed === 1;
}

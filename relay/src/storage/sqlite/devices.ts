import type { Database } from 'better-sqlite3';
import type { StoredDevice } from '../port.ts';
import { deviceColumns, storedDeviceOf, type DeviceRow } from '../device-row.ts';

/** Each method that decides something is one statement, so that of two who ask at once only one wins. */
export interface DeviceTable {
  put(tenantId: string, device: StoredDevice): void;
  byId(tenantId: string, deviceId: string): DeviceRow | null;
  all(tenantId: string): StoredDevice[];
  rotate(tenantId: string, device: StoredDevice, expectedRefreshTokenHash: string): boolean;
  markSeen(tenantId: string, deviceId: string, at: string): void;
  confirmRotation(tenantId: string, deviceId: string): void;
  /** @returns false when it was revoked before. */
  revoke(tenantId: string, deviceId: string, at: string): boolean;
}

export function prepareDevices(db: Database): DeviceTable {
  const put = db.prepare<[Record<string, unknown>]>(
    `INSERT OR REPLACE INTO devices VALUES ($tenantId, $id, $name, $personId, $platform, $appVersion, $enrolledAt,
       $lastSeenAt, $revokedAt, $accessTokenHash, $accessExpiresAt, $refreshTokenHash, $previousRefreshTokenHash,
       $rotationConfirmed)`,
  );
  const byId = db.prepare<[string, string], DeviceRow>('SELECT * FROM devices WHERE tenant_id = ? AND id = ?');
  const all = db.prepare<[string], DeviceRow>('SELECT * FROM devices WHERE tenant_id = ? ORDER BY enrolled_at, id');
  // Only what a rotation may change: a device that was revoked meanwhile stays revoked.
  const rotate = db.prepare<[Record<string, unknown>]>(
    `UPDATE devices SET access_token_hash = $accessTokenHash, access_expires_at = $accessExpiresAt,
       refresh_token_hash = $refreshTokenHash, previous_refresh_token_hash = $previousRefreshTokenHash,
       rotation_confirmed = $rotationConfirmed, app_version = $appVersion, last_seen_at = $lastSeenAt
     WHERE tenant_id = $tenantId AND id = $id AND refresh_token_hash = $expected AND revoked_at IS NULL`,
  );
  const markSeen = db.prepare<[string, string, string]>(
    'UPDATE devices SET last_seen_at = ? WHERE tenant_id = ? AND id = ?',
  );
  const confirm = db.prepare<[string, string]>(
    'UPDATE devices SET rotation_confirmed = 1 WHERE tenant_id = ? AND id = ?',
  );
  const revoke = db.prepare<[string, string, string]>(
    'UPDATE devices SET revoked_at = ? WHERE tenant_id = ? AND id = ? AND revoked_at IS NULL',
  );
  return {
    put: (tenantId, device) => void put.run({ tenantId, ...deviceColumns(device) }),
    byId: (tenantId, deviceId) => byId.get(tenantId, deviceId) ?? null,
    all: (tenantId) => all.all(tenantId).map(storedDeviceOf),
    rotate: (tenantId, device, expected) => rotate.run({ tenantId, expected, ...deviceColumns(device) }).changes === 1,
    markSeen: (tenantId, deviceId, at) => void markSeen.run(at, tenantId, deviceId),
    confirmRotation: (tenantId, deviceId) => void confirm.run(tenantId, deviceId),
    revoke: (tenantId, deviceId, at) => revoke.run(at, tenantId, deviceId).changes === 1,
  };
}

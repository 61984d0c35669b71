import type { Device } from '../wire/rest.ts';
import type { StoredDevice } from './port.ts';

/** A device as both databases hold it. Tokens are there as SHA-256 only. */
export interface DeviceRow {
  id: string;
  name: string;
  person_id: string;
  platform: string;
  app_version: string;
  enrolled_at: string;
  last_seen_at: string | null;
  revoked_at: string | null;
  access_token_hash: string;
  access_expires_at: string;
  refresh_token_hash: string;
  previous_refresh_token_hash: string | null;
  rotation_confirmed: number;
}

export function storedDeviceOf(row: DeviceRow): StoredDevice {
  return {
    ...publicDeviceOf(row),
    accessTokenHash: row.access_token_hash,
    accessExpiresAt: row.access_expires_at,
    refreshTokenHash: row.refresh_token_hash,
    previousRefreshTokenHash: row.previous_refresh_token_hash,
    rotationConfirmed: row.rotation_confirmed === 1,
  };
}

/** The part that may leave the relay. */
export function publicDeviceOf(row: DeviceRow): Device {
  return {
    id: row.id,
    name: row.name,
    personId: row.person_id,
    platform: row.platform,
    appVersion: row.app_version,
    enrolledAt: row.enrolled_at,
    lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at,
  };
}

export function deviceColumns(device: StoredDevice) {
  return {
    id: device.id,
    name: device.name,
    personId: device.personId,
    platform: device.platform,
    appVersion: device.appVersion,
    enrolledAt: device.enrolledAt,
    lastSeenAt: device.lastSeenAt,
    revokedAt: device.revokedAt,
    accessTokenHash: device.accessTokenHash,
    accessExpiresAt: device.accessExpiresAt,
    refreshTokenHash: device.refreshTokenHash,
    previousRefreshTokenHash: device.previousRefreshTokenHash,
    rotationConfirmed: device.rotationConfirmed ? 1 : 0,
  };
}

import { ProblemError } from '../http/problem-error.ts';
import type { Storage, StoredDevice, StoredEvent } from '../storage/port.ts';
import type { Tokens } from '../wire/rest.ts';
import {
  ACCESS_LIFE_MS,
  familyOf,
  makeAccessToken,
  makeRefreshToken,
  parseToken,
  refreshHash,
  sameFamily,
  sha256,
  type TokenParts,
} from './tokens.ts';

interface Deps {
  storage: Storage;
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

/**
 * Rotates a refresh token.
 *
 * Presenting the token before the current one rotates again as long as nothing of the last rotation was ever
 * presented: the answer was lost on the way, and a desktop must not be locked out by a bad network. Any other
 * superseded token was copied, and the device is revoked.
 * @throws ProblemError refresh_refused, device_revoked
 */
export async function refresh(deps: Deps, refreshToken: string): Promise<Tokens> {
  const parts = parseToken(refreshToken);
  const family = parts && familyOf(parts);
  if (!parts || !family) throw new ProblemError('refresh_refused');
  const store = deps.storage.tenant(parts.tenantId);
  const presented = refreshHash(refreshToken, family);

  // Another process may rotate between our read and our write; then the picture is taken anew.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const device = await store.device(parts.deviceId);
    if (!device || !sameFamily(device.refreshTokenHash, family)) throw new ProblemError('refresh_refused');
    if (device.revokedAt !== null) throw new ProblemError('device_revoked');
    const isCurrent = device.refreshTokenHash === presented;
    const answerWasLost = device.previousRefreshTokenHash === presented && !device.rotationConfirmed;
    if (!isCurrent && !answerWasLost) {
      const revoked = await store.revokeDevice(device.id, deps.now().toISOString());
      if (revoked) deps.publish(parts.tenantId, revoked.events);
      throw new ProblemError('device_revoked');
    }
    const next = rotated(device, parts, family, presented, deps.now());
    if (await store.rotateDevice(next.device, device.refreshTokenHash)) return next.tokens;
  }
  throw new ProblemError('refresh_refused');
}

function rotated(device: StoredDevice, parts: TokenParts, family: string, presented: string, at: Date) {
  const accessToken = makeAccessToken(parts.tenantId, device.id);
  const refreshToken = makeRefreshToken(parts.tenantId, device.id, family);
  const accessExpiresAt = new Date(at.getTime() + ACCESS_LIFE_MS).toISOString();
  return {
    device: {
      ...device,
      accessTokenHash: sha256(accessToken),
      accessExpiresAt,
      refreshTokenHash: refreshHash(refreshToken, family),
      previousRefreshTokenHash: presented,
      rotationConfirmed: false,
      lastSeenAt: at.toISOString(),
    },
    tokens: { deviceId: device.id, accessToken, accessExpiresAt, refreshToken } satisfies Tokens,
  };
}

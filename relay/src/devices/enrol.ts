import { randomUUID } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';
import type { Storage } from '../storage/port.ts';
import type { Enrolment, Tokens } from '../wire/rest.ts';
import { codeHash } from './invitation.ts';
import { ACCESS_LIFE_MS, makeAccessToken, makeFamily, makeRefreshToken, refreshHash, sha256 } from './tokens.ts';

/**
 * Turns a one-time code into a device with tokens.
 * @throws ProblemError code_refused (unknown or used), code_expired
 */
export async function enrol(
  deps: { storage: Storage; now: () => Date },
  ask: Enrolment,
): Promise<{ tokens: Tokens; tenantId: string }> {
  const hash = codeHash(ask.code);
  const at = deps.now();
  const tenantId = await deps.storage.tenants.tenantIdOfInvitation(hash);
  if (tenantId === null) throw new ProblemError('code_refused');
  const store = deps.storage.tenant(tenantId);
  const redeemed = await store.redeemInvitation(hash, at.toISOString());
  if (redeemed === 'expired') throw new ProblemError('code_expired');
  if (redeemed === 'unknown' || redeemed === 'used') throw new ProblemError('code_refused');

  const deviceId = randomUUID();
  const family = makeFamily();
  const accessToken = makeAccessToken(tenantId, deviceId);
  const refreshToken = makeRefreshToken(tenantId, deviceId, family);
  const accessExpiresAt = new Date(at.getTime() + ACCESS_LIFE_MS).toISOString();
  await store.putDevice({
    id: deviceId,
    name: ask.deviceName,
    personId: redeemed.personId,
    platform: ask.platform,
    appVersion: ask.appVersion,
    enrolledAt: at.toISOString(),
    lastSeenAt: null,
    revokedAt: null,
    accessTokenHash: sha256(accessToken),
    accessExpiresAt,
    refreshTokenHash: refreshHash(refreshToken, family),
    previousRefreshTokenHash: null,
    rotationConfirmed: false,
  });
  return { tokens: { deviceId, accessToken, accessExpiresAt, refreshToken }, tenantId };
}

import { createHash, randomBytes } from 'node:crypto';

/**
 * Bearer tokens are opaque text `<tenantId>.<deviceId>.<random>`; the relay keeps hashes only. A refresh token's random
 * part starts with the device's *family*, a secret that stays the same through all rotations. So a refresh token of
 * this device that was superseded long ago is told apart from a made-up one: the first revokes the device (it was
 * copied), the second must not, or anybody who knows a device id could lock a colleague out.
 */
export interface TokenParts {
  tenantId: string;
  deviceId: string;
  random: string;
}

export const ACCESS_LIFE_MS = 15 * 60_000;

const FAMILY_LENGTH = 22; // 16 bytes
const RANDOM_LENGTH = 32; // 24 bytes
const shape = /^([\w-]{1,100})\.([\w-]{1,100})\.([\w-]{32,120})$/;

export const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url');
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** @returns null for what is no token of ours. */
export function parseToken(text: string): TokenParts | null {
  const [, tenantId, deviceId, random] = shape.exec(text) ?? [];
  return tenantId && deviceId && random ? { tenantId, deviceId, random } : null;
}

export function makeAccessToken(tenantId: string, deviceId: string): string {
  return `${tenantId}.${deviceId}.${randomText(24)}`;
}

export const makeFamily = (): string => randomText(16);

export function makeRefreshToken(tenantId: string, deviceId: string, family: string): string {
  return `${tenantId}.${deviceId}.${family}${randomText(24)}`;
}

/** @returns null when the random part has not a refresh token's length. */
export function familyOf(parts: TokenParts): string | null {
  return parts.random.length === FAMILY_LENGTH + RANDOM_LENGTH ? parts.random.slice(0, FAMILY_LENGTH) : null;
}

/** What is stored for a refresh token: the hash of its family, then its own. */
export function refreshHash(token: string, family: string): string {
  return `${sha256(family)}.${sha256(token)}`;
}

export const sameFamily = (storedHash: string, family: string): boolean => storedHash.startsWith(`${sha256(family)}.`);

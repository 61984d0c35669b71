import { ProblemError } from '../http/problem-error.ts';
import { storeSeenBy } from '../policy/store-seen-by.ts';
import { StorageError, type Storage, type StoredDevice, type TenantStore } from '../storage/port.ts';
import { parseToken, sha256 } from './tokens.ts';

/** Who asks. `store` is the only way to data: of the caller's own tenant, without what they may not know of. */
export interface Caller {
  tenantId: string;
  device: StoredDevice;
  store: TenantStore;
}

/** lastSeenAt is for people ("last seen Tuesday"); a write per request would cost more than it tells. */
const SEEN_EVERY_MS = 60_000;

/** @param authorization the header as it came */
export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

/** @returns a function that throws ProblemError not_signed_in, token_expired or device_revoked. */
export function createAuthenticate(deps: { storage: Storage; now: () => Date }): Authenticate {
  return async (authorization) => {
    const [, token] = /^Bearer ([^\s]{1,400})$/i.exec(authorization ?? '') ?? [];
    const parts = token ? parseToken(token) : null;
    if (!token || !parts) throw new ProblemError('not_signed_in');
    const store = deps.storage.tenant(parts.tenantId);
    const device = await store.device(parts.deviceId);
    if (!device) throw new ProblemError('not_signed_in');
    // Hashes of 24 random bytes are compared, so timing tells nothing that could be used to guess one.
    if (device.accessTokenHash !== sha256(token)) {
      // Superseded by a refresh, most likely in a request that crossed it: the client refreshes and asks again.
      throw new ProblemError('token_expired');
    }
    if (device.revokedAt !== null) throw new ProblemError('device_revoked');
    const now = deps.now();
    if (device.accessExpiresAt <= now.toISOString()) throw new ProblemError('token_expired');
    await noteDown(store, device, now);
    return { tenantId: parts.tenantId, device, store: storeSeenBy(device.personId, store) };
  };
}

/** A full disk must not keep people from reading: what is not noted now is noted at the next request. */
async function noteDown(store: TenantStore, device: StoredDevice, now: Date): Promise<void> {
  try {
    if (!device.rotationConfirmed) await store.confirmRotation(device.id);
    if (device.lastSeenAt === null || now.getTime() - Date.parse(device.lastSeenAt) > SEEN_EVERY_MS) {
      await store.markDeviceSeen(device.id, now.toISOString());
    }
  } catch (error) {
    if (!(error instanceof StorageError && error.code === 'full')) throw error;
  }
}

import { ProblemError } from '../http/problem-error.ts';
import { storeSeenBy } from '../policy/store-seen-by.ts';
import type { Storage } from '../storage/port.ts';
import type { Caller } from './authenticate.ts';
import { parseToken, randomText, sha256 } from './tokens.ts';

const TICKET_LIFE_MS = 60_000;
/** Two parts where tokens have three, so that a token in a URL is recognised and refused by name. */
const shape = /^([\w-]{1,100})\.([\w-]{32})$/;

/** For clients that cannot send headers (a browser's EventSource): single use, 60 s. */
export async function createTicket(caller: Caller, now: Date): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = `${caller.tenantId}.${randomText(24)}`;
  const expiresAt = new Date(now.getTime() + TICKET_LIFE_MS).toISOString();
  await caller.store.createTicket(sha256(ticket), caller.device.id, expiresAt);
  return { ticket, expiresAt };
}

/** @throws ProblemError long_lived_token_in_url, ticket_refused, device_revoked */
export async function redeemTicket(deps: { storage: Storage; now: () => Date }, text: string): Promise<Caller> {
  if (parseToken(text)) throw new ProblemError('long_lived_token_in_url');
  const [, tenantId] = shape.exec(text) ?? [];
  if (!tenantId) throw new ProblemError('ticket_refused');
  const store = deps.storage.tenant(tenantId);
  const redeemed = await store.consumeTicket(sha256(text), deps.now().toISOString());
  const device = redeemed && (await store.device(redeemed.deviceId));
  if (!device) throw new ProblemError('ticket_refused');
  if (device.revokedAt !== null) throw new ProblemError('device_revoked');
  return { tenantId, device, store: storeSeenBy(device.personId, store) };
}

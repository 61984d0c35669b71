import { randomInt } from 'node:crypto';
import type { Storage } from '../storage/port.ts';
import { sha256 } from './tokens.ts';

/** No 0 O 1 I L, which people mix up on the phone; 31^8 codes. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const INVITATION_LIFE_MS = 15 * 60_000;

export interface Invitation {
  /** As it is read out: `K7QF-2M9D`. */
  code: string;
  expiresAt: string;
  /** Opens the desktop app on its enrolment screen, filled in. */
  link: string;
}

/**
 * A one-time code for one person of the firm. The person must exist.
 * @param publicBaseUrl the relay's address as the desktop reaches it
 */
export async function createInvitation(
  deps: { storage: Storage; now: () => Date; publicBaseUrl: string },
  invited: { tenantId: string; personId: string },
): Promise<Invitation> {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const code = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  const expiresAt = new Date(deps.now().getTime() + INVITATION_LIFE_MS).toISOString();
  await deps.storage.tenant(invited.tenantId).createInvitation(codeHash(code), invited.personId, expiresAt);
  const query = new URLSearchParams({ relay: deps.publicBaseUrl, code });
  return { code, expiresAt, link: `callbrief://enrol?${query.toString()}` };
}

/** Dashes, spaces and case do not matter: people type what they hear. */
export function codeHash(code: string): string {
  return sha256(`invitation:${code.replace(/[\s-]/g, '').toUpperCase()}`);
}

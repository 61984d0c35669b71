import type { PretendUser } from './pretend-call.ts';
import type { PretendCalls, PretendLiveCall, PretendPhone } from './pretend-calls.ts';
import type { OnEffect } from './pretend-effect.ts';

/** Somebody at Ringover, with the numbers that are theirs. E.164 with plus. */
export interface PretendRingoverUser extends PretendUser {
  numbers: string[];
}

/**
 * A blind transfer: the phone is out of the call, and the one at `to` rings.
 * @returns false: the call is gone
 */
export function passOn(
  { call }: PretendLiveCall,
  phone: PretendPhone,
  to: string,
  at: { calls: PretendCalls; users: readonly PretendRingoverUser[]; tell: OnEffect; now: () => Date },
): boolean {
  const colleague = at.users.find(({ id, numbers }) => id !== phone.user?.id && numbers.includes(to)) ?? null;
  const user = colleague && {
    id: colleague.id,
    firstname: colleague.firstname,
    lastname: colleague.lastname,
    email: colleague.email,
  };
  const next = at.calls.addPhone(call.callId, to, user, at.now());
  if (next === null) return false;
  at.calls.end(call.callId, phone.channelId, at.now(), 'BLIND_TRANSFERED');
  at.tell({ kind: 'transferred', call, phone, next, to });
  return true;
}

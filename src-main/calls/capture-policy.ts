import { decideCapture } from '@callbrief/relay/wire/decide-capture';
import { capturePolicy, type CapturePolicy } from '@callbrief/relay/wire/insights';
import { firmNumber, otherNumber, type Call } from '@callbrief/relay/wire/call';
import type { RingCard } from '../../src-preload/contract.ts';
import { countryOf } from '../contacts/phone-number.ts';
import type { Remembered } from '../history/history.ts';
import { rememberIfRoom } from '../history/remember-if-room.ts';

/** The firm's rules for recording and AI, as the relay told them last; known at a start without a connection too. */
export interface KeptCapturePolicy {
  current(): CapturePolicy | null;
  keep(told: CapturePolicy): void;
}

const KEY = 'capture-policy';

export function createCapturePolicy(remembered: Remembered): KeptCapturePolicy {
  let current = read(remembered.get(KEY));
  return {
    current: () => current,
    keep(told) {
      if (told.revision === current?.revision) return;
      current = told;
      rememberIfRoom(remembered, KEY, JSON.stringify(told));
    },
  };
}

/** Whether the rules keep recording and AI off a call that is filed under no matter. Null: not, or nobody told the rules. */
export function captureOff(policy: CapturePolicy | null, call: Call): RingCard['captureOff'] {
  if (policy === null || call.matterId !== null) return null;
  const number = otherNumber(call);
  const { contactId } = call;
  const known = { line: firmNumber(call), country: number === null ? null : countryOf(number), contactId };
  const isOff = (matterId: string | null) => {
    const { audio, analyse } = decideCapture(policy, { ...known, matterId });
    return audio === 'none' && !analyse;
  };
  if (!isOff(null)) return null;
  const mayChange = policy.rules.some(({ when }) => when.matterIds.some((matterId) => !isOff(matterId)));
  return mayChange ? 'until_filed' : 'always';
}

function read(stored: string | null): CapturePolicy | null {
  if (stored === null) return null;
  const parsed = capturePolicy.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : null;
}

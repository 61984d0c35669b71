import { isOpen, type Call } from '@callbrief/relay/wire/call';
import type { CallAction, ProviderCapabilities } from '@callbrief/relay/wire/control';
import type { Person } from '@callbrief/relay/wire/directory';
import type { CallControl } from '../../src-preload/contract.ts';
import { isOnThePhone } from '../calls/perspective.ts';

/**
 * What I may do to my live calls and what I did last. Providers tell of hold and mute only when asked, so what this
 * computer was told "done" of is kept until the call ends; in memory, since no call outlives a restart for long.
 */
export interface CallControls {
  /** Null: not my call, or over, or nothing can be done to it. */
  of(call: Call): CallControl | null;
  done(callId: string, act: CallAction): void;
  /** A newer state of any call: what ended is forgotten. */
  callChanged(call: Call): void;
}

export interface CallControlsOptions {
  me: () => Person | null;
  capabilities: () => Record<Call['provider'], ProviderCapabilities> | null;
}

export function createCallControls({ me, capabilities }: CallControlsOptions): CallControls {
  const states = new Map<string, Omit<CallControl, 'can'>>();
  const untouched = { onHold: false, muted: false };

  return {
    of(call) {
      const viewer = me();
      const can = capabilities()?.[call.provider];
      if (viewer === null || can === undefined || !isOnThePhone(call, viewer) || !anyOf(can)) return null;
      return { can, ...(states.get(call.id) ?? untouched) };
    },
    done(callId, act) {
      const before = states.get(callId) ?? untouched;
      if (act.action === 'hold') states.set(callId, { ...before, onHold: act.on });
      if (act.action === 'mute') states.set(callId, { ...before, muted: act.on });
    },
    callChanged(call) {
      if (!isOpen(call.outcome)) states.delete(call.id);
    },
  };
}

const anyOf = ({ hangUp, hold, mute, transfer, digits }: ProviderCapabilities) =>
  hangUp || hold || mute || transfer || digits;

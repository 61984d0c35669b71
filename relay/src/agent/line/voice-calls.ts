import type { BoundCall } from '../../media/session/stream-tokens.ts';
import type { CallFact, EndCause, LegParty } from '../../wire/call-fact.ts';
import { ownFact, type FirmCalls, type NamedCall } from './firm-calls.ts';
import type { LineDeps } from './line-deps.ts';

/** A call that came over the voice URL. */
export interface VoiceCallState {
  /** As the firm's store names it. */
  readonly named: NamedCall;
  /** No webhook tells of it: all that the firm knows of it, it knows from us. */
  readonly isOwn: boolean;
  readonly callSid: string;
  /** Empty: not said, so it cannot be controlled. */
  readonly accountSid: string;
  /** A telephone rings or talks with the caller: that the stream ends is not the end of the call. */
  isDialling: boolean;
  legs: number;
  isOver: boolean;
  stopAwaiting: () => void;
  readonly sinceMs: number;
}

export interface VoiceCalls {
  find(call: BoundCall): VoiceCallState | null;
  begin(of: Pick<VoiceCallState, 'named' | 'isOwn' | 'callSid' | 'accountSid'>): VoiceCallState;
  newLeg(state: VoiceCallState): string;
  tellRinging(state: VoiceCallState, from: string | null, to: string | null): Promise<void>;
  tellTook(state: VoiceCallState): Promise<void>;
  /** @param status of the provider, for `ended` */
  tellLeg(
    state: VoiceCallState,
    leg: string,
    kind: 'ringing' | 'answered' | 'ended',
    party: LegParty,
    status?: string,
  ): Promise<void>;
  /**
   * The call is over; told to the firm where nobody else does.
   * @param status of the telephone that was dialled last; absent: the caller has gone
   */
  end(state: VoiceCallState, status?: string): Promise<void>;
  /** The caller was given back: when their stream does not come, they have gone. */
  awaitReturn(state: VoiceCallState): void;
  returned(state: VoiceCallState): void;
  close(): void;
}

/** A token holds a minute; after it nobody can come back (ms). */
export const RETURN_MS = 65_000;
const LONGEST_MS = 12 * 3_600_000;
const MOST = 5_000;

export function createVoiceCalls(deps: LineDeps, calls: FirmCalls): VoiceCalls {
  const known = new Map<string, VoiceCallState>();
  const keyOf = (tenantId: string, callSid: string) => `${tenantId} ${callSid}`;

  /** The caller's talk goes on whatever the store says. */
  async function tell({ named }: VoiceCallState, ...facts: CallFact[]): Promise<void> {
    try {
      await calls.tell(named, facts);
    } catch (error) {
      deps.log.error({ tenantId: named.tenantId, err: error }, 'line_facts_not_kept');
    }
  }

  function sweep(): void {
    const oldestMs = deps.now().getTime() - LONGEST_MS;
    for (const [key, { sinceMs }] of known) {
      if (sinceMs > oldestMs && known.size < MOST) break;
      known.get(key)?.stopAwaiting();
      known.delete(key);
    }
  }

  async function end(state: VoiceCallState, status = 'completed'): Promise<void> {
    if (state.isOver) return;
    state.isOver = true;
    state.stopAwaiting();
    known.delete(keyOf(state.named.tenantId, state.callSid));
    if (!state.isOwn) return;
    await tell(state, ownFact('ended', `${state.callSid}/ended`, deps.now(), { cause: causeOf(status) }));
  }

  return {
    find: ({ tenantId, callId }) => known.get(keyOf(tenantId, callId)) ?? null,
    begin(of) {
      sweep();
      const state: VoiceCallState = {
        ...of,
        isDialling: false,
        legs: 0,
        isOver: false,
        stopAwaiting: () => {},
        sinceMs: deps.now().getTime(),
      };
      known.set(keyOf(of.named.tenantId, of.callSid), state);
      return state;
    },
    newLeg: (state) => `${state.callSid}:${(state.legs += 1)}`,
    tellRinging: (state, fromNumber, toNumber) =>
      tell(
        state,
        ownFact('ringing', `${state.callSid}/ringing`, deps.now(), {
          direction: 'inbound',
          fromNumber,
          toNumber,
          anonymous: fromNumber === null,
        }),
      ),
    // A telephone of its own, which ends with the call: where webhooks tell, one of theirs is it.
    tellTook: (state) =>
      tell(
        state,
        ownFact('agent_took', `${state.callSid}/agent_took`, deps.now(), {
          legId: state.isOwn ? `${state.callSid}:agent` : null,
        }),
      ),
    tellLeg: (state, leg, kind, party, status) =>
      tell(
        state,
        ownFact(kind, `${leg}/${kind}`, deps.now(), {
          legId: leg,
          party,
          cause: kind === 'ended' ? causeOf(status ?? '') : null,
        }),
      ),
    end,
    awaitReturn(state) {
      state.stopAwaiting();
      state.stopAwaiting = deps.clock.after(RETURN_MS, () => void end(state));
    },
    returned(state) {
      state.stopAwaiting();
      state.isDialling = false;
    },
    close() {
      for (const state of known.values()) state.stopAwaiting();
      known.clear();
    },
  };
}

/** `DialCallStatus` (twilio.com/docs/voice/twiml/dial). */
function causeOf(status: string): EndCause {
  switch (status) {
    case 'completed':
    case 'answered':
      return 'normal';
    case 'busy':
      return 'busy';
    case 'no-answer':
      return 'no_answer';
    case 'canceled':
      return 'cancelled';
    default:
      return 'unknown';
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { PlayoutClock } from '../../src/media/playout/playout-clock.ts';
import type { ConnectedProvider } from '../connected-provider.ts';
import { ringoverPhone } from '../phone/phone-dialect.ts';
import { callRelay } from '../phone/virtual-phone.ts';
import { newUint64 } from '../pretend-call.ts';
import type { PretendCalls, PretendLiveCall, PretendPhone } from '../pretend-calls.ts';
import { createCallerProgress, type CallerState, type PretendCaller } from './caller.ts';

export interface RingoverWithStreamer {
  connected: Pick<ConnectedProvider, 'ringer' | 'onPassedOn'>;
  calls: PretendCalls;
  /** The stream asks for it, as the API would. */
  passOn(call: PretendLiveCall, phone: PretendPhone, to: string): void;
  /** `ws://…/ws/ringover/<streamer token>` */
  streamUrl: string;
  clock: PlayoutClock;
}

/** How long the relay may take to expect a call of which it was told (ms). */
const EXPECTED_WITHIN_MS = 10_000;
const LOOK_MS = 100;

/**
 * A call that Ringover leads to its streamer: signed webhooks, and the caller's sound. Ringover documents neither which
 * webhooks such a call has nor what its stream says first; here nobody named answers it, and the stream names its call. A
 * caller whom nobody answered comes back over another stream (../../src/agent/line/README.md).
 * @throws when the webhook of it was refused
 */
export async function callOverRingover(
  provider: RingoverWithStreamer,
  of: { from: string | null; to: string; ringsMs?: number; follow?: (state: CallerState) => void },
): Promise<PretendCaller> {
  const { connected, calls, clock } = provider;
  const caller = createCallerProgress(of.follow);
  const rung = await connected.ringer.ring({ from: of.from, to: of.to, user: null });
  const { call, ringing } = rung;
  if (ringing?.acknowledged !== true)
    throw new Error(`The relay refused the call: ${ringing?.status ?? 0} ${ringing?.body ?? ''}`.trim());

  async function open(): Promise<void> {
    const untilMs = clock.nowMs() + EXPECTED_WITHIN_MS;
    for (;;) {
      try {
        const phone = await callRelay({
          url: provider.streamUrl,
          dialect: ringoverPhone(8_000, { callId: call.callId }),
          clock,
          onTransfer(digits) {
            const live = calls.find(call.callId);
            const [ours] = live?.phones ?? [];
            if (live && ours) provider.passOn(live, ours, `+${digits.replace(/^\+/, '')}`);
          },
        });
        void phone.closed.then(() => closed());
        caller.become('receptionist');
        return caller.add(phone);
      } catch (error) {
        // 409: it is not expected yet.
        const isEarly = error instanceof Error && error.message.endsWith('409');
        if (!isEarly || clock.nowMs() >= untilMs || caller.state === 'over') throw error;
        await pause(LOOK_MS);
      }
    }
  }

  /** The relay let go of the caller; unless it did so over the API, their telephone hangs up now. */
  function closed(): void {
    if (caller.state === 'receptionist') void hangUp();
  }

  async function hangUp(): Promise<void> {
    caller.become('over');
    caller.newest?.hangUp();
    await rung.hangUp();
  }

  async function giveUp(error: unknown): Promise<void> {
    caller.fail(error);
    await hangUp();
  }

  const undo = connected.onPassedOn(({ callId }, what) => {
    if (callId !== call.callId) return;
    switch (what) {
      case 'rings':
        // First the stream goes, then the telephone rings: nobody listens to what is said next.
        caller.become('passed_on');
        caller.newest?.hangUp();
        return;
      case 'answered':
        return caller.become('person');
      case 'not_answered': {
        // The caller is still there, and nobody tells of it.
        const phone = calls.begin({ ...call, channelId: newUint64() });
        calls.answer(callId, phone.channelId, new Date());
        open().catch(giveUp);
        return;
      }
      case 'over':
        caller.become('over');
        caller.newest?.hangUp();
        undo();
        return;
      default:
        what satisfies never;
    }
  });

  await pause(of.ringsMs ?? 1_000);
  await rung.answer(null);
  open().catch(giveUp);
  return {
    get state() {
      return caller.state;
    },
    stream: (n) => caller.stream(n),
    hangUp,
  };
}

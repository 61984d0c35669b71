import { setTimeout as pause } from 'node:timers/promises';
import type { PlayoutClock } from '../../src/media/playout/playout-clock.ts';
import type { PretendManners } from '../connected-provider.ts';
import type { PretendBridge } from '../phone/pretend-bridge.ts';
import { createCallerProgress, type CallerState, type PretendCaller } from './caller.ts';

const LOOK_MS = 50;

/**
 * A call over the SIP bridge's or Twilio's voice URL, with people at the other end of what is dialled.
 * @throws when the voice URL does not take the call
 */
export async function callOverBridge(
  bridge: PretendBridge,
  of: {
    from: string;
    to: string;
    manners: Pick<PretendManners, 'transferAnswerAfterMs' | 'transferIsAnswered' | 'talkMs'>;
    clock: PlayoutClock;
    follow?: (state: CallerState) => void;
  },
): Promise<PretendCaller> {
  const { transferAnswerAfterMs, transferIsAnswered, talkMs } = of.manners;
  const caller = createCallerProgress(of.follow);
  const going = await bridge.call({ from: of.from, to: of.to });
  if (going.streams.length === 0)
    throw new Error(`The receptionist does not take the call: ${going.over ?? 'something else rings'}.`);
  let known = 0;
  let rung = 0;

  async function ring(index: number): Promise<void> {
    const telephone = going.dialled[index];
    if (!telephone) return;
    caller.become('passed_on');
    await pause(transferAnswerAfterMs);
    if (going.over !== null) return;
    if (!transferIsAnswered) {
      await telephone.end('no-answer');
      return;
    }
    await telephone.answer();
    caller.become('person');
    await pause(talkMs);
    if (going.over === null) await telephone.end('completed');
  }

  async function follow(): Promise<void> {
    for (; going.over === null; await pause(LOOK_MS)) {
      const phone = going.streams[known];
      if (phone) {
        known += 1;
        caller.become('receptionist');
        caller.add(phone);
        // Cut without anything that follows: the relay took leave.
        void phone.closed.then(() => pause(10 * LOOK_MS)).then(() => caller.newest === phone && ends());
      }
      if (rung < going.dialled.length) {
        rung += 1;
        ring(rung - 1).catch((error: unknown) => caller.fail(error));
      }
    }
    caller.become('over');
  }

  function ends(): void {
    if (caller.state === 'receptionist') void going.hangUp();
  }

  follow().catch((error: unknown) => caller.fail(error));
  return {
    get state() {
      return caller.state;
    },
    stream: (n) => caller.stream(n),
    async hangUp() {
      await going.hangUp();
      caller.become('over');
    },
  };
}

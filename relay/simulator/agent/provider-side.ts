import { createPlayoutClock } from '../../src/media/playout/playout-clock.ts';
import { connectProvider, type PretendManners } from '../connected-provider.ts';
import { startPretendBridge } from '../phone/pretend-bridge.ts';
import { createPretendCalls } from '../pretend-calls.ts';
import { createEffects } from '../pretend-effect.ts';
import { createPretendRingover } from '../pretend-provider.ts';
import { passOn, type PretendRingoverUser } from '../pretend-transfer.ts';
import { callOverBridge } from './call-over-bridge.ts';
import { callOverRingover } from './call-over-ringover.ts';
import type { CallerState, PretendCaller } from './caller.ts';

export interface CallOf {
  from: string;
  to: string;
  follow: (state: CallerState) => void;
}

/** A provider in this process, for a relay in another. */
export interface ProviderSide {
  call(of: CallOf): Promise<PretendCaller>;
  close(): Promise<void>;
}

export type Manners = Pick<PretendManners, 'transferAnswerAfterMs' | 'transferIsAnswered' | 'talkMs'>;

/** Its API is not connected, so the relay passes callers on by the stream's own command. */
export function ringoverSide(side: {
  relayUrl: string;
  publicBaseUrl?: string;
  hookToken: string;
  key: string;
  streamerToken: string;
  users: readonly PretendRingoverUser[];
  manners: Manners;
}): ProviderSide {
  const { users, manners, streamerToken, ...wires } = side;
  const calls = createPretendCalls();
  const effects = createEffects(undefined);
  const connected = connectProvider({
    provider: createPretendRingover(wires),
    api: { calls, onEffect: effects.onEffect },
    manners,
  });
  const clock = createPlayoutClock();
  const streamUrl = `${side.relayUrl.replace(/\/+$/, '').replace(/^http/, 'ws')}/ws/ringover/${streamerToken}`;
  const at = { calls, users, tell: effects.tell, now: () => new Date() };
  return {
    call: (of) =>
      callOverRingover(
        { connected, calls, passOn: (live, phone, to) => void passOn(live, phone, to, at), streamUrl, clock },
        { ...of, from: of.from === 'anonymous' ? null : of.from },
      ),
    close: () => connected.close(),
  };
}

/** Its API is here, at the port that the relay was told. */
export async function bridgeSide(side: {
  voiceUrl: string;
  authToken: string;
  accountSid: string;
  apiPort: number;
  manners: Manners;
}): Promise<ProviderSide> {
  const { voiceUrl, authToken, accountSid, apiPort: port, manners } = side;
  const clock = createPlayoutClock();
  const bridge = await startPretendBridge({ voiceUrl, authToken, accountSid, port, clock, returnsCallers: true });
  return {
    call: (of) => callOverBridge(bridge, { ...of, manners, clock }),
    close: () => bridge.api.close(),
  };
}

import { deliver, type Acknowledgement, type Persistence } from './deliver.ts';
import { newPretendCall, type Moment, type PretendCall } from './pretend-call.ts';
import type { PretendProvider } from './pretend-provider.ts';

/** A call that rings, to be driven by hand: by a test, a bench or `npm start`. Each step is one signed webhook. */
export interface RungCall {
  call: PretendCall;
  /** What the relay said to the ringing; null when this provider does not tell of it. */
  ringing: Acknowledgement | null;
  answer(user?: PretendCall['user']): Promise<Acknowledgement | null>;
  hangUp(): Promise<Acknowledgement | null>;
  miss(): Promise<Acknowledgement | null>;
  /** @param seconds length of the message */
  leaveVoicemail(seconds: number): Promise<Acknowledgement | null>;
}

export interface PretendRinger {
  ring(of: Partial<PretendCall> & Pick<PretendCall, 'from' | 'to'>): Promise<RungCall>;
}

/** A pretend caller over a provider's real signed wire. Times are this machine's clock, unless `now` says otherwise. */
export function createPretendRinger(
  provider: PretendProvider,
  { now = () => new Date(), ...persistence }: Partial<Persistence> & { now?: () => Date } = {},
): PretendRinger {
  return {
    async ring(of) {
      const call = newPretendCall({ startedAt: now(), ...of });
      let answeredAt: Date | null = null;
      const send = async (moment: Moment, at = now(), answered = answeredAt) => {
        const signed = provider.sign(call, { moment, at, answeredAt: answered, attempt: 1 });
        return signed && deliver(signed, { giveUpAfterMs: 0, ...persistence });
      };
      return {
        call,
        ringing: await send('ringing', call.startedAt),
        answer(user = call.user) {
          answeredAt = now();
          call.user = user;
          return send('answered', answeredAt);
        },
        hangUp: () => send('hangup'),
        miss: () => send('missed'),
        leaveVoicemail: (seconds) => send('voicemail', now(), new Date(now().getTime() - seconds * 1000)),
      };
    },
  };
}

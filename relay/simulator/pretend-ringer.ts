import { deliver, type Acknowledgement, type Persistence } from './deliver.ts';
import type { RecordingLink } from './life/call-life.ts';
import { newPretendCall, type Moment, type PretendCall } from './pretend-call.ts';
import type { SignedDelivery } from './signed-delivery.ts';
import type { PretendProvider } from './pretend-provider.ts';

/** A call that rings, to be driven by hand: by a test, a bench or `npm start`. Each step is one signed webhook. */
export interface RungCall {
  call: PretendCall;
  /** What the relay said to the ringing; null when this provider does not tell of it. */
  ringing: Acknowledgement | null;
  answer(user?: PretendCall['user']): Promise<Acknowledgement | null>;
  /** @param recording the account has it at once, and says so with the end */
  hangUp(recording?: RecordingLink): Promise<Acknowledgement | null>;
  /** The recording is there, some time after the call. Null: this provider does not tell of it. */
  recorded(link: RecordingLink): Promise<Acknowledgement | null>;
  miss(): Promise<Acknowledgement | null>;
  /** @param seconds length of the message. @param recording where it can be fetched */
  leaveVoicemail(seconds: number, recording?: RecordingLink): Promise<Acknowledgement | null>;
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
      const post = async (signed: SignedDelivery | null) =>
        signed && deliver(signed, { giveUpAfterMs: 0, ...persistence });
      const send = (moment: Moment, at = now(), answered = answeredAt, recording?: RecordingLink) =>
        post(provider.sign(call, { moment, at, answeredAt: answered, attempt: 1, ...(recording && { recording }) }));
      return {
        call,
        ringing: await send('ringing', call.startedAt),
        answer(user = call.user) {
          answeredAt = now();
          call.user = user;
          return send('answered', answeredAt);
        },
        hangUp: (recording) => send('hangup', now(), answeredAt, recording),
        recorded: (link) => post(provider.signRecorded?.(call, link, now()) ?? null),
        miss: () => send('missed'),
        leaveVoicemail: (seconds, recording) =>
          send('voicemail', now(), new Date(now().getTime() - seconds * 1000), recording),
      };
    },
  };
}

import { deliver, type Acknowledgement, type Persistence } from './deliver.ts';
import type { RecordingLink } from './life/call-life.ts';
import { newPretendCall, type Moment, type PretendCall } from './pretend-call.ts';
import type { PretendCalls, PretendPhone } from './pretend-calls.ts';
import type { OnEffect, PretendEffect, PretendMessage } from './pretend-effect.ts';
import type { PretendProvider, SignedDelivery } from './pretend-provider.ts';
import type { PretendRinger } from './pretend-ringer.ts';

/** How people at the other end behave (ms). */
export interface PretendManners {
  /** A callee picks up. */
  answerAfterMs: number;
  /** And talks, unless something is done. */
  talkMs: number;
  /** To whom a call was transferred picks up. */
  transferAnswerAfterMs: number;
  /** Or lets it ring for as long, and does not. */
  transferIsAnswered: boolean;
  /** What somebody writes back to an SMS; null: nothing. */
  reply: string | null;
  replyAfterMs: number;
}

/** What became of a call that was passed on, or of any. `not_answered`: the telephone rang in vain; the caller may still be there. */
export type PassedOn = 'rings' | 'answered' | 'not_answered' | 'over';

export interface ConnectedProvider {
  /** Lets calls ring as `createPretendRinger` does; what is done to them over the API happens to them. */
  ringer: PretendRinger;
  /** Told once the webhook of it is on its way. @returns its own undo */
  onPassedOn(listen: (call: PretendCall, what: PassedOn) => void): () => void;
  /** Resolves when every webhook that is on its way was answered. */
  settled(): Promise<void>;
  /** No webhook is sent after it. */
  close(): Promise<void>;
}

interface Connection {
  provider: PretendProvider;
  api: { calls: PretendCalls; onEffect(listen: OnEffect): () => void };
  /** How this provider tells of an SMS; absent: not at all. */
  message?: (message: PretendMessage, event: 'sent' | 'received') => SignedDelivery;
  manners?: Partial<PretendManners>;
  persistence?: Partial<Persistence>;
  now?: () => Date;
}

const usualManners: PretendManners = {
  answerAfterMs: 3_500,
  talkMs: 180_000,
  transferAnswerAfterMs: 4_000,
  transferIsAnswered: true,
  reply: null,
  replyAfterMs: 6_000,
};

/**
 * A provider whole: what is done over its API comes back as its signed webhooks, and what happens to its calls is what
 * its API shows. Webhooks go one behind the other, as the provider's own would for one call.
 */
export function connectProvider(connection: Connection): ConnectedProvider {
  const { provider, api } = connection;
  const { calls } = api;
  const now = connection.now ?? (() => new Date());
  const manners = { ...usualManners, ...connection.manners };
  const closing = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const listeners = new Set<(call: PretendCall, what: PassedOn) => void>();
  let line: Promise<unknown> = Promise.resolve();

  function send(signed: SignedDelivery | null): Promise<Acknowledgement | null> {
    const mine = line.then(() => {
      if (signed === null || closing.signal.aborted) return null;
      return deliver(signed, { giveUpAfterMs: 0, ...connection.persistence, signal: closing.signal });
    });
    // One that does not get through is told to whoever sent it, and the next ones go.
    line = mine.catch(() => undefined);
    return mine;
  }

  /** Of one phone: its own channel, person and number stand in the webhook. */
  function tell(
    call: PretendCall,
    phone: PretendPhone,
    moment: Moment,
    at = now(),
    answeredAt = phone.answeredAt,
    recording?: RecordingLink,
  ) {
    const { channelId, user } = phone;
    const to = call.direction === 'inbound' ? phone.to : call.to;
    const event = { moment, at, answeredAt, attempt: 1, ...(recording && { recording }) };
    return send(provider.sign({ ...call, channelId, user, to }, event));
  }

  function passedOn(call: PretendCall, what: PassedOn): void {
    for (const listen of listeners) listen(call, what);
  }

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  /** Whoever was rung picks up, talks, and hangs up; unless something was done meanwhile, for then the phone is gone. */
  function liveOn(call: PretendCall, phone: PretendPhone, answerAfterMs: number): void {
    later(answerAfterMs, () => {
      const answered = calls.answer(call.callId, phone.channelId, now());
      if (answered === null) return;
      void tell(call, answered, 'answered');
      passedOn(call, 'answered');
      later(manners.talkMs, () => void endAll(call, 'hangup'));
    });
  }

  /** Whoever was rung does not pick up. */
  function giveUp(call: PretendCall, phone: PretendPhone, afterMs: number): void {
    later(afterMs, () => {
      const ended = calls.end(call.callId, phone.channelId, now(), 'NOANSWER_TRANSFERED');
      if (ended === null) return;
      void tell(call, ended, 'hangup');
      passedOn(call, 'not_answered');
    });
  }

  /** The other side is gone: every phone that is still in the call. */
  async function endAll(
    call: PretendCall,
    moment: Moment,
    how: { lastState?: string; recording?: RecordingLink } = {},
  ): Promise<Acknowledgement | null> {
    let last: Acknowledgement | null = null;
    const at = now();
    const phones = calls.find(call.callId)?.phones.slice() ?? [];
    for (const phone of phones) {
      const ended = calls.end(call.callId, phone.channelId, at, how.lastState);
      if (ended !== null) last = await tell(call, ended, moment, at, ended.answeredAt, how.recording);
    }
    if (phones.length > 0) passedOn(call, 'over');
    return last;
  }

  function converse(message: PretendMessage): void {
    const { message: signed } = connection;
    if (!signed) return;
    void send(signed(message, 'sent'));
    const { reply } = manners;
    if (reply === null) return;
    later(manners.replyAfterMs, () => {
      const { from, to, messageId } = message;
      void send(
        signed({ ...message, from: to, to: from, messageId: messageId + 500_000, body: reply, at: now() }, 'received'),
      );
    });
  }

  function on(effect: PretendEffect): void {
    switch (effect.kind) {
      case 'dialled':
        void tell(effect.call, effect.phone, 'ringing', effect.call.startedAt);
        return liveOn(effect.call, effect.phone, manners.answerAfterMs);
      case 'hung_up':
        void tell(effect.call, effect.phone, 'hangup');
        return passedOn(effect.call, 'over');
      case 'transferred':
        // The new phone first, so that nobody takes the call for over in between.
        void tell(effect.call, effect.next, 'ringing', effect.next.startedAt);
        void tell(effect.call, effect.phone, 'hangup');
        passedOn(effect.call, 'rings');
        if (manners.transferIsAnswered) return liveOn(effect.call, effect.next, manners.transferAnswerAfterMs);
        return giveUp(effect.call, effect.next, manners.transferAnswerAfterMs);
      case 'sms':
        return converse(effect.message);
      case 'held':
      case 'muted':
      case 'digits':
      case 'blocked':
      case 'unblocked':
        // No provider has a webhook for it.
        return;
      default:
        effect satisfies never;
    }
  }
  const unlisten = api.onEffect(on);

  return {
    ringer: {
      async ring(of) {
        const call = newPretendCall({ startedAt: now(), ...of });
        const phone = calls.begin(call);
        return {
          call,
          ringing: await tell(call, phone, 'ringing', call.startedAt),
          async answer(user = call.user) {
            call.user = user;
            const answered = calls.answer(call.callId, phone.channelId, now(), user);
            return answered && tell(call, answered, 'answered', answered.answeredAt ?? now());
          },
          hangUp: (recording) => endAll(call, 'hangup', recording ? { recording } : {}),
          recorded: (link) => send(provider.signRecorded?.(call, link, now()) ?? null),
          miss: () => endAll(call, 'missed', { lastState: 'MISSED' }),
          async leaveVoicemail(seconds, recording) {
            const at = now();
            const ended = calls.end(call.callId, phone.channelId, at, 'VOICEMAIL');
            return ended && tell(call, ended, 'voicemail', at, new Date(at.getTime() - seconds * 1_000), recording);
          },
        };
      },
    },
    onPassedOn(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    settled: async () => void (await line),
    async close() {
      unlisten();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      closing.abort();
      await line;
    },
  };
}

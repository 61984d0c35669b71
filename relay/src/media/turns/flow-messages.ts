import { z } from 'zod';

/** sipgate AI Flow: events in, actions out, as text (telephony.md section 4.6). */

const phone = z.string().max(50);
const session = z.object({
  id: z.string().min(1).max(200),
  account_id: z.string().max(200).optional(),
  phone_number: phone.optional(),
  direction: z.string().max(20).optional(),
  from_phone_number: phone.optional(),
  to_phone_number: phone.optional(),
});

/** Older versions of the interface called it `transcript`. */
const words = z.object({
  text: z.string().max(20_000).optional(),
  transcript: z.string().max(20_000).optional(),
  barged_in: z.boolean().optional(),
});

export const flowEvent = z.looseObject({ type: z.string().max(60), session }).transform((event, ctx) => {
  const { session, type } = event;
  switch (type) {
    case 'session_start':
    case 'session_end':
    case 'assistant_speech_ended':
      return { type, session } as const;
    case 'user_speech_started':
      return { type: 'speech_started', session } as const;
    case 'user_speak':
    case 'user_barge_in': {
      const read = words.safeParse(event);
      const text = read.data?.text ?? read.data?.transcript;
      if (text === undefined) {
        ctx.addIssue({ code: 'custom', path: ['text'], message: 'missing' });
        return z.NEVER;
      }
      return {
        type: 'user_speak',
        session,
        text,
        bargedIn: type === 'user_barge_in' || read.data?.barged_in === true,
      } as const;
    }
    case 'assistant_speak': {
      const duration = event['duration_ms'];
      return { type, session, durationMs: typeof duration === 'number' ? duration : null } as const;
    }
    case 'dtmf_received': {
      const digit = event['digit'];
      if (typeof digit !== 'string' || !/^[0-9*#A-D]$/.test(digit)) {
        ctx.addIssue({ code: 'custom', path: ['digit'], message: 'no key of a telephone' });
        return z.NEVER;
      }
      return { type: 'digit', session, digit } as const;
    }
    case 'user_input_timeout':
    case 'timeout':
      return { type: 'no_answer', session } as const;
    default:
      // Added one day: it is taken, and means nothing here.
      return { type: 'unknown', session } as const;
  }
});
export type FlowEvent = z.output<typeof flowEvent>;

/** What the caller is told or what is done with the call; how it is written is `writeFlowAction`. */
export type TurnAction =
  | {
      kind: 'speak';
      text: string;
      /** False for what a caller has to hear to its end: the disclosure, the notice of recording. */
      mayBeInterrupted: boolean;
      /** After so much silence the provider tells us (seconds). */
      noAnswerAfterSeconds?: number;
    }
  | { kind: 'barge_in' }
  | { kind: 'transfer'; to: string; callerName: string; callerNumber: string }
  | { kind: 'hangup' };

export function writeFlowAction(sessionId: string, action: TurnAction): Record<string, unknown> {
  switch (action.kind) {
    case 'speak':
      return {
        type: 'speak',
        session_id: sessionId,
        text: action.text,
        barge_in: action.mayBeInterrupted
          ? { strategy: 'minimum_characters', minimum_characters: 3 }
          : { strategy: 'none' },
        ...(action.noAnswerAfterSeconds === undefined
          ? {}
          : { user_input_timeout_seconds: action.noAnswerAfterSeconds }),
      };
    case 'transfer':
      return {
        type: 'transfer',
        session_id: sessionId,
        target_phone_number: action.to,
        caller_id_name: action.callerName,
        caller_id_number: action.callerNumber,
      };
    case 'barge_in':
    case 'hangup':
      return { type: action.kind, session_id: sessionId };
    default:
      return action satisfies never;
  }
}

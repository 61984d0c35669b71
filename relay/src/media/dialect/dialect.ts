import type { SampleRate } from '../sound/pcm.ts';

export type DialectName = 'ringover' | 'twilio' | 'plain';

/** What can be wrong with a media stream. The sentence of each goes to whoever opened it, and to the log. */
export const mediaFaults = {
  wrong_rate: 'The sound does not have the rate that was announced.',
  odd_size: 'A piece of sound has a size that is no 20 ms of 8 or 16 kHz.',
  text_for_sound: 'Text came where sound belongs.',
  malformed: 'A message could not be read.',
  codec_unknown: 'The sound is coded in a way that is not known here: use mu-law, A-law or 16 bit PCM.',
  too_fast: 'Too many messages in a second.',
  too_large: 'A message is too large.',
  other_call: 'The stream belongs to another call.',
  silent_socket: 'Nothing came over the connection.',
  half_open: 'The other side does not answer any more.',
  slow_socket: 'The other side does not take the sound fast enough.',
  handler_failed: 'What listens to the call made a mistake.',
} as const;
export type MediaFault = keyof typeof mediaFaults;

/** What a provider tells, the same for every dialect. */
export type FromPhone =
  | {
      kind: 'start';
      rate: SampleRate;
      /** The provider's name for the stream. */
      streamId: string | null;
      /** The call that the provider names, where it names one. */
      namedCall: string | null;
      /** What else it said of the call: From, To... */
      facts: Readonly<Record<string, string>>;
    }
  /** At the rate of `start`, of any length. */
  | { kind: 'sound'; pcm: Int16Array }
  | { kind: 'digit'; digit: string }
  /** All that was sent before this mark was played, or thrown away. */
  | { kind: 'mark'; name: string }
  | { kind: 'end' }
  /** `final`: the stream makes no sense any more. */
  | { kind: 'fault'; fault: MediaFault; final: boolean };

/** What a provider can be told. */
export type ToPhone =
  | { kind: 'sound'; pcm: Int16Array }
  /** Throw away what was not played yet. */
  | { kind: 'clear' }
  | { kind: 'mark'; name: string }
  | { kind: 'play'; url: string }
  | { kind: 'digits'; digits: string }
  | { kind: 'transfer'; to: string };

/** One connection's reading and writing. Holds what was announced on it, and no socket, timer or stream. */
export interface Dialect {
  readonly name: DialectName;
  /** The provider says what it has played. */
  readonly hasMarks: boolean;
  /** Never throws: what cannot be read is a fault. */
  read(data: Buffer, isBinary: boolean): FromPhone[];
  /** Null: this provider has no such command. */
  write(say: ToPhone): string | Buffer | null;
}

export const fault = (name: MediaFault, final = false): FromPhone => ({ kind: 'fault', fault: name, final });

/** @returns undefined for what is no JSON object */
export function jsonObject(data: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** One key of a telephone. Anything else a provider calls a digit is none. */
export const isKey = (value: unknown): value is string => typeof value === 'string' && /^[0-9*#A-D]$/.test(value);

import { randomInt } from 'node:crypto';
import type { RecordingLink } from './life/call-life.ts';

/** Somebody of the firm as Ringover describes a user. */
export interface PretendUser {
  /** Digits: `22673838`. */
  id: string;
  firstname: string;
  lastname: string;
  email: string;
}

/** One call as a provider sees it. Numbers are E.164 with plus; each provider writes them its own way. */
export interface PretendCall {
  /** Ringover: uint64 as text. */
  callId: string;
  channelId: string;
  direction: 'inbound' | 'outbound';
  /** Null: withheld. */
  from: string | null;
  to: string;
  startedAt: Date;
  /** Whose phone rings; null: the provider names nobody. */
  user: PretendUser | null;
}

export type Moment = 'ringing' | 'answered' | 'hangup' | 'missed' | 'voicemail';

/** What a provider says at one moment of a call. */
export interface PretendEvent {
  moment: Moment;
  at: Date;
  /** Set from the answer on. */
  answeredAt: Date | null;
  /** 1 for the first delivery, more for repetitions. */
  attempt: number;
  /** Of `hangup` and `voicemail`: the account has the recording at once. */
  recording?: RecordingLink;
}

export function newPretendCall(of: Partial<PretendCall> & Pick<PretendCall, 'from' | 'to'>): PretendCall {
  return {
    callId: newUint64(),
    channelId: newUint64(),
    direction: 'inbound',
    startedAt: new Date(),
    user: null,
    ...of,
  };
}

/** A 19-digit id above 2^53, as Ringover's are: code that reads it as a number breaks. */
export function newUint64(): string {
  return `7${[0, 1, 2].map(() => String(randomInt(1_000_000)).padStart(6, '0')).join('')}`;
}

import type { CallOutcome } from '../../src/wire/call.ts';
import type { EndCause } from '../../src/wire/call-fact.ts';
import type { HowTold, TimedStep } from '../life/call-life.ts';

/** A scenario file, read and found possible: what happens in the life of a call, and what goes wrong on the way. */
export interface Scenario {
  /** The file's name without `.yaml`. */
  name: string;
  /** One sentence for a list. */
  title: string;
  how: HowTold;
  direction: 'inbound' | 'outbound';
  from: string | null;
  to: string;
  steps: readonly TimedStep[];
  /** Deliveries arrive in an order that this seed gives, each still telling its true time; null: in true order. */
  shuffle: string | null;
  /** How often each delivery is sent in all. */
  repeat: number;
  /** How far the provider's clock is ahead of ours (ms). */
  clockSkewMs: number;
  faults: readonly Fault[];
  /** When the provider's own log of calls is read, to heal what was lost (ms from the beginning); null: never. */
  healAtMs: number | null;
  expect: Expected | null;
}

export type Fault =
  /** Never arrives. `nth` from 1, of the deliveries of this name; null: all of them. */
  | { kind: 'lose'; event: string; nth: number | null }
  /** The door in front of the relay answers 503 so often, and the provider comes again. */
  | { kind: 'refuse'; event: string; nth: number | null; times: number };

/** The final truth. What is absent is not compared. Times in seconds from the beginning of the life. */
export interface Expected {
  /** Null: no call comes of it. */
  call?: ExpectedCall | null;
  messages?: readonly ExpectedMessage[];
}

export interface ExpectedCall {
  outcome?: CallOutcome;
  /** A person's key; null: nobody. */
  answeredBy?: string | null;
  /** By person's key; every phone that is a person's must be named. */
  legs?: Readonly<Record<string, string>>;
  answeredAtSeconds?: number | null;
  endedAtSeconds?: number | null;
  talkSeconds?: number | null;
  endCause?: EndCause | null;
  fromNumber?: string | null;
  anonymous?: boolean;
  voicemailSeconds?: number | null;
  tags?: readonly string[];
  comment?: string | null;
  recordingSeconds?: number | null;
  hasTranscription?: boolean;
  summary?: string | null;
  digits?: string | null;
  healed?: boolean;
}

export interface ExpectedMessage {
  kind: 'sms' | 'fax';
  direction: 'inbound' | 'outbound';
  body?: string;
  pages?: number | null;
  fromNumber?: string | null;
  toNumber?: string | null;
}

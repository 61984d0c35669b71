import type { RingoverOddities } from '../told/ringover-told.ts';
import type { SipgateCause, SipgateOddities } from '../told/sipgate-told.ts';
import type { Wire } from '../told/wires.ts';
import type { PretendPerson } from './person.ts';

/** Who tells of a call, and in which words. */
export type Teller = 'ringover' | 'sipgate' | 'old_names' | 'sipgate_json';

/** Something that happens in the life of a call, or beside it. The tellers say what each provider tells of it. */
export type LifeStep =
  /** Phones begin to ring; nobody named: one phone of nobody. */
  | { kind: 'ring'; people: readonly PretendPerson[] }
  /** Of the phones that ring. Several: two people who pick up at once. Nobody named: whoever it rings at. */
  | { kind: 'answer'; people: readonly PretendPerson[] }
  /** One phone stops ringing: its owner does not want it. */
  | { kind: 'refuse'; person: PretendPerson }
  /** A phone that rings passes the call on (its owner set that up). */
  | { kind: 'forward'; to: PretendPerson }
  /** Blind: whoever talks is out of it, and the other phone rings. */
  | { kind: 'transfer'; to: PretendPerson }
  /** Attended: the other phone rings while the first one goes on talking… */
  | { kind: 'consult'; with: PretendPerson }
  /** …and then the first one hangs up. */
  | { kind: 'hand_over' }
  | { kind: 'hang_up'; cause: SipgateCause | null }
  /** Nobody took it. `reason` as Ringover words it. */
  | { kind: 'miss'; reason: string | null }
  /** The caller has spoken for so long, and hangs up now. */
  | { kind: 'voicemail'; seconds: number }
  /** Keys pressed in a menu; null: asked, and nothing was pressed. */
  | { kind: 'press'; digits: string | null }
  | { kind: 'tags'; tags: readonly string[] }
  | { kind: 'comment'; text: string; tags: readonly string[] }
  | { kind: 'after_call'; text: string; tags: readonly string[] }
  | { kind: 'recording'; seconds: number }
  | { kind: 'voicemail_link'; seconds: number }
  /** A recording that can be fetched: this dialogue, spoken. */
  | { kind: 'recorded'; as: 'recording' | 'voicemail'; dialogue: string }
  | { kind: 'transcription' }
  | { kind: 'summary'; text: string }
  | { kind: 'sms'; to: 'firm' | 'caller'; text: string; person: PretendPerson | null }
  | { kind: 'fax'; pages: number | null }
  | { kind: 'ask'; about: 'contact' | 'routing' }
  | { kind: 'ask_search'; query: string; person: PretendPerson | null }
  | { kind: 'ask_ivr'; code: number };

export interface TimedStep {
  /** From the beginning of the life. */
  atMs: number;
  step: LifeStep;
}

export interface CallLife {
  /** Ringover: uint64 as text; sipgate: opaque. Everything else that needs an id derives it from this one. */
  callId: string;
  direction: 'inbound' | 'outbound';
  /** Null: withheld. E.164 otherwise. */
  from: string | null;
  to: string;
  /** On the provider's clock. */
  startedAt: Date;
  steps: readonly TimedStep[];
}

/** Where a provider says that a recording is. */
export interface RecordingLink {
  url: string;
  /** Needs the account's key. */
  privateUrl: string;
  seconds: number;
}

export interface HowTold {
  teller: Teller;
  ringover: RingoverOddities;
  sipgate: SipgateOddities;
  /** `tenant_id` of the old names' body; null: not said. */
  tenantId: string | null;
  /**
   * By how much the clocks of Ringover's machines are wrong, delivery by delivery, over and over (ms). Absent: they all
   * agree. sipgate tells no time.
   */
  clockErrorsMs?: readonly number[];
  /** Where the recording of a dialogue can be fetched; absent: links lead nowhere. */
  linkOf?: (dialogue: string) => RecordingLink;
  /** Where the transcript of a call can be fetched; absent: links lead nowhere. */
  transcriptLinkOf?: (callId: string) => string;
}

/** One delivery before it is signed. */
export interface Told {
  /** What happened, in the teller's word: `answered`, `newCall`, `record_available`. */
  event: string;
  /** When, from the beginning of the life. */
  atMs: number;
  wire: Wire;
  /** @param attempt 1 for the first delivery; repetitions say so where this provider counts them */
  body(attempt: number): string;
}

/** The life cannot go on like this: nobody rings who could answer, sipgate tells of no SMS… */
export class ImpossibleStep extends Error {
  /** Index into `CallLife.steps`. */
  readonly index: number;
  constructor(index: number, message: string) {
    super(message);
    this.name = 'ImpossibleStep';
    this.index = index;
  }
}

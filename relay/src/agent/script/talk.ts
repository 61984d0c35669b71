import type { Language, PhoneNumber } from '../../wire/scalars.ts';
import type { Expecting } from '../turn-taking/turn.ts';
import type { ToolCall, ToolResult } from '../tools.ts';
import type { IntakeFacts } from './facts.ts';
import type { Asked, ReceptionistScript } from './script.ts';

export type Scripts = Readonly<Partial<Record<Language, ReceptionistScript>>>;

/** What does not change while the talk goes on. */
export interface TalkContext {
  scripts: Scripts;
  firmName: string;
  /** ISO 3166 alpha-2 of the firm; reads numbers in national form. */
  country: string;
  timeZone: string;
  /** Null: withheld. */
  callerNumber: PhoneNumber | null;
}

/** Plain data: a talk can be kept and gone on with. */
export interface TalkState {
  language: Language;
  step: string;
  mode: 'asking' | 'confirming' | 'working' | 'over';
  /** How often the answer to this step was not understood. */
  misses: number;
  facts: IntakeFacts;
  /** Steps that were answered or given up, and where they led. */
  done: Record<string, string>;
  /** Was read back and waits for a yes. */
  candidate: string | null;
  hasTriedPerson: boolean;
  isUrgencyTold: boolean;
  /** What is known has been given to the firm. */
  isTaken: boolean;
}

export type TalkHeard =
  | { kind: 'start' }
  | { kind: 'words'; text: string }
  /** Said before they heard the question that waits now. */
  | { kind: 'overheard'; text: string }
  | { kind: 'keys'; keys: string }
  | { kind: 'silence'; times: 1 | 2 | 3 }
  /** `meanwhile`: what the caller said while it was at work. */
  | { kind: 'tool'; result: ToolResult; meanwhile?: string | null }
  /** A person of the firm tells the receptionist what to do. */
  | { kind: 'order'; act: 'take' | 'message' | 'call_back'; leavesFor?: { id: string; name: string } }
  | { kind: 'too_long' }
  /** The caller has hung up. */
  | { kind: 'gone' };

/** In order. A tool that comes together with `end` is run to its end all the same. */
export type TalkEffect =
  | { do: 'say'; text: string; language: Language; isInterruptible: boolean }
  | { do: 'listen'; asked: Asked; expecting: Expecting; language: Language }
  | { do: 'tool'; call: ToolCall }
  /** AI and recording have been announced in what was said so far. */
  | { do: 'announced' }
  | { do: 'consent'; answer: 'yes' | 'no' | 'unclear' }
  /** `not_taken`: what the caller said is nowhere; voicemail is the next best. */
  | { do: 'end'; why: 'done' | 'not_taken' | 'silent' | 'too_long' | 'handed_over' | 'gone' };

/** One step under way: a copy that may be written, and what is to be done so far. */
export interface Talking {
  s: TalkState;
  effects: TalkEffect[];
  context: TalkContext;
  now: Date;
}

/** The script of the language that is spoken. */
export function scriptOf({ s, context }: Talking): ReceptionistScript {
  const script = context.scripts[s.language];
  if (script === undefined) throw new RangeError(`No script in ${s.language}`);
  return script;
}

export const expectingOf: Readonly<Record<Asked, Expecting>> = {
  consent: 'yes_no',
  reason: 'open',
  name: 'name',
  spelling: 'spelling',
  own_number: 'yes_no',
  number: 'digits',
  party: 'open',
  urgency: 'yes_no',
  wish: 'open',
  when: 'open',
  yes_no: 'yes_no',
  message: 'open',
};

import type { AgentAct, AgentLive } from '../wire/agent-live.ts';
import type { Language } from '../wire/scalars.ts';
import type { IntakeFacts } from './script/facts.ts';
import type { ReplyTo, Then } from './turn-taking/turn.ts';

/** What is left unanswered: of the caller, or an order of a person of the firm. */
export type Asking =
  | Exclude<ReplyTo, { kind: 'prompted' }>
  /** `leavesFor`, with `take`: the caller leaves us while this person's telephone rings. Absent: they stay. */
  | { kind: 'order'; act: Exclude<AgentAct, 'whisper' | 'end'>; leavesFor?: { id: string; name: string } };

/** Something of a reply, in the order in which it is to happen. */
export type ReplyPart =
  | { part: 'say'; text: string; language: Language; isInterruptible: boolean }
  /** AI and recording have been announced by what was said so far. */
  | { part: 'announced' }
  | { part: 'consent'; answer: 'yes' | 'no' | 'unclear' }
  /** A tool is at work; for the timeline of the call. */
  | { part: 'tool'; tool: string; tookMs: number }
  /** The last one. `personId` with `transfer`; `why` with `close`. */
  | { part: 'then'; then: Then; personId: string | null; why: EndOfTalk | null };

/** `not_taken`: what the caller said is nowhere; voicemail is the next best. */
export type EndOfTalk = 'done' | 'not_taken' | 'silent' | 'too_long' | 'handed_over' | 'gone';

/**
 * Who thinks of what to say: the script, or a language model. Knows nothing of sound and time. One reply at a time.
 */
export interface Receptionist {
  readonly kind: 'script' | 'model';
  readonly language: Language;
  /**
   * One reply; `then` is its last part. With the signal it stops at once: what was not given out was never said. A tool that
   * changes something runs to its end all the same, and what came of it is known to the next reply.
   * @throws StageError, or the signal's reason
   */
  reply(to: Asking, signal: AbortSignal): AsyncIterable<ReplyPart>;
  /** Of the sentences of the last reply, put together without anything between, the caller heard only so many characters. */
  truncate(heardChars: number): void;
  /** A line that a person of the firm had it say. */
  whispered(text: string): void;
  /** The caller has gone: what is known is kept for the firm. */
  gone(): Promise<void>;
  /** For the popup. */
  shown(): Pick<AgentLive, 'callerName' | 'urgency' | 'topic' | 'state'>;
  /** What is known, so that another receptionist can go on. */
  facts(): IntakeFacts;
}

/** The next one goes on with what the one before knew. */
export type MakeReceptionist = (from: {
  language: Language;
  /** Null: the talk begins. */
  facts: IntakeFacts | null;
  /** The caller has heard to the end that this is an AI, and that the call is recorded. */
  isAnnounced: boolean;
}) => Receptionist;

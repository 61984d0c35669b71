import type { Language } from '../../wire/scalars.ts';
import type { VoiceGate } from './voice-gate.ts';

/** Where a talk stands. `idle`: nobody has answered yet. `over`: nothing comes after. */
export type Phase =
  | 'idle'
  | 'listening'
  /** The caller has stopped, perhaps only to breathe. */
  | 'endpointing'
  | 'thinking'
  | 'speaking'
  /** The caller makes a sound while we speak: we are paused until it is clear whether they say something. */
  | 'barge_in'
  | 'transferring'
  | 'closing'
  | 'over';

/** What an answer will look like, which says how long a pause in it may be. */
export type Expecting = 'yes_no' | 'digits' | 'spelling' | 'name' | 'open';

/** What was left unanswered. */
export type ReplyTo =
  | { kind: 'start' }
  | { kind: 'words'; text: string }
  | { kind: 'keys'; keys: string }
  /** 1: ask again. 2: offer a person. 3: say goodbye; the talk is closed after it. */
  | { kind: 'silence'; times: 1 | 2 | 3 }
  | { kind: 'transfer_failed' }
  /** The talk has lasted as long as one may: say goodbye. */
  | { kind: 'too_long' }
  /** A person of the firm wants something said; the caller waits for nothing. */
  | { kind: 'prompted' };

/** What the talk does after a reply was played. */
export type Then =
  { kind: 'listen'; expecting: Expecting; language: Language } | { kind: 'transfer' } | { kind: 'close' };

export type TurnInput =
  | { kind: 'answered' }
  /** One frame of the voice detector. */
  | { kind: 'voice'; probability: number }
  /** All words of this turn of the caller as far as they are known; each replaces the one before until one is final. */
  | { kind: 'words'; text: string; isFinal: boolean }
  | { kind: 'key'; key: string }
  /** A sentence of ours begins to sound and takes so long. A filler is not yet the reply. */
  | { kind: 'sentence'; generation: number; isInterruptible: boolean; isFiller: boolean; lastsMs: number }
  /** Everything that was given to the playout has been played. */
  | { kind: 'drained'; generation: number }
  /** What this reply asks, as soon as that is known: whoever answers over the question is read by it. */
  | { kind: 'asks'; generation: number; expecting: Expecting; language: Language }
  /** No more sentences come for this reply. */
  | { kind: 'reply_ended'; generation: number; then: Then }
  | { kind: 'transfer_failed' }
  /** Something is to be said out of turn: as soon as nobody speaks. */
  | { kind: 'prompted' }
  /** A person of the firm truly speaks with the caller now. */
  | { kind: 'person_answered' }
  /** Something that a talk needs has nothing left that works; the session hands the caller on. */
  | { kind: 'given_up' }
  | { kind: 'hung_up' }
  /** Time passes. Wanted every 100 ms at least; nothing else wakes the talk. */
  | { kind: 'tick' };

/**
 * What is to be done, in this order. Whatever is made for a reply carries its generation; sound of another one is thrown away.
 */
export type TurnEffect =
  | { do: 'reply'; generation: number; to: ReplyTo }
  /** Speech-to-text from here on, with the half second before. */
  | { do: 'open_ear' }
  /** What was said is wanted now. */
  | { do: 'flush_ear' }
  | { do: 'close_ear' }
  /** Silence on the line at once; what was not heard is kept. */
  | { do: 'pause'; generation: number }
  | { do: 'resume'; generation: number }
  /** What was not heard is thrown away, here and at the provider. */
  | { do: 'clear'; generation: number }
  /** The model and the voice stop making more of it. */
  | { do: 'abort'; generation: number }
  /** What the model believes to have said becomes what was heard. */
  | { do: 'truncate'; generation: number }
  /** A pre-rendered sentence, before the reply: "one moment", or "I am still trying". */
  | { do: 'filler'; generation: number; what: 'one_moment' | 'still_trying' }
  /** No reply has come: the next rung of the ladder makes one for the same generation. */
  | { do: 'fall_back'; generation: number }
  /** Nothing makes a reply: pre-rendered apology, then a person or voicemail. */
  | { do: 'give_up' }
  | { do: 'transfer' }
  | { do: 'hang_up'; why: 'done' | 'silent' | 'too_long' | 'gave_up' };

/** A reply on its way or on the line. There is one at most. */
export interface Reply {
  generation: number;
  /** Since when nothing of it, or nothing more of it, has come. */
  wantedSinceMs: number;
  /** A sentence that is no filler has begun. */
  hasBegun: boolean;
  /** Set when no more sentences come. */
  then: Then | null;
  /** Before it is said. */
  asks: { expecting: Expecting; language: Language } | null;
  fallBacks: number;
  fillers: number;
  /** The sentence on the line. Null: none. */
  sentence: { isInterruptible: boolean; isFiller: boolean; endsAtMs: number } | null;
  /** Voice alone does not pause it any more: it did so before and nobody said anything. */
  isDeaf: boolean;
  /** What it closes with, whatever the reply says. */
  closes: 'silent' | 'too_long' | null;
}

export interface TurnState {
  phase: Phase;
  answeredAtMs: number;
  voice: VoiceGate;
  /** Of this turn of the caller. */
  words: string;
  areWordsFinal: boolean;
  /** What they said before, while nothing of the reply to it has been heard: it is part of one turn when they go on. */
  unanswered: string;
  /** Since when the caller has had their turn. */
  turnSinceMs: number;
  /** The caller's voice was heard last; the wait for the end of the turn counts from here. */
  voiceEndedAtMs: number;
  keys: string;
  keyAtMs: number;
  language: Language;
  expecting: Expecting;
  /** The last generation that was given out. */
  generation: number;
  reply: Reply | null;
  /** Nobody has said or pressed anything since. */
  silentSinceMs: number;
  /** How often the caller was asked again in a row. */
  silences: 0 | 1 | 2 | 3;
  /** Something sounded last. */
  soundedAtMs: number;
  /** Since when this phase has lasted. */
  phaseSinceMs: number;
  isEarOpen: boolean;
  /** How much is to be said out of turn, and since when. */
  prompts: number;
  promptedAtMs: number;
  endsBecause: 'done' | 'silent' | 'too_long' | 'gave_up';
}

/** Milliseconds. From facts that were measured elsewhere; the README says from where. */
export const turnTimes = {
  /** Needed before it counts as somebody who talks over us. */
  bargeInVoice: 300,
  /** Without a second word. */
  bargeInLong: 600,
  /** Paused, and then nobody said anything. */
  falseInterruption: 2_000,
  /** Paused by a sound that does not stop and has no words in it: music, a drill. */
  soundWithoutWords: 5_000,
  /** Listening to such a sound counts as silence after this. */
  musicIsSilence: 15_000,
  /** The last words before a turn ends come this late at most. */
  finalWords: 1_500,
  betweenKeys: 2_000,
  filler: 1_200,
  nextFiller: 5_000,
  fallBack: 8_000,
  giveUp: 20_000,
  silent: 8_000,
  silentToTheEnd: 20_000,
  /** A sentence whose end nobody tells is taken as played. */
  lostEnd: 2_000,
  transfer: 30_000,
  stillTrying: 8_000,
  closing: 500,
  givingUp: 15_000,
  /** What is to be said out of turn waits for the end of the caller's sentence, but not for ever. */
  prompted: 6_000,
  /** A turn of the caller that never stops is answered all the same. */
  longestTurn: 60_000,
  longestTalk: 20 * 60_000,
} as const;

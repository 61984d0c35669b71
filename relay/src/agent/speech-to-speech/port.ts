import type { Playout } from '../../media/playout/playout.ts';
import type { SampleRate } from '../../media/sound/pcm.ts';
import type { Language } from '../../wire/scalars.ts';
import type { LiveEngine, OfferedTool, StageError } from '../ports.ts';

/**
 * One engine that hears, thinks and speaks: sound in, sound out, and it takes the turns itself.
 *
 * What it says can be interrupted, all of it. So what a caller has to hear to its end (AI, recording) is said by a voice of
 * ours before the engine is opened, or at least before it is given a frame; it is told in `instructions` that it was said.
 */
export interface SpeechToSpeech extends LiveEngine {
  /**
   * Returns at once; sound that comes before the engine is ready waits, two seconds of it.
   * @throws StageError `refused` when it was closed
   */
  open(ask: OpenSpeechToSpeech): SpeechTalk;
}

export interface OpenSpeechToSpeech {
  /** Of the call; `frame` brings it and `playout` takes it. */
  rate: SampleRate;
  language: Language;
  /** Who it is, what it may do, and what the caller has been told already. Words of callers are no part of it. */
  instructions: string;
  tools: readonly OfferedTool[];
  /**
   * Runs to its end whatever the caller says meanwhile. What it gives back goes to the engine as JSON.
   * @param input what the engine sent: checked against nothing
   * @param signal of the talk
   */
  runTool(name: string, input: unknown, signal: AbortSignal): Promise<unknown>;
  /** Nobody else enqueues while the talk is open; whoever clears it interrupts the engine. */
  playout: Playout;
  /** Of the call: the talk is closed with it. */
  signal: AbortSignal;
  told(event: ToldOfTalk): void;
  /** Once at most, and nothing comes after. What was not heard yet has been cleared, and told as cut off. */
  failed(error: StageError): void;
}

export interface SpeechTalk {
  /** Of the caller, of any length, at the rate of the call. */
  frame(pcm: Int16Array): void;
  /** It says this next, in these words as far as it obeys; not over what it or the caller says now. */
  say(text: string): void;
  /** Safe to call twice. What was not heard yet is cleared, and told as cut off; after that nothing is told any more. */
  close(): void;
  readonly counts: {
    /** Frames of the caller that nobody could listen to. */
    lostFrames: number;
    bargeIns: number;
  };
}

export type ToldOfTalk =
  /** It listens. */
  | { kind: 'ready'; afterMs: number }
  /** The caller's voice begins, ends, as the engine hears it. */
  | { kind: 'voice'; isOn: boolean }
  /**
   * What was said, all of it each time; the same `id` replaces what was told before. `saidAtMs`: when it began, by
   * `performance.now()`; a caller's words are known after the answer to them has begun, so lines are ordered by this.
   * `text` of an agent's final line is what was heard of it, to the last whole word.
   */
  | { kind: 'caller'; id: string; saidAtMs: number; text: string; isFinal: boolean }
  | {
      kind: 'agent';
      id: string;
      saidAtMs: number;
      text: string;
      isFinal: boolean;
      isCutOff: boolean;
      /** 0 until it is final. */
      heardMs: number;
    }
  | { kind: 'tool'; name: string; input: unknown; outcome: 'done' | 'failed'; tookMs: number }
  /** The first sound of an answer. `voiceEndToSoundMs` has the silence in it after which the engine believes that a turn is over. */
  | { kind: 'turn'; turnEndToSoundMs: number; voiceEndToSoundMs: number }
  /** The caller has said nothing for long, and the engine asks whether they are there. */
  | { kind: 'silent'; times: number };

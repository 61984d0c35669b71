import type { EngineFacts } from '../insights/ports.ts';
import type { SampleRate } from '../media/sound/pcm.ts';
import type { Language } from '../wire/scalars.ts';
import type { Failure } from './fallback/ladder.ts';

/** An engine of a running call did not do it; where the call goes on follows from `failure`. */
export class StageError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'StageError';
    this.failure = failure;
  }
}

/** What each engine of a running call tells of itself. */
export interface LiveEngine extends EngineFacts {
  /** Null: any of the four. */
  readonly languages: readonly Language[] | null;
  /** Ends its processes, threads and connections. Calls that still use it get a StageError. */
  close(): Promise<void>;
}

/** Hears words while they are said. */
export interface LiveHearing extends LiveEngine {
  /** How many ears may be open at once, measured or told; null: it is not known here. */
  readonly mostEars: number | null;
  readonly openEars: number;
  /**
   * One ear for each turn of a caller.
   * @throws StageError `full`, `refused`, or `crashed` while it is started again; what fails later goes to `failed`
   */
  open(ask: OpenEar): Ear;
}

export interface OpenEar {
  rate: SampleRate;
  language: Language;
  /** Names that are likely said, for engines that take them. */
  hints: readonly string[];
  /** Of the call: the ear is closed with it. */
  signal: AbortSignal;
  /** All words since the ear was opened; each telling replaces the one before. `isFinal`: after a `flush`, and for what was written before it. */
  heard(words: { text: string; isFinal: boolean }): void;
  /** Once at most, and nothing comes after. */
  failed(error: StageError): void;
}

export interface Ear {
  /** @returns false: it does not keep up, and this frame is lost */
  write(pcm: Int16Array): boolean;
  /** The words so far are wanted now, final. The caller may go on all the same. */
  flush(): void;
  /** Safe to call twice. Nothing is told any more. */
  close(): void;
}

/** Speaks sentences. */
export interface LiveVoice extends LiveEngine {
  /**
   * One sentence, in pieces as they are made, at the rate that was asked for. Stops at once with the signal.
   * @throws StageError, or the signal's reason
   */
  speak(ask: SpeakAsk): AsyncIterable<SpokenPiece>;
}

export interface SpeakAsk {
  text: string;
  language: Language;
  rate: SampleRate;
  signal: AbortSignal;
}

export interface SpokenPiece {
  pcm: Int16Array;
  /** How many characters of the text it speaks. All pieces together speak all of it; guessed where the engine does not tell. */
  chars: number;
}

/** Finds voices in what callers send. One for all calls of the process. */
export interface LiveVoiceDetector {
  /** @param probability one for each 32 ms, 0 to 1, in order */
  join(rate: SampleRate, probability: (p: number) => void): VoiceTrackOfCall;
  close(): Promise<void>;
}

export interface VoiceTrackOfCall {
  push(pcm: Int16Array): void;
  /** Safe to call twice. */
  leave(): void;
}

/** A language model that talks: streams, and may call tools. */
export interface TalkModel extends LiveEngine {
  /**
   * One answer. Never longer than `maxTokens`.
   * @throws StageError, or the signal's reason
   */
  reply(ask: {
    system: string;
    messages: readonly TalkMessage[];
    tools: readonly OfferedTool[];
    maxTokens: number;
    signal: AbortSignal;
  }): AsyncIterable<ModelPart>;
}

export type TalkMessage =
  | { role: 'caller'; text: string }
  | { role: 'receptionist'; text: string; calls: readonly ToolUse[] }
  | { role: 'tool'; id: string; result: unknown };

export interface ToolUse {
  id: string;
  name: string;
  input: unknown;
}

export interface OfferedTool {
  name: string;
  description: string;
  /** JSON schema of its input. */
  schema: object;
}

export type ModelPart =
  | { kind: 'text'; text: string }
  /** `input` is null when what the model sent was no JSON. */
  | ({ kind: 'tool' } & ToolUse);

/** Sentences that were rendered before, for when nothing else speaks. The words of each are with whoever renders them. */
export interface Prompts {
  /** Null: it was not rendered for this language. */
  prompt(name: PromptName, language: Language, rate: SampleRate): { text: string; pcm: Int16Array } | null;
  /** A voice that speaks only sentences that were rendered before; `refused` for any other. */
  readonly voice: LiveVoice;
}

export const promptNames = [
  /** While a reply is made: "One moment, please." */
  'one_moment',
  /** While somebody's telephone rings: "I am still trying to reach somebody." */
  'still_trying',
  /** Nothing works: "I am sorry, ... I will connect you." / "... please leave a message." / "... please call again." */
  'sorry_person',
  'sorry_voicemail',
  'sorry_goodbye',
  /** Hearing failed: "Please press 1 to be called back, 2 for a person." */
  'keys_menu',
  'keys_thanks',
] as const;
export type PromptName = (typeof promptNames)[number];

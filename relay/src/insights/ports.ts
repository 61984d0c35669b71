import type { FieldReason } from '../wire/field-state.ts';

/** What an engine is and what leaves the relay's machine when it is used; the firm's policy refuses by it. */
export interface EngineFacts {
  /** `sherpa:parakeet-tdt-0.6b-v3`, `deepgram:nova-3`... stands on every transcript it made. */
  readonly id: string;
  readonly leavesMachine: boolean;
  /** `eu`, `us`... null: this machine, or unknown. */
  readonly region: string | null;
}

/** One channel of a call, or all of a mono one. Signed 16 bit. */
export interface SpeechAudio {
  samples: Int16Array;
  sampleRate: number;
}

export interface HeardWord {
  text: string;
  startMs: number;
  endMs: number;
  confidence: number | null;
}

/** Something that was said without a long pause in it. Times count from the beginning of the audio that was given. */
export interface Heard {
  startMs: number;
  endMs: number;
  text: string;
  language: string | null;
  words: HeardWord[] | null;
}

export interface SpeechToText extends EngineFacts {
  readonly capabilities: {
    /** BCP 47 primary tags; null: any. */
    languages: readonly string[] | null;
    streaming: boolean;
    /** Longer audio must be cut at pauses before (ms); null: it takes any length. */
    longestMs: number | null;
  };
  /**
   * @param ask.language null: the engine finds out
   * @param ask.hints names that are likely said, for engines that take them
   * @throws EngineError
   */
  transcribe(ask: {
    audio: SpeechAudio;
    language: string | null;
    hints: readonly string[];
    signal: AbortSignal;
    onProgress?: (share: number) => void;
  }): Promise<Heard[]>;
  close(): Promise<void>;
}

export interface LanguageModel extends EngineFacts {
  /**
   * One answer as text. `schema`: a JSON schema that the answer should follow; whoever asks checks it again.
   * @throws EngineError
   */
  complete(ask: {
    system: string;
    user: string;
    schema: { name: string; schema: object } | null;
    maxTokens: number;
    signal: AbortSignal;
  }): Promise<string>;
}

export class EngineError extends Error {
  readonly code: Extract<
    FieldReason,
    | 'engine_crashed'
    | 'engine_failed'
    | 'engine_unreachable'
    | 'timed_out'
    | 'language_not_supported'
    | 'model_answer_invalid'
    | 'no_engine'
    | 'no_language_model'
  >;
  readonly retryable: boolean;
  constructor(code: EngineError['code'], message: string, more: { retryable: boolean; cause?: unknown }) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'EngineError';
    this.code = code;
    this.retryable = more.retryable;
  }
}

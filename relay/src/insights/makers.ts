import type { DecodedAudio } from '../recordings/ports.ts';
import type { FetchPayload, ImportPayload } from '../recordings/told-recording.ts';
import type { FieldReason, FieldState } from '../wire/field-state.ts';
import type { CallInsights, EngineUsed, InsightField, TranscriptSegment } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import type { EngineFacts } from './ports.ts';

/** Gets a provider's recording, makes it playable, locks it and keeps it. */
export interface FetchRecording {
  /**
   * Keeps the bytes and `setMedia`; the recording's row is written by who asks, in one step with what follows from it.
   * Doing it again for one recording replaces what was there. @throws MediaError
   */
  (ask: {
    tenantId: string;
    recording: Recording;
    from: FetchPayload;
    signal: AbortSignal;
    onProgress: (share: number) => void;
  }): Promise<FetchedFacts>;
}

/** What is known of a recording once it is here. */
export type FetchedFacts = Pick<Recording, 'channels'> & {
  sha256: string;
  sizeBytes: number;
  contentType: string;
  durationMs: number;
};

/** A transcript that the provider made. Null: it is not ready yet. @throws MediaError */
export type FetchProviderTranscript = (ask: {
  tenantId: string;
  callId: string;
  from: ImportPayload;
  direction: 'inbound' | 'outbound';
  durationMs: number;
  languages: readonly string[];
  signal: AbortSignal;
}) => Promise<TranscriptSegment[] | null>;

/** Writes down who said what. */
export interface Hearing {
  readonly engine: EngineFacts;
  /** Nothing when nobody says anything. @throws EngineError */
  transcribe(ask: {
    audio: DecodedAudio;
    languages: readonly string[];
    /** That are likely said. */
    names: readonly string[];
    signal: AbortSignal;
    onProgress: (share: number) => void;
  }): Promise<TranscriptSegment[]>;
}

/** Needs no words. */
export type MeasureDynamics = (audio: DecodedAudio) => Content<'dynamics'>;

/** What a field holds beside its state and the engine that made it. */
export type Content<F extends InsightField> = Omit<CallInsights[F], keyof FieldState | 'engine'>;

/** What is made of a transcript. */
export const wordFields = ['mentions', 'keyPassages', 'tasks', 'summary', 'sentiment', 'topics'] as const;
export type WordField = (typeof wordFields)[number];

export type FieldOutcome<F extends WordField> =
  | { made: Content<F>; engine: EngineUsed | null }
  | { skipped: FieldReason }
  | { failed: FieldReason; retryable: boolean };

export interface Understanding {
  /** Null: there is none, and fields that need one are skipped with `no_language_model`. */
  readonly model: EngineFacts | null;
  /**
   * Makes these fields; each succeeds or fails alone, and each is told by `onField` once, as soon as it is known. Fields
   * that it never tells of count as failed.
   * @param ask.useModel false: the firm's rules refuse it, or there is none; what can be made without is made
   */
  understand(ask: {
    fields: readonly WordField[];
    useModel: boolean;
    segments: readonly TranscriptSegment[];
    /** When the call was, so that "tomorrow" has a date. */
    startedAt: string;
    timeZone: string;
    /** Of the firm, for numbers in national form. */
    country: string;
    direction: 'inbound' | 'outbound';
    signal: AbortSignal;
    onField: <F extends WordField>(field: F, outcome: FieldOutcome<F>) => Promise<void>;
  }): Promise<void>;
}

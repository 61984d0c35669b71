import type { DecodedAudio, RecordingMedia } from '../recordings/ports.ts';
import type { FetchPayload, ImportPayload } from '../recordings/told-recording.ts';
import type { FieldReason, FieldState } from '../wire/field-state.ts';
import type { CallInsights, EngineUsed, InsightField, TranscriptSegment } from '../wire/insights.ts';
import type { Recording } from '../wire/recording.ts';
import type { EngineFacts } from './ports.ts';
import type { ProviderTranscript } from './speech-to-text/import-provider-transcript.ts';

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

/** A transcript that the provider made. @throws MediaError */
export type FetchProviderTranscript = (ask: {
  tenantId: string;
  /** As the provider names it. */
  providerCallId: string;
  from: ImportPayload;
  direction: 'inbound' | 'outbound';
  durationMs: number;
  languages: readonly string[];
  signal: AbortSignal;
}) => Promise<ProviderTranscript>;

/** Writes down who said what. */
export interface Hearing {
  readonly engine: EngineFacts;
  /** Nothing when nobody says anything. @throws EngineError, or the signal's reason */
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
export type MeasureDynamics = (
  audio: DecodedAudio,
  signal: AbortSignal,
) => Content<'dynamics'> | Promise<Content<'dynamics'>>;

/** What a field holds beside its state and the engine that made it. */
export type Content<F extends InsightField> = Omit<CallInsights[F], keyof FieldState | 'engine'>;

/** What is made of a transcript. */
export const wordFields = ['mentions', 'keyPassages', 'tasks', 'summary', 'sentiment', 'topics'] as const;
export type WordField = (typeof wordFields)[number];

/** How making one field went. `engine` null: our own rules made it. */
export type FieldOutcome<F extends WordField> =
  | { status: 'completed'; content: Content<F>; engine: EngineUsed | null }
  /** `retryable`: trying again later may work. */
  | { status: 'failed'; reason: FieldReason; retryable: boolean }
  | { status: 'skipped'; reason: FieldReason };

export interface UnderstandAsk {
  segments: readonly TranscriptSegment[];
  /** So that "tomorrow" has a date, in the firm's time zone. */
  callStartedAt: Date;
  timeZone: string;
  /** Of the firm, for numbers in national form. */
  country: string;
  /** Of the caller, the firm's people and the parties, as the directory has them. */
  knownNames: readonly string[];
  /** Whether the firm's capture policy lets this engine read the call. */
  allowed: (engine: EngineFacts) => boolean;
  signal: AbortSignal;
}

export interface Understanding {
  /**
   * Makes these fields; each succeeds or fails alone, and is told once, as soon as it is known. One that is never told of
   * counts as failed. @throws the signal's reason
   */
  understand(
    ask: UnderstandAsk & {
      fields: readonly WordField[];
      onField: <F extends WordField>(field: F, outcome: FieldOutcome<F>) => Promise<void>;
    },
  ): Promise<void>;
}

/** Removes a recording for good, with its line in the audit log. What is on hold stays. */
export type RemoveRecording = (ask: {
  tenantId: string;
  recordingId: string;
  reason: NonNullable<Recording['removed']>['reason'];
}) => Promise<unknown>;

/** Whatever is null is not there: what needs it is skipped with a reason, and everything else is made. */
export interface Makers {
  fetchRecording: FetchRecording | null;
  fetchProviderTranscript: FetchProviderTranscript | null;
  mediaOf: ((tenantId: string) => RecordingMedia) | null;
  removeRecording: RemoveRecording | null;
  measureDynamics: MeasureDynamics | null;
  hearing: Hearing | null;
  understanding: Understanding | null;
}

export const noMakers: Makers = {
  fetchRecording: null,
  fetchProviderTranscript: null,
  mediaOf: null,
  removeRecording: null,
  measureDynamics: null,
  hearing: null,
  understanding: null,
};

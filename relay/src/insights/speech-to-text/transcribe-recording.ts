import type { DecodedAudio } from '../../recordings/ports.ts';
import type { TranscriptSegment } from '../../wire/insights.ts';
import { EngineError, type SpeechToText } from '../ports.ts';
import { languagesOfSegments } from './languages-of-segments.ts';
import { segmentsOfHeard, type UnnumberedSegment } from './segments-of-heard.ts';
import { speechParts, speechSpans, type SpeechPart } from './speech-parts.ts';
import type { VoiceActivity } from './voice-activity.ts';

/** Engines that take any length get so much at once: enough to understand by, little enough to lose (ms). */
const LONGEST_PART_MS = 300_000;
/** For those engines: a pause that is cheaper to send than to cut at (ms). */
const LONGEST_PAUSE_INSIDE_MS = 15_000;
/** Parts that an engine has at the same time; local ones step through them together. */
const AT_ONCE = 4;
/** Finding speech costs about a tenth of what hearing it does. */
const FINDING_SHARE = 0.1;

export interface TranscribeAsk {
  audio: DecodedAudio;
  engine: SpeechToText;
  voice: VoiceActivity;
  /** What is expected to be spoken. One: it is told to the engine. More: each segment's is found out. */
  languages: readonly string[];
  /** Names that are likely said, for engines that take them. */
  names?: readonly string[];
  signal: AbortSignal;
  /** Share of the work that is done, 0 to 1, never falling. */
  onProgress?: (share: number) => void;
}

/**
 * Writes down who said what and when. Each channel is heard alone, so the speaker is the channel's; both are merged by
 * time. Holds no more than the recording itself and a few parts of it.
 * @returns nothing when nobody says anything
 * @throws EngineError, or the signal's reason
 */
export async function transcribeRecording(ask: TranscribeAsk): Promise<TranscriptSegment[]> {
  const { engine, signal } = ask;
  const able = engine.capabilities.languages;
  if (able !== null && ask.languages.length > 0 && !ask.languages.some((language) => able.includes(language))) {
    throw new EngineError('language_not_supported', `${engine.id} knows none of ${ask.languages.join(', ')}.`, {
      retryable: false,
    });
  }
  const progress = createProgress(ask.onProgress);
  const parts = await findParts(ask, (share) => progress(share * FINDING_SHARE));
  const segments = await hearParts(ask, parts, (share) => progress(FINDING_SHARE + share * (1 - FINDING_SHARE)));
  signal.throwIfAborted();
  const sorted = segments.toSorted((a, b) => a.startMs - b.startMs || a.channel - b.channel);
  // Told once for all, at the end: a short answer has the language of the longer ones around it.
  const named = await languagesOfSegments(sorted, ask.languages);
  progress(1);
  return named.map((segment, index) => ({
    id: `s${String(index + 1)}`,
    ...segment,
    edited: null,
  }));
}

interface ChannelPart extends SpeechPart {
  channel: number;
}

async function findParts(
  { audio, engine, voice, signal }: TranscribeAsk,
  onProgress: (share: number) => void,
): Promise<ChannelPart[]> {
  const done = audio.channels.map(() => 0);
  const tracks = await Promise.all(
    audio.channels.map((samples, channel) =>
      voice.track({ samples, sampleRate: audio.sampleRate }, signal, (share) => {
        done[channel] = share;
        onProgress(done.reduce((sum, value) => sum + value, 0) / done.length);
      }),
    ),
  );
  const spans = tracks.map((track) => speechSpans(track));
  const { longestMs } = engine.capabilities;
  const { durationMs } = audio;
  return tracks
    .flatMap((track, channel) =>
      speechParts(
        track,
        longestMs === null
          ? { longestMs: LONGEST_PART_MS, longestPauseMs: LONGEST_PAUSE_INSIDE_MS, durationMs, other: [] }
          : { longestMs, durationMs, other: spans.filter((_, other) => other !== channel).flat() },
      ).map((part) => ({ ...part, channel })),
    )
    .toSorted((a, b) => a.startMs - b.startMs);
}

async function hearParts(
  { audio, engine, languages, names, signal }: TranscribeAsk,
  parts: readonly ChannelPart[],
  onProgress: (share: number) => void,
): Promise<UnnumberedSegment[]> {
  const able = engine.capabilities.languages;
  const spoken = able === null ? languages : languages.filter((language) => able.includes(language));
  const language = languages.length === 1 ? (spoken[0] ?? null) : null;
  const totalMs = parts.reduce((sum, part) => sum + part.endMs - part.startMs, 0);
  let heardMs = 0;
  // The first failure ends the other parts too: half a transcript is none.
  const failed = new AbortController();
  const both = AbortSignal.any([signal, failed.signal]);
  const segments: UnnumberedSegment[] = [];
  const waiting = parts.values();

  async function hearNext(): Promise<void> {
    for (const part of waiting) {
      both.throwIfAborted();
      const { channel } = part;
      const sample = (ms: number) => Math.round((ms / 1_000) * audio.sampleRate);
      const samples = (audio.channels[channel] ?? new Int16Array(0)).subarray(sample(part.startMs), sample(part.endMs));
      const heard = await engine.transcribe({
        audio: { samples, sampleRate: audio.sampleRate },
        language,
        hints: names ?? [],
        signal: both,
      });
      segments.push(...segmentsOfHeard(heard, { part, channel, speaker: audio.speakers[channel] ?? 'unknown' }));
      heardMs += part.endMs - part.startMs;
      onProgress(heardMs / totalMs);
    }
  }

  const workers = Array.from({ length: AT_ONCE }, () =>
    hearNext().catch((error: unknown) => {
      // Only the first counts; what the others were told by it is no news.
      if (!failed.signal.aborted) failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  signal.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
  return segments;
}

function createProgress(tell: ((share: number) => void) | undefined): (share: number) => void {
  let told = 0;
  return (share) => {
    const next = Math.min(1, share);
    if (next <= told) return;
    told = next;
    tell?.(next);
  };
}

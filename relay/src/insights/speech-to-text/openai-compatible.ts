import { z } from 'zod';
import { isOnThisMachine } from '../is-on-this-machine.ts';
import { EngineError, type Heard, type HeardWord, type SpeechToText } from '../ports.ts';
import { languageTag } from './language-tag.ts';
import { resampled } from './resample.ts';
import { askSpeechServer } from './speech-request.ts';
import { wavBytes } from './wav-bytes.ts';

/** Short enough that a server that tells no times still gives each sentence its place. */
const LONGEST_MS = 20_000;
/** What the models hear; more only makes the upload longer (Hz). */
const HIGHEST_RATE = 16_000;
/** A server without a graphics card needs as long as the audio, and others may be in front (ms). */
const PATIENCE_MS = 120_000;
/** OpenAI takes 224 tokens as prompt (characters). */
const LONGEST_PROMPT = 600;
/** Whisper's own rule for "that was no speech", against the sentences that it invents over noise. */
const NO_SPEECH = { probability: 0.6, logProbability: -1 };

const seconds = z.number().finite();
const answer = z.object({
  text: z.string(),
  language: z.unknown().optional(),
  segments: z
    .array(
      z.object({
        start: seconds,
        end: seconds,
        text: z.string(),
        no_speech_prob: z.number().nullish(),
        avg_logprob: z.number().nullish(),
      }),
    )
    .nullish(),
  words: z.array(z.object({ word: z.string(), start: seconds, end: seconds })).nullish(),
});
type Answer = z.infer<typeof answer>;

/**
 * Any server that speaks OpenAI's `POST /v1/audio/transcriptions`: whisper.cpp, speaches, vLLM, LocalAI, OpenAI itself.
 * @param to.baseUrl without `/v1`
 */
export function createOpenAiSpeechToText(to: {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  region: string | null;
  fetch: typeof fetch;
  timeoutMs?: number;
}): SpeechToText {
  const { host } = new URL(to.baseUrl);
  const isHere = isOnThisMachine(to.baseUrl);
  /** Some models (gpt-4o-transcribe) refuse the format with times; then it is not asked for again. */
  let takesVerbose = true;

  return {
    id: `openai:${host}/${to.model}`.slice(0, 100),
    leavesMachine: !isHere,
    region: isHere ? null : to.region,
    capabilities: { languages: null, streaming: false, longestMs: LONGEST_MS },
    close: () => Promise.resolve(),
    async transcribe({ audio, language, hints, signal, onProgress }) {
      const rate = Math.min(audio.sampleRate, HIGHEST_RATE);
      const wav = wavBytes({ samples: resampled(audio.samples, audio.sampleRate, rate), sampleRate: rate });
      const ask = (isVerbose: boolean) => {
        const form = new FormData();
        // FormData tells its length, which servers that read no chunked bodies need.
        form.set('file', new Blob([wav], { type: 'audio/wav' }), 'speech.wav');
        form.set('model', to.model);
        form.set('temperature', '0');
        form.set('response_format', isVerbose ? 'verbose_json' : 'json');
        if (isVerbose) {
          form.append('timestamp_granularities[]', 'segment');
          form.append('timestamp_granularities[]', 'word');
        }
        if (language !== null) form.set('language', language);
        if (hints.length > 0) form.set('prompt', hints.join(', ').slice(0, LONGEST_PROMPT));
        return askSpeechServer({
          fetch: to.fetch,
          name: host,
          url: `${to.baseUrl}/v1/audio/transcriptions`,
          headers: to.apiKey === null ? {} : { authorization: `Bearer ${to.apiKey}` },
          body: form,
          timeoutMs: to.timeoutMs ?? PATIENCE_MS,
          signal,
        });
      };
      let told = await ask(takesVerbose);
      if (told.status === 400 && takesVerbose) {
        told = await ask(false);
        if (told.status !== 400) takesVerbose = false;
      }
      if (told.status === 400) {
        throw new EngineError('engine_failed', `${host} refused the audio (400).`, { retryable: false });
      }
      const read = answer.safeParse(told.body);
      if (!read.success) {
        throw new EngineError('engine_failed', `${host} sent what is no transcript.`, {
          retryable: true,
          cause: read.error,
        });
      }
      onProgress?.(1);
      const lengthMs = Math.round((audio.samples.length / audio.sampleRate) * 1_000);
      return heardOf(read.data, languageTag(read.data.language) ?? language, lengthMs);
    },
  };
}

function heardOf({ text, segments, words }: Answer, language: string | null, lengthMs: number): Heard[] {
  const spoken = (words ?? []).map((word): HeardWord => ({
    text: word.word.trim(),
    startMs: ms(word.start),
    endMs: ms(word.end),
    confidence: null,
  }));
  const real = (segments ?? []).filter((segment) => segment.text.trim() !== '');
  if (real.length === 0) {
    if (text.trim() === '' || (segments ?? []).length > 0) return [];
    return [{ startMs: 0, endMs: lengthMs, text: text.trim(), language, words: spoken.length > 0 ? spoken : null }];
  }
  return real
    .filter(
      ({ no_speech_prob: none, avg_logprob: sure }) =>
        !((none ?? 0) > NO_SPEECH.probability && (sure ?? 0) < NO_SPEECH.logProbability),
    )
    .map((segment) => {
      const [startMs, endMs] = [ms(segment.start), ms(segment.end)];
      // A word belongs to where its middle is; segments touch each other.
      const own = spoken.filter((word) => {
        const middle = (word.startMs + word.endMs) / 2;
        return middle >= startMs && middle < Math.max(endMs, startMs + 1);
      });
      return { startMs, endMs, text: segment.text.trim(), language, words: own.length > 0 ? own : null };
    });
}

const ms = (value: number) => Math.max(0, Math.round(value * 1_000));

import { z } from 'zod';
import { EngineError, type Heard, type HeardWord, type SpeechToText } from '../ports.ts';
import { languageTag } from './language-tag.ts';
import { resampled } from './resample.ts';
import { askSpeechServer } from './speech-request.ts';
import { wavBytes } from './wav-bytes.ts';

/** Asked in Europe, the audio stays with Deepgram's servers in the European Union. */
export const deepgramAddresses = { eu: 'https://api.eu.deepgram.com', us: 'https://api.deepgram.com' } as const;
const HIGHEST_RATE = 16_000;
/** Five minutes are heard in seconds; the upload over an office's line takes longest (ms). */
const PATIENCE_MS = 180_000;
/** Deepgram takes 500 tokens of key terms. */
export const MOST_HINTS = 50;

const seconds = z.number().finite();
const word = z.object({
  word: z.string(),
  punctuated_word: z.string().nullish(),
  start: seconds,
  end: seconds,
  confidence: z.number().nullish(),
});
const alternative = z.object({ transcript: z.string(), words: z.array(word).nullish() });
const answer = z.object({
  results: z.object({
    channels: z
      .array(z.object({ detected_language: z.unknown().optional(), alternatives: z.array(alternative).min(1) }))
      .min(1),
    utterances: z
      .array(z.object({ start: seconds, end: seconds, transcript: z.string(), words: z.array(word).nullish() }))
      .nullish(),
  }),
});

/** Deepgram's `POST /v1/listen` for recordings. `eu`: the audio stays with its servers in the European Union. */
export function createDeepgramSpeechToText(to: {
  apiKey: string;
  model: string;
  region: keyof typeof deepgramAddresses;
  /** What people are expected to speak, where the language is not told. */
  languages: readonly string[];
  fetch: typeof fetch;
  baseUrl?: string;
  timeoutMs?: number;
}): SpeechToText {
  return {
    id: `deepgram:${to.model}`,
    leavesMachine: true,
    region: to.region,
    capabilities: { languages: null, streaming: false, longestMs: null },
    close: () => Promise.resolve(),
    async transcribe({ audio, language, hints, signal, onProgress }) {
      const rate = Math.min(audio.sampleRate, HIGHEST_RATE);
      const query = new URLSearchParams({
        model: to.model,
        smart_format: 'true',
        utterances: 'true',
        // Clients' voices train nobody's models.
        mip_opt_out: 'true',
      });
      if (language !== null) query.set('language', language);
      else for (const expected of to.languages) query.append('detect_language', expected);
      for (const hint of hints.slice(0, MOST_HINTS)) query.append('keyterm', hint);
      const told = await askSpeechServer({
        fetch: to.fetch,
        name: 'Deepgram',
        url: `${to.baseUrl ?? deepgramAddresses[to.region]}/v1/listen?${query.toString()}`,
        headers: { authorization: `Token ${to.apiKey}`, 'content-type': 'audio/wav' },
        body: wavBytes({ samples: resampled(audio.samples, audio.sampleRate, rate), sampleRate: rate }),
        timeoutMs: to.timeoutMs ?? PATIENCE_MS,
        signal,
      });
      if (told.status === 400) {
        throw new EngineError('engine_failed', 'Deepgram refused the audio (400).', { retryable: false });
      }
      const read = answer.safeParse(told.body);
      if (!read.success) {
        throw new EngineError('engine_failed', 'Deepgram sent what is no transcript.', {
          retryable: true,
          cause: read.error,
        });
      }
      onProgress?.(1);
      const { channels, utterances } = read.data.results;
      const spoken = languageTag(channels[0]?.detected_language) ?? language;
      const heard = (utterances ?? []).map((said): Heard => ({
        startMs: ms(said.start),
        endMs: ms(said.end),
        text: said.transcript.trim(),
        language: spoken,
        words: wordsOf(said.words),
      }));
      if (heard.length > 0) return heard.filter(({ text }) => text !== '');
      const [whole] = channels[0]?.alternatives ?? [];
      if (whole === undefined || whole.transcript.trim() === '') return [];
      const words = wordsOf(whole.words);
      const lengthMs = Math.round((audio.samples.length / audio.sampleRate) * 1_000);
      return [
        {
          startMs: words?.[0]?.startMs ?? 0,
          endMs: words?.at(-1)?.endMs ?? lengthMs,
          text: whole.transcript.trim(),
          language: spoken,
          words,
        },
      ];
    },
  };
}

function wordsOf(words: z.infer<typeof word>[] | null | undefined): HeardWord[] | null {
  if (words == null || words.length === 0) return null;
  return words.map((said) => ({
    text: said.punctuated_word ?? said.word,
    startMs: ms(said.start),
    endMs: ms(said.end),
    confidence: said.confidence == null ? null : Math.min(1, Math.max(0, said.confidence)),
  }));
}

const ms = (value: number) => Math.max(0, Math.round(value * 1_000));

import type { Language } from '../../../wire/scalars.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { languagesOf, voiceFor } from './voices-by-language.ts';
import { pcmOfStream } from './pcm-of-stream.ts';
import { streamSpeech } from './stream-speech.ts';
import { PATIENCE_MS } from './server-patience.ts';

/**
 * The addresses of elevenlabs-js (src/environments.ts). `eu`: data residency, for keys that were made for it. Null: wherever
 * ElevenLabs serves it.
 */
const addresses = {
  eu: 'https://api.eu.residency.elevenlabs.io',
  us: 'https://api.us.elevenlabs.io',
  anywhere: 'https://api.elevenlabs.io',
} as const;
/** Longer texts than a model takes are refused; the smallest takes so many (characters). */
const LONGEST_CHARS = 5_000;
/** Models that take a language; others answer it with an error (StreamTextToSpeechRequest.languageCode). */
const TAKES_LANGUAGE = /_v2_5$|_v3/;

/**
 * ElevenLabs' `POST /v1/text-to-speech/:voice_id/stream?output_format=pcm_8000` (elevenlabs.io/docs/api-reference/text-to-
 * speech/stream). It sends the telephone's rate itself: nothing is resampled.
 */
export function createElevenLabsVoice(to: {
  apiKey: string;
  model: string;
  voices: Readonly<Partial<Record<Language, string>>>;
  region: 'eu' | 'us' | null;
  fetch: typeof fetch;
  baseUrl?: string | undefined;
  timeoutMs?: number | undefined;
}): SpeechEngine {
  const base = to.baseUrl ?? addresses[to.region ?? 'anywhere'];
  return {
    // The same name is the same sound, for what is remembered.
    id: `elevenlabs:${to.model}/${Object.values(to.voices).join('+')}`.slice(0, 100),
    leavesMachine: true,
    region: to.region,
    languages: languagesOf(to.voices),
    longestChars: LONGEST_CHARS,
    patienceMs: to.timeoutMs ?? PATIENCE_MS,
    close: () => Promise.resolve(),
    async *say({ text, language, rate, signal }) {
      const voice = encodeURIComponent(voiceFor(to.voices, language, 'ElevenLabs'));
      const bytes = streamSpeech({
        fetch: to.fetch,
        name: 'ElevenLabs',
        url: `${base}/v1/text-to-speech/${voice}/stream?output_format=pcm_${String(rate)}`,
        headers: { 'xi-api-key': to.apiKey },
        body: {
          text,
          model_id: to.model,
          ...(TAKES_LANGUAGE.test(to.model) ? { language_code: language } : {}),
        },
        signal,
      });
      yield* pcmOfStream(bytes, rate);
    },
  };
}

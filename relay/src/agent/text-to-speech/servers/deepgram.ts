import type { Language } from '../../../wire/scalars.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { languagesOf, voiceFor } from './voices-by-language.ts';
import { pcmOfStream } from './pcm-of-stream.ts';
import { streamSpeech } from './stream-speech.ts';
import { PATIENCE_MS } from './server-patience.ts';

/** Requests to `eu` and `us` never leave it (developers.deepgram.com/reference/regional-endpoints; `us` since 23 November 2026). */
const addresses = {
  eu: 'https://api.eu.deepgram.com',
  us: 'https://api.us.deepgram.com',
  anywhere: 'https://api.deepgram.com',
} as const;
/** More is answered with 413 (characters). */
const LONGEST_CHARS = 2_000;

/**
 * Deepgram's `POST /v1/speak` with Aura-2, which speaks all four languages (developers.deepgram.com/docs/tts-models); the
 * newer `/v2/speak` speaks only English. `encoding=linear16&container=none` are bare samples at the asked rate.
 * @param to.voices the model of each language: `aura-2-rhea-nl`
 */
export function createDeepgramVoice(to: {
  apiKey: string;
  voices: Readonly<Partial<Record<Language, string>>>;
  region: 'eu' | 'us' | null;
  fetch: typeof fetch;
  baseUrl?: string | undefined;
  timeoutMs?: number | undefined;
}): SpeechEngine {
  const base = to.baseUrl ?? addresses[to.region ?? 'anywhere'];
  return {
    id: `deepgram:${Object.values(to.voices).join('+')}`.slice(0, 100),
    leavesMachine: true,
    region: to.region,
    languages: languagesOf(to.voices),
    longestChars: LONGEST_CHARS,
    patienceMs: to.timeoutMs ?? PATIENCE_MS,
    close: () => Promise.resolve(),
    async *say({ text, language, rate, signal }) {
      const query = new URLSearchParams({
        model: voiceFor(to.voices, language, 'Deepgram'),
        encoding: 'linear16',
        sample_rate: String(rate),
        container: 'none',
        // Clients' words train nobody's models.
        mip_opt_out: 'true',
      });
      const bytes = streamSpeech({
        fetch: to.fetch,
        name: 'Deepgram',
        url: `${base}/v1/speak?${query.toString()}`,
        headers: { authorization: `Token ${to.apiKey}` },
        body: { text },
        signal,
      });
      yield* pcmOfStream(bytes, rate);
    },
  };
}

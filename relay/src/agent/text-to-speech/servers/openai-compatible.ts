import { isOnThisMachine } from '../../../insights/is-on-this-machine.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { pcmOfStream } from './pcm-of-stream.ts';
import { streamSpeech } from './stream-speech.ts';
import { PATIENCE_MS } from './server-patience.ts';

/** `pcm` is 16 bit at this rate, without a header (OpenAI's guide to text to speech, supported output formats). */
const PCM_RATE = 24_000;
/** `input`: "The maximum length is 4096 characters" (OpenAI's CreateSpeechRequest). */
const LONGEST_CHARS = 4_096;

/**
 * Any server that speaks OpenAI's `POST /v1/audio/speech` with `response_format: pcm`: OpenAI itself, speaches, Kokoro-FastAPI,
 * LocalAI. The body comes as it is made.
 * @param to.baseUrl without `/v1`
 */
export function createOpenAiVoice(to: {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  voice: string;
  region: string | null;
  fetch: typeof fetch;
  timeoutMs?: number | undefined;
}): SpeechEngine {
  const { host } = new URL(to.baseUrl);
  const isHere = isOnThisMachine(to.baseUrl);
  return {
    id: `openai:${host}/${to.model}/${to.voice}`.slice(0, 100),
    leavesMachine: !isHere,
    region: isHere ? null : to.region,
    languages: null,
    longestChars: LONGEST_CHARS,
    patienceMs: to.timeoutMs ?? PATIENCE_MS,
    close: () => Promise.resolve(),
    say: ({ text, signal }) =>
      pcmOfStream(
        streamSpeech({
          fetch: to.fetch,
          name: host,
          url: `${to.baseUrl}/v1/audio/speech`,
          headers: to.apiKey === null ? {} : { authorization: `Bearer ${to.apiKey}` },
          body: { model: to.model, voice: to.voice, input: text, response_format: 'pcm' },
          signal,
        }),
        PCM_RATE,
      ),
  };
}

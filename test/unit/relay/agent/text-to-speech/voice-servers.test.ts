import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDeepgramVoice } from '../../../../../relay/src/agent/text-to-speech/servers/deepgram.ts';
import { createElevenLabsVoice } from '../../../../../relay/src/agent/text-to-speech/servers/elevenlabs.ts';
import { createOpenAiVoice } from '../../../../../relay/src/agent/text-to-speech/servers/openai-compatible.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import type { LiveVoice } from '../../../../../relay/src/agent/ports.ts';
import { wavBytes } from '../../../../../relay/src/insights/speech-to-text/wav-bytes.ts';
import { bytesOfPcm } from '../../../../../relay/src/media/sound/pcm.ts';
import {
  growingTone,
  sendCut,
  startPretendVoiceServer,
  type VoiceAnswer,
} from '../../../../support/pretend-voice-server.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';

const key = 'a-secret-key-of-the-firm';
const text = 'Je vous mets en relation avec Maître Delcourt.';

interface Vendor {
  name: string;
  /** What it sends when it is asked for 8 kHz (Hz). */
  rate: number;
  make: (baseUrl: string, timeoutMs?: number) => LiveVoice;
}

const vendors: Vendor[] = [
  {
    name: 'a server that speaks OpenAI’s language',
    rate: 24_000,
    make: (baseUrl, timeoutMs) =>
      voiceOfEngine(
        createOpenAiVoice({
          baseUrl,
          apiKey: key,
          model: 'gpt-4o-mini-tts',
          voice: 'alloy',
          region: null,
          fetch,
          timeoutMs,
        }),
        createSoundCache(),
      ),
  },
  {
    name: 'ElevenLabs',
    rate: 8_000,
    make: (baseUrl, timeoutMs) =>
      voiceOfEngine(
        createElevenLabsVoice({
          apiKey: key,
          model: 'eleven_flash_v2_5',
          voices: { fr: 'voice-fr', nl: 'voice-nl' },
          region: 'eu',
          fetch,
          baseUrl,
          timeoutMs,
        }),
        createSoundCache(),
      ),
  },
  {
    name: 'Deepgram',
    rate: 8_000,
    make: (baseUrl, timeoutMs) =>
      voiceOfEngine(
        createDeepgramVoice({
          apiKey: key,
          voices: { fr: 'aura-2-agathe-fr' },
          region: 'eu',
          fetch,
          baseUrl,
          timeoutMs,
        }),
        createSoundCache(),
      ),
  },
];

const sound = (seconds: number, rate: number) => bytesOfPcm(growingTone(seconds, rate));
const status =
  (code: number, headers: Record<string, string> = {}): VoiceAnswer =>
  (response) => {
    response.writeHead(code, headers);
    response.end(`{"error":{"message":"Incorrect API key provided: ${key}"}}`);
  };

describe('What a speech server is asked', () => {
  it('by OpenAI’s rules: bare samples, and the key only in its header', async () => {
    const server = await startPretendVoiceServer((response) => void response.end(sound(1, 24_000)));
    await spokenBy(vendors[0]!.make(server.url), text, { language: 'fr' });
    expect(server.asked[0]).toMatchObject({
      path: '/v1/audio/speech',
      query: {},
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: { model: 'gpt-4o-mini-tts', voice: 'alloy', input: text, response_format: 'pcm' },
    });
  });

  it('by ElevenLabs’ rules: the voice of the language, at the rate of the call', async () => {
    const server = await startPretendVoiceServer((response) => void response.end(sound(1, 16_000)));
    const { seconds } = await spokenBy(vendors[1]!.make(server.url), text, { language: 'nl', rate: 16_000 });
    expect(seconds).toBe(1);
    expect(server.asked[0]).toMatchObject({
      path: '/v1/text-to-speech/voice-nl/stream',
      query: { output_format: 'pcm_16000' },
      headers: { 'xi-api-key': key },
      body: { text, model_id: 'eleven_flash_v2_5', language_code: 'nl' },
    });
  });

  it('by Deepgram’s rules: linear samples without a container, and nothing for its training', async () => {
    const server = await startPretendVoiceServer((response) => void response.end(sound(1, 8_000)));
    await spokenBy(vendors[2]!.make(server.url), text, { language: 'fr' });
    expect(server.asked[0]).toMatchObject({
      path: '/v1/speak',
      query: {
        model: 'aura-2-agathe-fr',
        encoding: 'linear16',
        sample_rate: '8000',
        container: 'none',
        mip_opt_out: 'true',
      },
      headers: { authorization: `Token ${key}` },
      body: { text },
    });
  });

  it('is nothing in a language for which no voice was chosen', async () => {
    const server = await startPretendVoiceServer((response) => void response.end(sound(1, 8_000)));
    const voice = vendors[2]!.make(server.url);
    expect(voice.languages).toEqual(['fr']);
    await expect(spokenBy(voice, 'Guten Tag', { language: 'de' })).rejects.toMatchObject({ failure: 'refused' });
    expect(server.asked).toEqual([]);
  });

  it('goes to where the operator’s region is', () => {
    const of = (voice: { region: string | null; leavesMachine: boolean }) => [voice.region, voice.leavesMachine];
    expect(of(vendors[1]!.make('https://elsewhere.example'))).toEqual(['eu', true]);
    expect(of(vendors[0]!.make('http://127.0.0.1:8880'))).toEqual([null, false]);
    expect(of(vendors[0]!.make('https://api.openai.com'))).toEqual([null, true]);
  });
});

describe.each(vendors)('$name', ({ make, rate }) => {
  const speak = (url: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    spokenBy(make(url, more.timeoutMs), text, { language: 'fr', ...(more.signal ? { signal: more.signal } : {}) });

  it('may cut its stream anywhere, also in the middle of a sample', async () => {
    const whole = await startPretendVoiceServer((response) => void response.end(sound(2, rate)));
    const cut = await startPretendVoiceServer(async (response) => {
      await sendCut(response, sound(2, rate), 1, 1_001, 3, 7_777);
      response.end();
    });
    const [straight, odd] = [await speak(whole.url), await speak(cut.url)];
    expect(straight.seconds).toBeCloseTo(2, 2);
    expect(odd.pcm).toEqual(straight.pcm);
    expect(odd.chars).toBe(text.length);
    // The last half of a sample is none.
    const torn = await startPretendVoiceServer((response) => {
      response.end(Buffer.concat([sound(2, rate), Buffer.of(7)]));
    });
    expect((await speak(torn.url)).pcm).toEqual(straight.pcm);
  });

  it('is heard while it still speaks', async () => {
    const rest = Promise.withResolvers<void>();
    const server = await startPretendVoiceServer(async (response) => {
      response.write(sound(1, rate));
      await rest.promise;
      response.end(sound(1, rate));
    });
    const pieces = make(server.url).speak({ text, language: 'fr', rate: 8_000, signal: new AbortController().signal });
    const first = await pieces[Symbol.asyncIterator]().next();
    expect(first.done).toBe(false);
    expect(first.value.pcm.length).toBeGreaterThan(2_000);
    rest.resolve();
  });

  it('that sends a WAV file is understood too', async () => {
    const wav = wavBytes({ samples: growingTone(1, 16_000), sampleRate: 16_000 });
    const server = await startPretendVoiceServer(async (response) => {
      await sendCut(response, wav, 3, 50, 4_001);
      response.end();
    });
    expect((await speak(server.url)).seconds).toBeCloseTo(1, 2);
  });

  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [402, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'full'],
    [500, 'failed'],
    [503, 'failed'],
    [504, 'timed_out'],
  ] as const)('that answers %d: the call goes on accordingly, and nobody reads the key', async (code, failure) => {
    const server = await startPretendVoiceServer(status(code));
    const error: unknown = await speak(server.url).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StageError', failure });
    expect(inDepth(error)).not.toContain(key);
    expect(inDepth(error)).not.toContain('Delcourt');
  });

  it('that points elsewhere is not followed', async () => {
    const elsewhere = await startPretendVoiceServer((response) => void response.end(sound(1, rate)));
    const server = await startPretendVoiceServer(status(307, { location: `${elsewhere.url}/v1/stolen` }));
    await expect(speak(server.url)).rejects.toMatchObject({ failure: 'failed' });
    expect(elsewhere.asked).toEqual([]);
  });

  it.each<[string, VoiceAnswer]>([
    [
      'breaks off in the middle',
      async (response) => {
        response.write(sound(1, rate));
        await new Promise((resolve) => setImmediate(resolve));
        response.destroy();
      },
    ],
    ['sends nothing', (response) => void response.end()],
    ['sends one byte', (response) => void response.end(Buffer.of(1))],
    [
      'sends an error as if it were sound',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"detail":"quota"}');
      },
    ],
    ['sends a page', (response) => void response.end('<!DOCTYPE html><html><body>Bad gateway</body></html>')],
    ['sends MP3', (response) => void response.end(Buffer.concat([Buffer.from('ID3'), sound(1, rate)]))],
    [
      'sends a WAV file of which nothing can be read',
      (response) => {
        response.end(Buffer.concat([Buffer.from('RIFF....WAVEfmt '), Buffer.alloc(40, 255)]));
      },
    ],
    [
      'speaks without end',
      async (response) => {
        while (!response.destroyed) await sendCut(response, sound(20, rate));
      },
    ],
    ['is not there', (response) => void response.socket?.destroy()],
  ])('that %s fails the sentence', async (_, answer) => {
    const server = await startPretendVoiceServer(answer);
    await expect(speak(server.url)).rejects.toMatchObject({ name: 'StageError', failure: 'failed' });
    await vi.waitFor(() => expect(server.asked[0]?.isOver).toBe(true));
  });

  it('that never sends its first byte is left in the end', async () => {
    const server = await startPretendVoiceServer(() => undefined);
    await expect(speak(server.url, { timeoutMs: 50 })).rejects.toMatchObject({ failure: 'timed_out' });
    await vi.waitFor(() => expect(server.asked[0]?.isOver).toBe(true));
  });

  it('that stops in the middle is left in the end', async () => {
    const server = await startPretendVoiceServer((response) => void response.write(sound(1, rate)));
    await expect(speak(server.url, { timeoutMs: 300 })).rejects.toMatchObject({ failure: 'timed_out' });
    await vi.waitFor(() => expect(server.asked[0]?.isOver).toBe(true));
  });

  it('that is interrupted is not listened to any more', async () => {
    const server = await startPretendVoiceServer((response) => void response.write(sound(1, rate)));
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const said = speak(server.url, { signal: stop.signal });
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    const reason = new Error('The caller speaks.');
    stop.abort(reason);
    await expect(said).rejects.toBe(reason);
    await vi.waitFor(() => expect(server.asked[0]?.isOver).toBe(true));
  });

  it('says again from memory what it said before, and is not paid twice', async () => {
    const server = await startPretendVoiceServer((response) => void response.end(sound(1, rate)));
    const voice = make(server.url);
    const first = await spokenBy(voice, text, { language: 'fr' });
    const again = await spokenBy(voice, text, { language: 'fr' });
    expect(again.pcm).toEqual(first.pcm);
    expect(server.asked).toHaveLength(1);
  });
});

/** All that a log could show of an error. */
function inDepth(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  return `${error.message}\n${error.stack ?? ''}\n${JSON.stringify(error)}\n${inDepth(error.cause ?? null)}`;
}

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createDeepgramSpeechToText } from '../../../../../relay/src/insights/speech-to-text/deepgram.ts';
import { createOpenAiSpeechToText } from '../../../../../relay/src/insights/speech-to-text/openai-compatible.ts';
import type { SpeechToText } from '../../../../../relay/src/insights/ports.ts';
import { startPretendSpeechServer } from '../../../../support/pretend-speech-server.ts';

type Made = (baseUrl: string, timeoutMs?: number) => SpeechToText;
const key = 'a-secret-key-of-the-firm';

const openAi: Made = (baseUrl, timeoutMs) =>
  createOpenAiSpeechToText({
    baseUrl,
    apiKey: key,
    model: 'whisper-large-v3',
    region: null,
    fetch,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
const deepgram: Made = (baseUrl, timeoutMs) =>
  createDeepgramSpeechToText({
    apiKey: key,
    model: 'nova-3',
    region: 'eu',
    languages: ['fr', 'nl'],
    baseUrl,
    fetch,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

function hear(
  engine: SpeechToText,
  more: { language?: string; hints?: string[]; signal?: AbortSignal; rate?: number } = {},
) {
  const sampleRate = more.rate ?? 8_000;
  return engine.transcribe({
    audio: { samples: new Int16Array(sampleRate * 3).fill(1_000), sampleRate },
    language: more.language ?? null,
    hints: more.hints ?? [],
    signal: more.signal ?? new AbortController().signal,
  });
}

describe('A transcription server that speaks OpenAI’s language', () => {
  const verbose = {
    task: 'transcribe',
    language: 'french',
    duration: 3,
    text: ' Bonjour Maître. Merci.',
    words: [
      { word: 'Bonjour', start: 0.2, end: 0.6 },
      { word: 'Maître', start: 0.6, end: 1.1 },
      { word: 'Merci', start: 1.9, end: 2.4 },
    ],
    segments: [
      { id: 0, start: 0.0, end: 1.5, text: ' Bonjour Maître.', no_speech_prob: 0.01, avg_logprob: -0.2 },
      { id: 1, start: 1.5, end: 2.6, text: ' Merci.', no_speech_prob: 0.02, avg_logprob: -0.3 },
      // What Whisper invents over noise.
      { id: 2, start: 2.6, end: 3, text: ' Sous-titres par la communauté', no_speech_prob: 0.9, avg_logprob: -1.4 },
    ],
  };

  it('gets the sound, the language and the names, and gives sentences with their words and times', async () => {
    const server = await startPretendSpeechServer({ json: verbose });
    const heard = await hear(openAi(server.url), { language: 'fr', hints: ['Delcourt', 'Castaing'], rate: 44_100 });
    expect(heard).toEqual([
      {
        startMs: 0,
        endMs: 1_500,
        text: 'Bonjour Maître.',
        language: 'fr',
        words: [
          { text: 'Bonjour', startMs: 200, endMs: 600, confidence: null },
          { text: 'Maître', startMs: 600, endMs: 1_100, confidence: null },
        ],
      },
      {
        startMs: 1_500,
        endMs: 2_600,
        text: 'Merci.',
        language: 'fr',
        words: [{ text: 'Merci', startMs: 1_900, endMs: 2_400, confidence: null }],
      },
    ]);
    const [asked] = server.asked;
    expect(asked?.path).toBe('/v1/audio/transcriptions');
    expect(asked?.headers['authorization']).toBe(`Bearer ${key}`);
    expect(Object.fromEntries([...(asked?.form ?? [])].filter(([name]) => name !== 'file'))).toEqual({
      model: 'whisper-large-v3',
      temperature: '0',
      response_format: 'verbose_json',
      'timestamp_granularities[]': 'word',
      language: 'fr',
      prompt: 'Delcourt, Castaing',
    });
    const file = asked?.form?.get('file');
    const wav = Buffer.from(file instanceof Blob ? await file.arrayBuffer() : new ArrayBuffer(0));
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(24)).toBe(16_000);
    expect(wav.length).toBe(44 + 16_000 * 3 * 2);
  });

  it('that tells only the text gives one sentence as long as what it heard', async () => {
    const server = await startPretendSpeechServer({ json: { text: ' Guten Tag. ' } });
    expect(await hear(openAi(server.url))).toEqual([
      { startMs: 0, endMs: 3_000, text: 'Guten Tag.', language: null, words: null },
    ]);
  });

  it('that heard nothing gives nothing', async () => {
    const server = await startPretendSpeechServer({ json: { text: '' } });
    expect(await hear(openAi(server.url))).toEqual([]);
  });

  it('that refuses to tell times is asked without, and from then on at once', async () => {
    const refusal = { status: 400, json: { error: { message: 'response_format verbose_json is not compatible' } } };
    const server = await startPretendSpeechServer(refusal, { json: { text: 'Hello' } });
    const engine = openAi(server.url);
    expect(await hear(engine)).toMatchObject([{ text: 'Hello' }]);
    expect(await hear(engine)).toMatchObject([{ text: 'Hello' }]);
    const formats = server.asked.map((asked) => asked.form?.get('response_format'));
    expect(formats).toEqual(['verbose_json', 'json', 'json']);
  });

  it('that refuses the audio itself is not asked again', async () => {
    const server = await startPretendSpeechServer({ status: 400, json: { error: { message: 'no audio' } } });
    await expect(hear(openAi(server.url))).rejects.toMatchObject({ code: 'engine_failed', retryable: false });
    expect(server.asked).toHaveLength(2);
  });

  it('is on this machine only at a loopback address', () => {
    expect(openAi('http://127.0.0.1:9000').leavesMachine).toBe(false);
    expect(openAi('http://localhost:9000').leavesMachine).toBe(false);
    for (const url of ['http://10.0.0.7:9000', 'https://api.openai.com', 'http://127.evil.example']) {
      expect(openAi(url).leavesMachine).toBe(true);
    }
  });
});

describe('Deepgram', () => {
  const word = (text: string, start: number, end: number) => ({
    word: text.toLowerCase(),
    punctuated_word: text,
    start,
    end,
    confidence: 0.98,
  });
  const answer = {
    metadata: { request_id: 'r-1' },
    results: {
      channels: [
        {
          detected_language: 'nl-BE',
          alternatives: [{ transcript: 'Goedemorgen.', confidence: 0.99, words: [word('Goedemorgen.', 0.1, 0.9)] }],
        },
      ],
      utterances: [
        { start: 0.1, end: 0.9, transcript: 'Goedemorgen.', channel: 0, words: [word('Goedemorgen.', 0.1, 0.9)] },
        { start: 1.4, end: 2.2, transcript: 'Tot ziens.', channel: 0, words: [] },
      ],
    },
  };

  it('gets the sound with the wish that nobody learns from it, and gives utterances', async () => {
    const server = await startPretendSpeechServer({ json: answer });
    expect(await hear(deepgram(server.url), { hints: ['Verhulst'] })).toEqual([
      {
        startMs: 100,
        endMs: 900,
        text: 'Goedemorgen.',
        language: 'nl',
        words: [{ text: 'Goedemorgen.', startMs: 100, endMs: 900, confidence: 0.98 }],
      },
      { startMs: 1_400, endMs: 2_200, text: 'Tot ziens.', language: 'nl', words: null },
    ]);
    const [asked] = server.asked;
    expect(asked?.path).toBe('/v1/listen');
    expect(asked?.headers['authorization']).toBe(`Token ${key}`);
    expect(asked?.headers['content-type']).toBe('audio/wav');
    expect(asked?.query.get('mip_opt_out')).toBe('true');
    expect(asked?.query.getAll('detect_language')).toEqual(['fr', 'nl']);
    expect(asked?.query.getAll('keyterm')).toEqual(['Verhulst']);
    expect(asked?.body.toString('latin1', 0, 4)).toBe('RIFF');
  });

  it('is told the language where it is known, and its whole transcript is taken where it tells no utterances', async () => {
    const { channels } = answer.results;
    const server = await startPretendSpeechServer({ json: { results: { channels } } });
    expect(await hear(deepgram(server.url), { language: 'nl' })).toMatchObject([
      { startMs: 100, endMs: 900, text: 'Goedemorgen.', language: 'nl' },
    ]);
    expect(server.asked[0]?.query.get('language')).toBe('nl');
    expect(server.asked[0]?.query.has('detect_language')).toBe(false);
  });

  it('stands in the region that was chosen', async () => {
    const urls: string[] = [];
    const nowhere = (url: unknown) => {
      urls.push(new URL(String(url)).host);
      return Promise.resolve(Response.json(answer));
    };
    for (const region of ['eu', 'us'] as const) {
      const engine = createDeepgramSpeechToText({
        apiKey: key,
        model: 'nova-3',
        region,
        languages: [],
        fetch: nowhere as typeof fetch,
      });
      expect(engine).toMatchObject({ id: 'deepgram:nova-3', leavesMachine: true, region });
      await hear(engine);
    }
    expect(urls).toEqual(['api.eu.deepgram.com', 'api.deepgram.com']);
  });
});

describe.each([
  ['OpenAI’s', openAi],
  ['Deepgram’s', deepgram],
])('A speech server of %s kind', (_, made) => {
  const refuses = async (answer: Parameters<typeof startPretendSpeechServer>[0], expected: object) => {
    const server = await startPretendSpeechServer(answer);
    const error: unknown = await hear(made(server.url, 5_000)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'EngineError', ...expected });
    expect(String((error as Error).message)).not.toContain(key);
    expect(server.asked).toHaveLength(1);
  };

  it.each([
    [401, false],
    [403, false],
    [402, false],
    [413, false],
    [429, true],
    [500, true],
    [503, true],
  ])('that answers %i fails, and is worth another try: %s', async (status, retryable) => {
    await refuses({ status, json: { error: 'no' } }, { code: 'engine_failed', retryable });
  });

  it('that answers what is no JSON fails with a reason', async () => {
    const html = (response: ServerResponse) => response.end('<html>It works!</html>');
    await refuses(html, { code: 'engine_failed', retryable: true });
  });

  it('that answers JSON of another kind fails with a reason', async () => {
    await refuses({ json: { text: 7, results: { channels: [] } } }, { code: 'engine_failed', retryable: true });
    await refuses({ json: null }, { code: 'engine_failed' });
    await refuses({ json: [] }, { code: 'engine_failed' });
  });

  it('that leads elsewhere is not followed: neither the key nor a voice goes there', async () => {
    const elsewhere = await startPretendSpeechServer({ json: {} });
    const redirect = (response: ServerResponse) => {
      response.writeHead(307, { location: elsewhere.url });
      response.end();
    };
    await refuses(redirect, { code: 'engine_failed', retryable: false });
    expect(elsewhere.asked).toEqual([]);
  });

  it('that sends without end is cut off', async () => {
    let sent = 0;
    const endless = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const part = Buffer.alloc(1_024 * 1_024, 'x');
      const more = (): void => {
        if (response.destroyed) return;
        sent += part.length;
        if (response.write(part)) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    await refuses(endless, { code: 'engine_failed', retryable: true });
    expect(sent).toBeLessThan(64 * 1_024 * 1_024);
  });

  it('that never answers, or stops in the middle, is not waited for longer than agreed', async () => {
    const silent = await startPretendSpeechServer(() => undefined);
    await expect(hear(made(silent.url, 200))).rejects.toMatchObject({ code: 'timed_out', retryable: true });
    const stuck = await startPretendSpeechServer((response) => {
      response.writeHead(200);
      response.write('{"text":');
    });
    await expect(hear(made(stuck.url, 200))).rejects.toMatchObject({ code: 'timed_out', retryable: true });
  });

  it('that is not there, or hangs up, cannot be reached', async () => {
    const gone = await startPretendSpeechServer((response) => void response.socket?.destroy());
    await expect(hear(made(gone.url))).rejects.toMatchObject({ code: 'engine_unreachable', retryable: true });
    await expect(hear(made('http://127.0.0.1:9'))).rejects.toMatchObject({ code: 'engine_unreachable' });
  });

  it('is let go at once when nobody wants the answer any more', async () => {
    const stop = new AbortController();
    const reason = new Error('the call was deleted');
    const server = await startPretendSpeechServer(() => stop.abort(reason));
    await expect(hear(made(server.url), { signal: stop.signal })).rejects.toBe(reason);
  });
});

/**
 * The engine's own process, forked by `engine-child.ts`. It alone loads the native library, has no secrets in its
 * environment and dies without harm; what it says goes over the channel of the fork.
 */
import { toFloats } from '../resample.ts';
import type { FromEngine, HearAsk, RawHeard, ToEngine } from './engine-messages.ts';
import { recognizerConfig, type RecognizerModel } from './recognizer-config.ts';
import { loadSherpa, type OfflineRecognizer, type OnlineRecognizer } from './sherpa-module.ts';

/** Pieces that a streaming model steps through together: on one core twice as fast as one by one. */
const TOGETHER = 8;
/** After the last sample, so that a streaming model also tells its last sounds (s). */
const TAIL_SECONDS = 0.8;

const waiting: HearAsk[] = [];
let hear: ((asks: HearAsk[]) => Promise<void>) | null = null;
let together = 1;
let isBusy = false;

function say(message: FromEngine): void {
  process.send?.(message);
}

process.on('message', (message: ToEngine) => {
  switch (message.do) {
    case 'load':
      void load(message.model, message.threads);
      return;
    case 'hear':
      waiting.push(...message.asks);
      void work();
      return;
    case 'forget': {
      const forgotten = new Set(message.ids);
      const kept = waiting.filter((ask) => !forgotten.has(ask.id));
      waiting.splice(0, waiting.length, ...kept);
    }
  }
});
// The relay is gone.
process.on('disconnect', () => process.exit(0));

async function load(model: RecognizerModel, threads: number): Promise<void> {
  try {
    const sherpa = loadSherpa();
    const { type, config } = recognizerConfig(model, threads, null);
    if (type === 'online') {
      const recognizer = new sherpa.OnlineRecognizer(config);
      together = TOGETHER;
      hear = (asks) => Promise.resolve(hearStreaming(recognizer, asks));
    } else {
      const recognizer = await sherpa.OfflineRecognizer.createAsync(config);
      hear = hearWhole(recognizer, model, threads);
    }
    say({ is: 'ready' });
    void work();
  } catch (error) {
    say({ is: 'load_failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function work(): Promise<void> {
  if (isBusy || hear === null) return;
  isBusy = true;
  while (waiting.length > 0) {
    const asks = waiting.splice(0, together);
    try {
      await hear(asks);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      for (const { id } of asks) say({ is: 'refused', id, message });
    }
    // Messages that came meanwhile are read: some of what waits may be forgotten.
    await new Promise((resolve) => setImmediate(resolve));
  }
  isBusy = false;
}

function hearStreaming(recognizer: OnlineRecognizer, asks: HearAsk[]): void {
  const streams = asks.map((ask) => {
    const stream = recognizer.createStream();
    // Models of one language do not look at it.
    if (ask.language !== null) stream.setOption('language', ask.language);
    stream.acceptWaveform({ samples: toFloats(ask.samples), sampleRate: ask.sampleRate });
    stream.acceptWaveform({
      samples: new Float32Array(Math.round(ask.sampleRate * TAIL_SECONDS)),
      sampleRate: ask.sampleRate,
    });
    stream.inputFinished();
    return stream;
  });
  for (;;) {
    const ready = streams.filter((stream) => recognizer.isReady(stream));
    if (ready.length === 0) break;
    recognizer.decodeStreams(ready);
  }
  const heard = asks.flatMap((ask, index) => {
    const stream = streams[index];
    return stream === undefined ? [] : [{ id: ask.id, heard: readResult(recognizer.getResult(stream)) }];
  });
  say({ is: 'heard', heard });
}

/** One by one: these models take all processor threads for each. The language is a setting of the whole recognizer. */
function hearWhole(
  recognizer: OfflineRecognizer,
  model: RecognizerModel,
  threads: number,
): (asks: HearAsk[]) => Promise<void> {
  let language: string | null = null;
  return async (asks) => {
    for (const ask of asks) {
      if (ask.language !== language) {
        language = ask.language;
        recognizer.setConfig(recognizerConfig(model, threads, language).config);
      }
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples: toFloats(ask.samples), sampleRate: ask.sampleRate });
      say({ is: 'heard', heard: [{ id: ask.id, heard: readResult(await recognizer.decodeAsync(stream)) }] });
    }
  };
}

function readResult(result: unknown): RawHeard {
  const { text, tokens, timestamps, durations, lang } = result as Record<string, unknown>;
  const numbers = (value: unknown) => (Array.isArray(value) ? value.map(Number) : []);
  return {
    text: typeof text === 'string' ? text : '',
    tokens: Array.isArray(tokens) ? tokens.map(String) : [],
    timestamps: numbers(timestamps),
    durations: numbers(durations),
    language: typeof lang === 'string' ? lang : '',
  };
}

import { afterAll, describe, expect, it } from 'vitest';
import { EngineError, type SpeechToText } from '../../../../../relay/src/insights/ports.ts';
import { transcribeRecording } from '../../../../../relay/src/insights/speech-to-text/transcribe-recording.ts';
import type { VoiceActivity } from '../../../../../relay/src/insights/speech-to-text/voice-activity.ts';
import type { DecodedAudio } from '../../../../../relay/src/recordings/ports.ts';

const RATE = 8_000;
/** Hears speech where the samples are not zero. */
const voice: VoiceActivity = {
  track({ samples, sampleRate }, signal) {
    signal.throwIfAborted();
    const size = sampleRate / 100;
    return Promise.resolve({
      stepMs: 10,
      probabilities: Float32Array.from({ length: Math.ceil(samples.length / size) }, (_, step) =>
        samples[step * size] === 0 ? 0 : 1,
      ),
    });
  },
  close: () => Promise.resolve(),
};

/** Somebody speaks in every stretch (s). */
function call(durationSeconds: number, ...channels: [from: number, to: number][][]): DecodedAudio {
  return {
    sampleRate: RATE,
    channels: channels.map((stretches) => {
      const samples = new Int16Array(durationSeconds * RATE);
      for (const [from, to] of stretches) samples.fill(1_000, from * RATE, to * RATE);
      return samples;
    }),
    speakers: channels.length === 2 ? ['caller', 'firm'] : ['unknown'],
    durationMs: durationSeconds * 1_000,
  };
}

type Ask = Parameters<SpeechToText['transcribe']>[0];
function engineThat(
  transcribe: SpeechToText['transcribe'],
  capabilities: Partial<SpeechToText['capabilities']> = {},
): SpeechToText {
  return {
    id: 'test:scripted',
    leavesMachine: false,
    region: null,
    capabilities: { languages: null, streaming: false, longestMs: 20_000, ...capabilities },
    transcribe,
    close: () => Promise.resolve(),
  };
}
const says = (text: string) => (ask: Ask) =>
  Promise.resolve([
    { startMs: 0, endMs: (ask.audio.samples.length / RATE) * 1_000, text, language: ask.language, words: null },
  ]);
const transcribe = (
  audio: DecodedAudio,
  engine: SpeechToText,
  languages = ['en', 'fr'],
  signal = new AbortController().signal,
) => transcribeRecording({ audio, engine, voice, languages, signal });

const reasons: unknown[] = [];
const onReject = (reason: unknown) => reasons.push(reason);
process.on('unhandledRejection', onReject);
afterAll(() => void process.off('unhandledRejection', onReject));

describe('A recording is written down', () => {
  it('with both speakers merged by time and numbered in that order', async () => {
    const audio = call(
      12,
      [
        [1, 2],
        [6, 7],
      ],
      [
        [3, 5],
        [8, 10],
      ],
    );
    const segments = await transcribe(audio, engineThat(says('i would like to make an appointment')));
    expect(segments.map(({ id, speaker, startMs }) => ({ id, speaker, startMs }))).toEqual([
      { id: 's1', speaker: 'caller', startMs: 1_000 },
      { id: 's2', speaker: 'firm', startMs: 3_000 },
      { id: 's3', speaker: 'caller', startMs: 6_000 },
      { id: 's4', speaker: 'firm', startMs: 8_000 },
    ]);
  });

  it('without asking the engine about silence', async () => {
    let asked = 0;
    const engine = engineThat((ask) => ((asked += 1), says('x')(ask)));
    expect(await transcribe(call(60, [], []), engine)).toEqual([]);
    expect(asked).toBe(0);
  });

  it('an hour of it in parts that the engine can take, a few at a time', async () => {
    let most = 0;
    let now = 0;
    const lengths: number[] = [];
    const engine = engineThat(async (ask) => {
      now += 1;
      most = Math.max(most, now);
      lengths.push(ask.audio.samples.length / RATE);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return says('and so on and so on')(ask);
    });
    const segments = await transcribe(call(3_600, [[0, 3_600]]), engine);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(3_600, 0);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    expect(segments.length).toBe(lengths.length);
  });

  it('in one part of minutes where the engine takes any length', async () => {
    const lengths: number[] = [];
    const engine = engineThat((ask) => (lengths.push(ask.audio.samples.length / RATE), says('hello there')(ask)), {
      longestMs: null,
    });
    await transcribe(
      call(120, [
        [1, 20],
        [25, 60],
        [62, 110],
      ]),
      engine,
    );
    expect(lengths).toHaveLength(1);
  });

  it('with the language told to the engine only when there is one', async () => {
    const told: (string | null)[] = [];
    const engine = engineThat((ask) => (told.push(ask.language), says('x')(ask)));
    await transcribe(call(3, [[1, 2]]), engine, ['fr']);
    await transcribe(call(3, [[1, 2]]), engine, ['fr', 'nl']);
    expect(told).toEqual(['fr', null]);
  });

  it('not by an engine that knows none of the languages', async () => {
    const engine = engineThat(says('x'), { languages: ['en'] });
    await expect(transcribe(call(3, [[1, 2]]), engine, ['fr', 'nl'])).rejects.toMatchObject({
      code: 'language_not_supported',
      retryable: false,
    });
    expect(await transcribe(call(3, [[1, 2]]), engine, ['fr', 'en'])).toHaveLength(1);
  });

  it('not by half: the first failure ends it, lets the other parts go, and is the reason', async () => {
    const failure = new EngineError('engine_crashed', 'gone', { retryable: true });
    let asked = 0;
    let letGo = 0;
    const engine = engineThat(async (ask) => {
      asked += 1;
      if (asked === 2) throw failure;
      await new Promise((_, reject) => {
        ask.signal.addEventListener('abort', () => {
          letGo += 1;
          reject(new Error('let go'));
        });
      });
      return [];
    });
    await expect(transcribe(call(400, [[0, 400]]), engine)).rejects.toBe(failure);
    expect({ asked, letGo }).toEqual({ asked: 4, letGo: 3 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(reasons).toEqual([]);
  });

  it('not when it is stopped before it begins', async () => {
    const reason = new Error('removed');
    const stopped = AbortSignal.abort(reason);
    await expect(transcribe(call(3, [[1, 2]]), engineThat(says('x')), ['en'], stopped)).rejects.toBe(reason);
  });
});

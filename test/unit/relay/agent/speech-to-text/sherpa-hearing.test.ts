import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSherpaHearing } from '../../../../../relay/src/agent/speech-to-text/sherpa/sherpa-hearing.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import type { SampleRate } from '../../../../../relay/src/media/sound/pcm.ts';
import { createKnownHashes } from '../../../../../relay/src/models/known-hashes.ts';
import {
  parseModelRegistry,
  readModelRegistry,
  type ModelRegistry,
} from '../../../../../relay/src/models/model-registry.ts';
import { createModelStore } from '../../../../../relay/src/models/model-store.ts';
import { systemClock } from '../../../../../relay/src/providers/provider-clock.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { openEar } from '../../../../support/open-ear.ts';
import { spoken } from '../../../../support/spoken-call.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { knownTurns, testModelsDir } from '../../../../support/test-speech.ts';
import { wordErrorRate } from '../../../../support/word-errors.ts';

/** One for many tests; or, by `hearing()`, one of a test's own, that may be killed. */
function startHearing(
  more: {
    modelId?: string;
    isTestModelAllowed?: boolean;
    modelsDir?: string;
    registry?: ModelRegistry;
    clock?: typeof systemClock;
  } = {},
) {
  const { modelId = 'ci-stt-espeak', isTestModelAllowed = true, modelsDir = testModelsDir, clock = systemClock } = more;
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const models = createModelStore({
    modelsDir,
    registry: more.registry ?? readModelRegistry(),
    hashes: createKnownHashes(modelsDir),
  });
  const engine = createSherpaHearing({ models, modelId, isTestModelAllowed, threads: 1, clock, log });
  return {
    engine,
    logged: (word: string) => lines.filter((line) => line.includes(word)),
    ear: (language: Language = 'en', rate: SampleRate = 8_000) => {
      const ear = openEar(engine, { language, rate });
      const { finals } = ear;
      return {
        ...ear,
        /** Frame by frame, as fast as it is heard. */
        async say(sound: Int16Array, frameMs = 20): Promise<void> {
          const size = (rate * frameMs) / 1_000;
          for (let at = 0; at < sound.length; at += size) {
            const frame = sound.slice(at, at + size);
            if (ear.write(frame)) continue;
            await vi.waitFor(() => expect(ear.write(frame)).toBe(true), { timeout: 10_000, interval: 5 });
          }
        },
        async final(): Promise<string> {
          const before = finals().length;
          ear.flush();
          await vi.waitFor(() => expect(finals()).toHaveLength(before + 1), { timeout: 10_000, interval: 5 });
          return finals().at(-1) ?? '';
        },
      };
    },
  };
}
function hearing(more: Parameters<typeof startHearing>[0] = {}) {
  const started = startHearing(more);
  onTestFinished(() => started.engine.close());
  return started;
}
const pause = new Int16Array(4_000);

/** A model of a firm's own. */
const ownModel = (files: Record<string, string>) =>
  parseModelRegistry({
    models: [
      {
        id: 'own',
        kind: 'streaming_ctc',
        sampleRate: 8_000,
        licence: 'ours',
        languages: ['en'],
        testOnly: false,
        archive: null,
        files: Object.entries(files).map(([name, content]) => ({
          role: name === 'tokens.txt' ? 'tokens' : 'model',
          name,
          sha256: createHash('sha256').update(content).digest('hex'),
          bytes: null,
        })),
      },
    ],
  });
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(lacks('espeak-ng'))('A caller who speaks', () => {
  const { engine, ear } = startHearing();
  beforeAll(() => engine.warm());
  afterAll(() => engine.close());

  it('is heard while they speak, in parts that only grow, and at the end with all words', async () => {
    const caller = ear('en');
    const sound = await spoken('en', 'i would like to speak to a human please');
    const third = Math.ceil(sound.length / 3);
    for (let at = 0; at < sound.length; at += third) {
      const before = caller.told.at(-1)?.text.length ?? 0;
      await caller.say(sound.slice(at, at + third));
      await vi.waitFor(() => expect(caller.told.at(-1)?.text.length).toBeGreaterThan(before), { timeout: 5_000 });
    }
    expect(caller.told.every(({ isFinal }) => !isFinal)).toBe(true);
    expect(await caller.final()).toBe('i would like to speak to a human please');
    const texts = caller.told.map(({ text }) => text);
    expect(texts).toEqual(texts.toSorted((a, b) => a.length - b.length));
    for (const text of texts) expect('i would like to speak to a human please').toContain(text);
  });

  it.each(['en', 'fr', 'nl', 'de'] as const)('in %s is understood', async (language) => {
    const turns = knownTurns(language).slice(0, 10);
    const heard = await Promise.all(
      turns.map(async ({ text }) => {
        const caller = ear(language);
        await caller.say(await spoken(language, text));
        const final = await caller.final();
        caller.close();
        return final;
      }),
    );
    expect(wordErrorRate(turns.map(({ text }) => text).join(' '), heard.join(' '))).toBeLessThanOrEqual(0.05);
  });

  it('is heard at 16 kHz too', async () => {
    const caller = ear('en', 16_000);
    const sound = await spoken('en', 'please call me back tomorrow');
    await caller.say(
      Int16Array.from({ length: sound.length * 2 }, (_, i) => ((sound[i >> 1] ?? 0) + (sound[(i + 1) >> 1] ?? 0)) / 2),
    );
    expect(await caller.final()).toBe('please call me back tomorrow');
  });

  it('may go on after their words were wanted, and then all of them are told', async () => {
    const caller = ear('en');
    await caller.say(await spoken('en', 'yes please'));
    await caller.say(pause);
    expect(await caller.final()).toBe('yes please');
    // Nothing was said since.
    expect(await caller.final()).toBe('yes please');
    await caller.say(await spoken('en', 'i want to speak to a lawyer'));
    await vi.waitFor(() => expect(caller.told.at(-1)?.text).toMatch(/^yes please i want/));
    expect(await caller.final()).toBe('yes please i want to speak to a lawyer');
  });

  it('is heard with nineteen others at once, each with their own words', async () => {
    const said = (['en', 'fr', 'nl', 'de'] as const).flatMap((language) => knownTurns(language).slice(2, 7));
    const sounds = await Promise.all(said.map(({ language, text }) => spoken(language, text)));
    const before = engine.openEars;
    const callers = said.map(({ language }) => ear(language));
    expect(engine.openEars).toBe(before + 20);
    const finals = await Promise.all(
      callers.map(async (caller, index) => {
        await caller.say(sounds[index] ?? pause);
        return caller.final();
      }),
    );
    const wrong = said.filter(({ text }, index) => text !== finals[index]);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });
});

describe('An ear', () => {
  it('tells nothing after it was closed, by whoever opened it or by the end of the call', async () => {
    const { engine, ear } = hearing();
    await engine.warm();
    const [closed, hungUp, open] = [ear(), ear(), ear()];
    for (const each of [closed, hungUp]) {
      await each.say(pause);
      each.flush();
    }
    closed.close();
    closed.close();
    hungUp.hangUp();
    expect(engine.openEars).toBe(1);
    expect(closed.write(pause)).toBe(false);
    expect(await open.final()).toBe('');
    expect([closed.told, hungUp.told, closed.failed, hungUp.failed]).toEqual([[], [], [], []]);
  });

  it('loses what is written faster than it is heard', async () => {
    const { engine, ear } = hearing();
    await engine.warm();
    const caller = ear();
    process.kill(engine.pid() ?? 0, 'SIGSTOP');
    const taken = Array.from({ length: 500 }, () => caller.write(new Int16Array(160)));
    expect(taken.indexOf(false)).toBe(101);
    process.kill(engine.pid() ?? 0, 'SIGCONT');
    expect(await caller.final()).toBe('');
    expect(caller.write(pause)).toBe(true);
  });

  it('is refused for a language that the model does not know, and while the model is being loaded', async () => {
    const { engine, ear } = hearing({ modelId: 'zipformer-en-20m', modelsDir: tempDir() });
    expect(engine.languages).toEqual(['en']);
    expect(() => ear('fr')).toThrow(expect.objectContaining({ failure: 'refused' }));
    expect(() => ear('en')).toThrow(expect.objectContaining({ failure: 'full' }));
    await expect(engine.warm()).rejects.toMatchObject({ failure: 'refused' });
    // Its files are not looked for again with each call.
    expect(() => ear('en')).toThrow(expect.objectContaining({ failure: 'refused' }));
    expect(engine.pid()).toBeNull();
  });

  it('is refused beyond what the machine can hear at once, which it measured before', async () => {
    const { engine, ear, logged } = hearing();
    expect(engine.mostEars).toBeNull();
    await engine.warm();
    const most = engine.mostEars ?? 0;
    expect(logged('live_hearing_ready')[0]).toContain(`"mostEars":${String(most)}`);
    expect(most).toBeGreaterThan(20);
    const callers = Array.from({ length: most }, () => ear());
    expect(() => ear()).toThrow(expect.objectContaining({ failure: 'full' }));
    callers[0]?.hangUp();
    expect(ear().failed).toEqual([]);
  });
});

describe('The process that hears calls', () => {
  it('that is killed in the middle of a word fails every ear once, and is started again after its back-off', async () => {
    const clock = createManualClock();
    const { engine, ear, logged } = hearing({ clock });
    await engine.warm();
    const pid = engine.pid() ?? 0;
    const callers = [ear(), ear('fr'), ear('de')];
    await Promise.all(callers.map((caller) => caller.say(pause)));
    for (const caller of callers) caller.flush();
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(callers.map(({ failed }) => failed.length)).toEqual([1, 1, 1]), { timeout: 5_000 });
    expect(callers[0]?.failed[0]).toMatchObject({ name: 'StageError', failure: 'crashed' });
    expect(engine.openEars).toBe(0);
    expect(callers[0]?.write(pause)).toBe(false);
    expect(() => ear()).toThrow(expect.objectContaining({ failure: 'crashed' }));
    expect(logged('live_hearing_ended')).toHaveLength(1);
    await vi.waitFor(() => expect(clock.pending()).toEqual([1_000]));
    expect(engine.pid()).toBeNull();
    clock.advance(1_000);
    await engine.warm();
    expect(engine.pid()).not.toBe(pid);
    expect(await ear().final()).toBe('');
  });

  it('that hangs is ended, and its ears say that it took too long', async () => {
    const clock = createManualClock();
    const { engine, ear } = hearing({ clock });
    await engine.warm();
    const pid = engine.pid() ?? 0;
    const caller = ear();
    process.kill(pid, 'SIGSTOP');
    caller.flush();
    await vi.waitFor(() => expect(clock.pending()).toEqual([5_000]));
    clock.advance(5_000);
    await vi.waitFor(() => expect(caller.failed).toHaveLength(1), { timeout: 5_000 });
    expect(caller.failed[0]).toMatchObject({ failure: 'timed_out' });
    expect(isAlive(pid)).toBe(false);
  });

  it('is gone with the relay, whose open ears fail, and leaves no timer and no pipe', async () => {
    const handles = () => process.getActiveResourcesInfo().filter((kind) => /Process|Pipe/.test(kind)).length;
    const before = handles();
    const clock = createManualClock();
    const { engine, ear } = hearing({ clock });
    await engine.warm();
    const pid = engine.pid() ?? 0;
    const caller = ear();
    await caller.say(pause);
    expect(handles()).toBeGreaterThan(before);
    await engine.close();
    await vi.waitFor(() => expect(handles()).toBe(before));
    expect(caller.failed).toHaveLength(1);
    expect(isAlive(pid)).toBe(false);
    expect(clock.pending()).toEqual([]);
    expect(engine.openEars).toBe(0);
    await expect(engine.warm()).rejects.toMatchObject({ failure: 'crashed' });
    expect(() => ear()).toThrow(expect.objectContaining({ failure: 'crashed' }));
    expect(engine.pid()).toBeNull();
  });

  it('that dies of a bad model is started again, later each time, and the relay lives', async () => {
    const clock = createManualClock();
    const modelsDir = tempDir();
    const files = { 'model.onnx': 'this is no model', 'tokens.txt': 'a 0' };
    mkdirSync(join(modelsDir, 'own'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(modelsDir, 'own', name), content);
    const { engine, ear, logged } = hearing({ clock, modelsDir, modelId: 'own', registry: ownModel(files) });
    await expect(engine.warm()).rejects.toMatchObject({ failure: 'crashed' });
    for (const backOffMs of [1_000, 2_000, 4_000]) {
      await vi.waitFor(() => expect(clock.pending()).toEqual([backOffMs]));
      expect(() => ear()).toThrow(expect.objectContaining({ failure: 'crashed' }));
      clock.advance(backOffMs);
      await expect(engine.warm()).rejects.toMatchObject({ failure: 'crashed' });
    }
    expect(logged('live_hearing_ended')).toHaveLength(4);
  });

  it('is not closed before it was ever wanted, either', async () => {
    const { engine } = hearing();
    await engine.close();
    expect(engine.pid()).toBeNull();
  });
});

describe('A model', () => {
  it('that hears only recordings, or only tests, or that nobody knows, is refused', () => {
    const refused = expect.objectContaining({ name: 'StageError', failure: 'refused' }) as Error;
    expect(() => hearing({ modelId: 'parakeet-tdt-0.6b-v3' })).toThrow(refused);
    expect(() => hearing({ isTestModelAllowed: false })).toThrow(refused);
    expect(() => hearing({ modelId: 'made-up' })).toThrow(refused);
  });

  it('of the tests is called one, and leaves nothing of a call outside', () => {
    expect(hearing().engine).toMatchObject({ id: 'test:ci-stt-espeak', leavesMachine: false, region: null });
  });
});

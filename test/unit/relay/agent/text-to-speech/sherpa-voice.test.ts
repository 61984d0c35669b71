import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLiveVoices } from '../../../../../relay/src/agent/text-to-speech/create-live-voices.ts';
import { createSherpaEngine } from '../../../../../relay/src/agent/text-to-speech/sherpa/sherpa-engine.ts';
import { synthesizerConfig } from '../../../../../relay/src/agent/text-to-speech/sherpa/synthesizer-config.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import { createKnownHashes } from '../../../../../relay/src/models/known-hashes.ts';
import { parseModelRegistry, readModelRegistry } from '../../../../../relay/src/models/model-registry.ts';
import { createModelStore } from '../../../../../relay/src/models/model-store.ts';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

const shipped = readModelRegistry().filter(({ id }) => id === 'supertonic-3' || id === 'whisper-small');

/** A model folder in which every file is what was recorded, and none is a model. */
async function layRubbish(modelsDir: string): Promise<void> {
  const folder = join(modelsDir, 'supertonic-3');
  mkdirSync(folder, { recursive: true });
  const rubbish = 'this is no model';
  const files = shipped.find(({ id }) => id === 'supertonic-3')?.files ?? [];
  for (const { name } of files) writeFileSync(join(folder, name), rubbish);
  const hash = createHash('sha256').update(rubbish).digest('hex');
  await createKnownHashes(modelsDir).record('supertonic-3', {
    archive: null,
    files: Object.fromEntries(files.map(({ name }) => [name, hash])),
    recordedAt: '2026-11-25T09:00:00.000Z',
    from: folder,
  });
}

async function setUp(more: { isRubbish?: boolean; isPretended?: boolean; speaker?: number } = {}) {
  const modelsDir = tempDir();
  if (more.isRubbish !== false) await layRubbish(modelsDir);
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line: string) => void lines.push(line) } });
  const clock = createManualClock();
  const engine = createSherpaEngine({
    models: createModelStore({ modelsDir, registry: shipped, hashes: createKnownHashes(modelsDir) }),
    modelId: 'supertonic-3',
    threads: 1,
    speaker: more.speaker ?? 0,
    clock,
    log,
    ...(more.isPretended === true
      ? { processUrl: new URL('../../../../support/pretend-voice-process.ts', import.meta.url) }
      : {}),
  });
  onTestFinished(() => engine.close());
  const voice = voiceOfEngine(engine, createSoundCache());
  return { engine, voice, clock, modelsDir, logged: () => lines.join('') };
}

describe('A voice model on this machine', () => {
  it('that nobody brought here refuses, and says which file is missing', async () => {
    const { voice, engine } = await setUp({ isRubbish: false });
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({
      failure: 'refused',
      message: expect.stringContaining('duration_predictor.int8.onnx is not in') as string,
    });
    expect(engine.pid()).toBeNull();
  });

  it('whose files were changed is not loaded', async () => {
    const { voice, engine, modelsDir } = await setUp();
    writeFileSync(join(modelsDir, 'supertonic-3', 'vocoder.int8.onnx'), 'something else');
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ failure: 'refused' });
    expect(engine.pid()).toBeNull();
  });

  it('that is no model ends only its own process, and calls do not wait for it', async () => {
    const { voice, engine, clock, logged } = await setUp();
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ name: 'StageError', failure: 'crashed' });
    expect(engine.pid()).toBeNull();
    expect(logged()).toContain('voice_engine_ended');
    // Until its back-off is over.
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({
      failure: 'crashed',
      message: 'The voice is being started again.',
    });
    clock.advance(1_000);
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({
      message: expect.stringContaining('ended') as string,
    });
    clock.advance(1_999);
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ message: 'The voice is being started again.' });
  });

  it('that hears, or is in no list, is refused at once', () => {
    const deps = { log: createLogger({ level: 'silent' }), modelsDir: tempDir(), registry: shipped };
    const choose = (modelId: string) => createLiveVoices([{ kind: 'sherpa', modelId, speaker: 0, threads: 1 }], deps);
    expect(() => choose('whisper-small')).toThrow('it is no voice');
    expect(() => choose('nobody')).toThrow('no model "nobody"');
  });

  it('is loaded by the names of its files', () => {
    const { files, kind } = shipped.find(({ id }) => id === 'supertonic-3') ?? { files: [], kind: 'whisper' as const };
    const paths = Object.fromEntries(files.map(({ role, name }) => [role, name]));
    expect(synthesizerConfig({ kind, paths }, 2)).toMatchObject({
      model: { supertonic: { vocoder: 'vocoder.int8.onnx', voiceStyle: 'voice.bin' }, numThreads: 2 },
      maxNumSentences: 1,
    });
    expect(() => synthesizerConfig({ kind: 'whisper', paths }, 1)).toThrow('cannot speak');
    expect(parseModelRegistry({ models: shipped })).toHaveLength(2);
  });
});

describe('The process that speaks', () => {
  it('sends the sound in parts, at its own rate', async () => {
    const { voice, engine } = await setUp({ isPretended: true });
    await engine.start();
    const { seconds, chars } = await spokenBy(voice, 'Guten Tag.', { language: 'de' });
    expect(seconds).toBeCloseTo(1, 3);
    expect(chars).toBe(10);
    expect(engine.pid()).not.toBeNull();
    await expect(spokenBy(voice, 'refuse')).rejects.toMatchObject({ failure: 'failed' });
  });

  it('that crashes fails what it was saying, and is there again for a later call', async () => {
    const { voice, engine, clock } = await setUp({ isPretended: true });
    const hanging = spokenBy(voice, 'hang').catch((error: unknown) => error);
    await vi.waitFor(() => expect(engine.pid()).not.toBeNull());
    await expect(spokenBy(voice, 'crash')).rejects.toMatchObject({ failure: 'crashed' });
    expect(await hanging).toMatchObject({ failure: 'crashed' });
    clock.advance(1_000);
    expect((await spokenBy(voice, 'Hello again.')).seconds).toBeCloseTo(1, 3);
  });

  it('forgets what nobody wants to hear any more', async () => {
    const { voice } = await setUp({ isPretended: true });
    const stop = new AbortController();
    const pieces = voice.speak({ text: 'hang', language: 'en', rate: 8_000, signal: stop.signal });
    const said = pieces[Symbol.asyncIterator]();
    await said.next();
    const rest = said.next();
    const reason = new Error('The caller speaks.');
    stop.abort(reason);
    await expect(rest).rejects.toBe(reason);
    // One second, and one for each that it was told to forget.
    await vi.waitFor(async () => expect((await spokenBy(voice, 'forgotten?')).seconds).toBeCloseTo(2, 3));
  });

  it('that has too much to say sends the next call elsewhere', async () => {
    const { voice, engine } = await setUp({ isPretended: true });
    await engine.start();
    const stop = new AbortController();
    const begun = Array.from({ length: 8 }, () =>
      expect(spokenBy(voice, 'hang', { signal: stop.signal })).rejects.toThrow('over'),
    );
    await vi.waitFor(() => expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ failure: 'full' }));
    stop.abort(new Error('over'));
    await Promise.all(begun);
  });

  it('that cannot load says so in the log, not by ending the relay', async () => {
    const { engine, voice, logged } = await setUp({ isPretended: true, speaker: 99 });
    await engine.start();
    expect(logged()).toContain('no such speaker');
    expect(logged()).toContain('voice_engine_not_started');
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ failure: 'crashed' });
  });

  it('is gone when the relay stops', async () => {
    const { voice, engine } = await setUp({ isPretended: true });
    const said = spokenBy(voice, 'hang').catch((error: unknown) => error);
    await vi.waitFor(() => expect(engine.pid()).not.toBeNull());
    const pid = engine.pid() ?? 0;
    await voice.close();
    expect(await said).toMatchObject({ failure: 'failed' });
    expect(existsSync(`/proc/${String(pid)}`)).toBe(false);
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ failure: 'failed' });
  });
});

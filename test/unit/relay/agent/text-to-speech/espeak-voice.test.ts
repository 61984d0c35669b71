import { describe, expect, it, onTestFinished } from 'vitest';
import { pino } from 'pino';
import {
  createEspeakEngine,
  type EspeakOptions,
} from '../../../../../relay/src/agent/text-to-speech/espeak/espeak-engine.ts';
import { createEspeakVoice } from '../../../../../relay/src/agent/text-to-speech/espeak/espeak-voice.ts';
import type { SpeechEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import { joinedPcm } from '../../../../../relay/src/media/sound/pcm.ts';
import { systemClock } from '../../../../../relay/src/providers/provider-clock.ts';
import { lacks } from '../../../../support/lacks-programs.ts';

function voice(options: EspeakOptions = {}) {
  const engine = createEspeakVoice(options, { clock: systemClock, log: pino({ level: 'silent' }) });
  onTestFinished(() => engine.close());
  return engine;
}

async function said(engine: SpeechEngine, text: string, signal = new AbortController().signal): Promise<Int16Array> {
  const parts: Int16Array[] = [];
  for await (const { samples } of engine.say({ text, language: 'en', rate: 8_000, signal })) parts.push(samples);
  return joinedPcm(parts);
}

describe.skipIf(lacks('espeak-ng'))('espeak-ng, started by a process of its own', () => {
  it('says what it says without one, many sentences at once', async () => {
    const here = createEspeakEngine();
    onTestFinished(() => here.close());
    const texts = Array.from({ length: 20 }, (_, i) => `How can we help you, caller ${String(i)}?`);
    const engine = voice();
    const [elsewhere, direct] = await Promise.all([
      Promise.all(texts.map((text) => said(engine, text))),
      Promise.all(texts.map((text) => said(here, text))),
    ]);
    expect(elsewhere).toEqual(direct);
    expect(engine.id).toBe(here.id);
  });

  it('says so where it is not installed, and a call goes to the next voice at once', async () => {
    await expect(said(voice({ program: '/nowhere/espeak-ng' }), 'Hello.')).rejects.toMatchObject({
      failure: 'refused',
      message: expect.stringContaining('is not installed here') as string,
    });
  });

  it('stops when nobody listens any more, and says the next sentence', async () => {
    const engine = voice();
    const stop = new AbortController();
    const long = said(engine, 'A very long sentence. '.repeat(150), stop.signal);
    stop.abort(new Error('The caller speaks.'));
    await expect(long).rejects.toThrow('The caller speaks.');
    expect((await said(engine, 'Hello.')).length).toBeGreaterThan(1_000);
  });
});

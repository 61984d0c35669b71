import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createEspeakEngine,
  hasEspeak,
  type EspeakOptions,
} from '../../../../../relay/src/agent/text-to-speech/espeak/espeak-engine.ts';
import { saidByEspeak } from '../../../../../relay/src/agent/text-to-speech/espeak/said-by-espeak.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import { wavBytes } from '../../../../../relay/src/insights/speech-to-text/wav-bytes.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { loudness } from '../../../../support/sounds.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';
import { tempDir } from '../../../../support/temp-dir.ts';

function setUp(options: EspeakOptions = {}) {
  const engine = createEspeakEngine(options);
  onTestFinished(() => engine.close());
  const cache = createSoundCache();
  return { engine, cache, voice: voiceOfEngine(engine, cache) };
}

/** A program in espeak-ng's place. */
function pretendProgram(script: string): string {
  const path = join(tempDir(), 'pretend-espeak');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const isRunning = (pid: number) =>
  existsSync(`/proc/${String(pid)}`) && !/\) Z /.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));

const sentences: Record<Language, string> = {
  en: 'How can we help you? Please tell me in a sentence or two.',
  fr: 'Que pouvons-nous faire pour vous ? Dites-le-moi en une ou deux phrases.',
  nl: 'Waarmee kunnen we u helpen? Vertelt u het in een of twee zinnen.',
  de: 'Wie können wir Ihnen helfen? Bitte sagen Sie es in ein oder zwei Sätzen.',
};

describe.skipIf(lacks('espeak-ng'))('espeak-ng', () => {
  it.each(['en', 'fr', 'nl', 'de'] as const)(
    'speaks %s at both rates of telephones, and counts every character',
    async (language) => {
      const { voice } = setUp();
      const text = sentences[language];
      const narrow = await spokenBy(voice, text, { language, rate: 8_000 });
      const wide = await spokenBy(voice, text, { language, rate: 16_000 });
      expect(narrow.chars).toBe(text.length);
      expect(wide.chars).toBe(text.length);
      expect(narrow.seconds).toBeGreaterThan(2.5);
      expect(narrow.seconds).toBeLessThan(7);
      expect(wide.seconds).toBeCloseTo(narrow.seconds, 2);
      expect(loudness(narrow.pcm)).toBeGreaterThan(1_000);
      expect(narrow.pieces.every(({ pcm, chars }) => pcm.length > 0 && chars >= 0)).toBe(true);
      // Cut off in the middle, a caller has heard about the half.
      const half = narrow.pcm.length / 2;
      let [samples, chars] = [0, 0];
      for (const piece of narrow.pieces) {
        const share = Math.min(1, (half - samples) / piece.pcm.length);
        if (share <= 0) break;
        samples += piece.pcm.length;
        chars += piece.chars * share;
      }
      expect(chars / text.length).toBeGreaterThan(0.35);
      expect(chars / text.length).toBeLessThan(0.65);
    },
  );

  it('reads out a text that looks like an option', async () => {
    const { voice } = setUp();
    for (const text of ['-v de', '--version', '-w /tmp/evil.wav', '--help']) {
      const { chars, seconds } = await spokenBy(voice, text);
      expect(chars).toBe(text.length);
      expect(seconds).toBeGreaterThan(0.4);
    }
    expect(existsSync('/tmp/evil.wav')).toBe(false);
  });

  it('leaves out what nobody can say, and counts it all the same', async () => {
    const { voice } = setUp();
    const plain = await spokenBy(voice, 'Thank you.');
    const odd = 'Thank\u0000 \u0001you\uD800.\u202E 😀👩‍⚖️';
    const said = await spokenBy(voice, odd);
    expect(said.chars).toBe(odd.length);
    expect(said.seconds).toBeCloseTo(plain.seconds, 1);
    expect(await spokenBy(voice, '')).toMatchObject({ pieces: [] });
    const silent = await spokenBy(voice, ' 😀… ');
    expect(silent).toMatchObject({ chars: 5, seconds: 0.02 });
    expect(loudness(silent.pcm)).toBe(0);
    const phonemes = await spokenBy(voice, 'a [[h@l]] b');
    const words = await spokenBy(voice, 'a h@l b');
    expect(phonemes.seconds).toBeCloseTo(words.seconds, 1);
  });

  it('reads 4,000 characters and more, in parts', async () => {
    const { voice, engine } = setUp();
    const text = `${sentences.en} `.repeat(80).slice(0, 4_100);
    const { chars, seconds } = await spokenBy(voice, text);
    expect(chars).toBe(4_100);
    expect(seconds).toBeGreaterThan(150);
    expect(engine.running).toBe(0);
  });

  it('stops at once when the caller interrupts: the process is gone', async () => {
    const pids = join(tempDir(), 'pids');
    const program = pretendProgram(`echo $$ >> ${pids}\nexec sleep 600`);
    const { voice, engine } = setUp({ program });
    const stop = new AbortController();
    const said = spokenBy(voice, 'Good day', { signal: stop.signal });
    await vi.waitFor(() => expect(existsSync(pids) && readFileSync(pids, 'utf8').trim()).toMatch(/^\d+$/));
    const pid = Number(readFileSync(pids, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    const reason = new Error('The caller speaks.');
    stop.abort(reason);
    await expect(said).rejects.toBe(reason);
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
    await vi.waitFor(() => expect(engine.running).toBe(0));
  });

  it('is left in the middle without anything going on', async () => {
    const { voice, engine } = setUp();
    for await (const piece of voice.speak({
      text: sentences.de.repeat(40),
      language: 'de',
      rate: 8_000,
      signal: new AbortController().signal,
    })) {
      expect(piece.pcm.length).toBeGreaterThan(0);
      break;
    }
    await vi.waitFor(() => expect(engine.running).toBe(0));
  });

  it('speaks for thirty callers at once with never more than eight processes', async () => {
    const { voice, engine } = setUp();
    let most = 0;
    const all = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const text = `You are caller number ${String(index)}. Please stay on the line.`;
        let chars = 0;
        for await (const piece of voice.speak({
          text,
          language: 'en',
          rate: 8_000,
          signal: new AbortController().signal,
        })) {
          most = Math.max(most, engine.running);
          chars += piece.chars;
        }
        return chars === text.length;
      }),
    );
    expect(all).toEqual(Array<boolean>(30).fill(true));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('says a sentence that it said before from memory, with the same sound', async () => {
    const starts = join(tempDir(), 'starts');
    const program = pretendProgram(`echo start >> ${starts}\nexec espeak-ng "$@"`);
    const { voice, cache } = setUp({ program });
    const first = await spokenBy(voice, sentences.fr, { language: 'fr' });
    const again = await spokenBy(voice, sentences.fr, { language: 'fr' });
    expect(again.pcm).toEqual(first.pcm);
    expect(again.chars).toBe(sentences.fr.length);
    expect(readFileSync(starts, 'utf8')).toBe('start\n');
    await Promise.all(
      Array.from({ length: 20 }, () => spokenBy(voice, sentences.fr, { language: 'fr', rate: 16_000 })),
    );
    expect(readFileSync(starts, 'utf8')).toBe('start\nstart\n');
    expect(cache.bytes).toBeGreaterThan(first.pcm.byteLength * 3);
  });
});

describe('Callers who are told the same at the same moment', () => {
  it('do not wait any longer than they want, nor for one who left', async () => {
    const wav = join(tempDir(), 'spoken.wav');
    writeFileSync(wav, wavBytes({ samples: new Int16Array(22_050).fill(2_000), sampleRate: 22_050 }));
    const gate = join(tempDir(), 'gate');
    // Nothing is heard before the gate is open.
    const program = pretendProgram(`until [ -e ${gate} ]; do sleep 0.05; done\nexec cat ${wav}`);
    const { voice, engine } = setUp({ program });
    const [first, second] = [new AbortController(), new AbortController()];
    const said = [first, second, new AbortController()].map(async ({ signal }) =>
      spokenBy(voice, 'Good day.', { signal }).catch((error: unknown) => error),
    );
    await vi.waitFor(() => expect(engine.running).toBe(1));
    second.abort(new Error('second hung up'));
    expect(await said[1]).toMatchObject({ message: 'second hung up' });
    first.abort(new Error('first hung up'));
    expect(await said[0]).toMatchObject({ message: 'first hung up' });
    writeFileSync(gate, '');
    expect(await said[2]).toMatchObject({ chars: 9 });
    await vi.waitFor(() => expect(engine.running).toBe(0));
  });

  it('are told the sentence by others when the first one’s fails', async () => {
    const { voice } = setUp({ program: pretendProgram('cat > /dev/null; exit 1') });
    const said = await Promise.allSettled([1, 2, 3].map(() => spokenBy(voice, 'Good day.')));
    expect(said.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});

describe('A machine on which espeak-ng does not work', () => {
  it('that has none says what to install, and the ladder knows it before', async () => {
    const { voice } = setUp({ program: '/nowhere/espeak-ng' });
    expect(await hasEspeak('/nowhere/espeak-ng')).toBe(false);
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({
      name: 'StageError',
      failure: 'refused',
      message: expect.stringContaining('apt-get install espeak-ng') as string,
    });
  });

  it.each([
    ['ends with an error', 'echo "no such voice" >&2; exit 1', 'failed'],
    ['says nothing', 'cat > /dev/null', 'failed'],
    ['writes what is no sound', 'cat > /dev/null; echo this is no sound at all', 'failed'],
    ['is killed by the system', 'kill -SEGV $$', 'crashed'],
  ])('that %s fails the sentence, and leaves no process', async (_, script, failure) => {
    const { voice, engine } = setUp({ program: pretendProgram(script) });
    await expect(spokenBy(voice, 'Hello')).rejects.toMatchObject({ failure });
    await vi.waitFor(() => expect(engine.running).toBe(0));
  });

  it('that is stopping ends what is spoken, and those who wait', async () => {
    const { voice, engine } = setUp({ program: pretendProgram('exec sleep 600'), mostAtOnce: 1 });
    const said = [spokenBy(voice, 'One'), spokenBy(voice, 'Two')].map(async (one) =>
      expect(one).rejects.toMatchObject({ failure: 'failed' }),
    );
    await vi.waitFor(() => expect(engine.running).toBe(1));
    await voice.close();
    await Promise.all(said);
    expect(engine.running).toBe(0);
  });
});

describe('Times of day', () => {
  it('are said as people say them, and nothing else is changed', () => {
    expect(saidByEspeak('between 9:00 and 12:00, or at 15:30', 'en')).toBe('between 9 A M and 12 P M, or at 15:30');
    expect(saidByEspeak('à 15:00', 'fr')).toBe('à 15 heures');
    expect(saidByEspeak('um 09:00, 1:00:00, 2024:0012', 'de')).toBe('um 9 Uhr, 1:00:00, 2024:0012');
  });
});

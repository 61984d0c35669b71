import { readdir, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readAdpcmWav, writeAdpcmWav } from '../../../../../relay/simulator/sound/adpcm-wav.ts';
import { dialogues } from '../../../../../relay/simulator/sound/dialogues.ts';
import { anyVoice, keptVoice } from '../../../../../relay/simulator/sound/kept-voice.ts';
import { lengthMs } from '../../../../../relay/simulator/sound/sound.ts';
import { NoVoice } from '../../../../../relay/simulator/sound/speak.ts';

const folder = new URL('../../../../../resources/demo-firm/recordings/', import.meta.url);

describe('a demo on a machine without espeak-ng', () => {
  const noVoice = () => Promise.reject(new NoVoice(null));
  it('has every phrase of every dialogue recorded', async () => {
    const say = anyVoice(noVoice);
    for (const { language, turns } of dialogues)
      for (const { text } of turns) {
        const sound = await say(text, language);
        expect([text, sound.sampleRate, lengthMs(sound) > 250]).toEqual([text, 8_000, true]);
        expect(sound.samples.some((sample) => Math.abs(sample) > 5_000)).toBe(true);
      }
  });
  it('and all of it is smaller than 400 kB', async () => {
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(new URL(name, folder))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  });
  it('says which text is missing', async () => {
    await expect(anyVoice(noVoice)('something else', 'en')).rejects.toThrow(/“something else” was not recorded/);
  });
  it('does not hide another failure behind old recordings', async () => {
    await expect(anyVoice(() => Promise.reject(new Error('disk full')), keptVoice())('hello', 'en')).rejects.toThrow(
      'disk full',
    );
  });
});

describe('a WAV file with four bits a sample', () => {
  const samples = Int16Array.from({ length: 1_500 }, (_, i) => 9_000 * Math.sin(i / 9) * Math.sin(i / 400));
  it('sounds nearly as before', () => {
    const read = readAdpcmWav(writeAdpcmWav({ sampleRate: 8_000, samples }));
    expect([read.sampleRate, read.samples.length]).toEqual([8_000, 1_500]);
    const wrong = Math.sqrt(read.samples.reduce((sum, one, i) => sum + (one - (samples[i] ?? 0)) ** 2, 0) / 1_500);
    expect(wrong).toBeLessThan(300);
  });
  it('is not anything else', () => {
    expect(() => readAdpcmWav(Buffer.from('<html>'))).toThrow(/no WAV file/);
  });
});

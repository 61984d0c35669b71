import { describe, expect, it } from 'vitest';
import { lengthMs } from '../../../../../relay/simulator/sound/sound.ts';
import { NoVoice, speak, speakOnce } from '../../../../../relay/simulator/sound/speak.ts';
import { lacks } from '../../../../support/lacks-programs.ts';

describe.skipIf(lacks('espeak-ng'))('a machine reads aloud', () => {
  it.each([
    ['en', 'good morning'],
    ['fr', "j'ai reçu une lettre du tribunal"],
    ['nl', 'goedemorgen'],
    ['de', 'können sie das wiederholen'],
  ] as const)('in %s, for a telephone', async (language, text) => {
    const sound = await speak(text, language);
    expect(sound.sampleRate).toBe(8_000);
    expect(lengthMs(sound)).toBeGreaterThan(400);
    expect(lengthMs(sound)).toBeLessThan(4_000);
  });
  it('takes a text that begins like an option for a text', async () => {
    expect(lengthMs(await speak('--version', 'en'))).toBeGreaterThan(300);
  });
});

describe('a machine without a voice', () => {
  it('says what must be installed', async () => {
    const said = speak('hello', 'en', 'no-such-program');
    await expect(said).rejects.toBeInstanceOf(NoVoice);
    await expect(said).rejects.toThrow(/apt-get install espeak-ng/);
  });
  it('is told apart from one that fails', async () => {
    await expect(speak('hello', 'en', 'false')).rejects.toThrow(/ended with 1/);
  });
});

it('what a dialogue repeats is said once', async () => {
  let times = 0;
  const say = speakOnce(async () => {
    times += 1;
    return { sampleRate: 8_000, samples: new Int16Array(8) };
  });
  await Promise.all([say('hello', 'en'), say('hello', 'en'), say('hello', 'de')]);
  expect(times).toBe(2);
});

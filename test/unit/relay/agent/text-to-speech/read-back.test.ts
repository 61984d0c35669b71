import { describe, expect, it, onTestFinished } from 'vitest';
import { spokenLetters, spokenNumber } from '../../../../../relay/src/agent/script/spoken.ts';
import { createEspeakEngine } from '../../../../../relay/src/agent/text-to-speech/espeak/espeak-engine.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { voiceOfEngine } from '../../../../../relay/src/agent/text-to-speech/voice-of-engine.ts';
import { createHearing } from '../../../../../relay/src/insights/speech-to-text/create-hearing.ts';
import { createLogger } from '../../../../../relay/src/logging/create-logger.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';
import { lacks } from '../../../../support/lacks-programs.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';
import { testSpeechConfig } from '../../../../support/test-speech.ts';
import { wordErrorRate } from '../../../../support/word-errors.ts';

describe.skipIf(lacks('espeak-ng'))('What is read back to a caller', () => {
  it.each([
    ['en', 'GB', '+447700900123'],
    ['fr', 'BE', '+32470271836'],
    ['nl', 'BE', '+32470271836'],
    ['de', 'DE', '+4915123456789'],
  ] as const)('says numbers and letters in %s so that they are heard', async (language, country, number) => {
    const engine = createEspeakEngine();
    onTestFinished(() => engine.close());
    const voice = voiceOfEngine(engine, createSoundCache());
    const hearing = createHearing(testSpeechConfig, { log: createLogger({ level: 'silent' }) });
    if (hearing === null) throw new Error('No model.');
    onTestFinished(async () => hearing[Symbol.asyncDispose]());
    const names: Record<Language, string[]> = {
      en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
      fr: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf'],
      nl: ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'],
      de: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'],
    };
    const digits = spokenNumber(number, country);
    const { pcm, seconds } = await spokenBy(voice, digits, { language });
    const heard = await hearing.transcribe({
      audio: { sampleRate: 8_000, channels: [pcm], speakers: ['caller'], durationMs: seconds * 1_000 },
      languages: [language],
      signal: new AbortController().signal,
    });
    const said = digits.replaceAll(/\d/g, (digit) => names[language][Number(digit)] ?? '');
    expect(wordErrorRate(said, heard.map(({ text }) => text).join(' '))).toBeLessThanOrEqual(0.1);
    // A letter is a word of its own: about as long as one, with a pause behind.
    const letters = await spokenBy(voice, spokenLetters('DEWIT'), { language });
    expect(letters.seconds).toBeGreaterThan(2);
  });
});

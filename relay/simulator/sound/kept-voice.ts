import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { language, type Language } from '../../src/wire/scalars.ts';
import { readAdpcmWav } from './adpcm-wav.ts';
import type { Sound } from './sound.ts';
import { NoVoice, speak, type Speak } from './speak.ts';

/** `phrases.json`: where in `<language>.wav` a phrase is, in samples. */
export const keptPhrases = z.array(
  z.object({
    language,
    text: z.string(),
    first: z.number().int().nonnegative(),
    length: z.number().int().positive(),
  }),
);
export type KeptPhrases = z.infer<typeof keptPhrases>;

const demoVoices = new URL('../../../resources/demo-firm/recordings/', import.meta.url);

/**
 * Says only what was recorded before (the phrases of the demo's dialogues, with espeak-ng), on a machine that has no voice.
 * @throws Error for any other text
 */
export function keptVoice(folder: URL = demoVoices): Speak {
  let phrases: Promise<KeptPhrases> | null = null;
  const files = new Map<Language, Promise<Sound>>();
  const fileOf = (language: Language) => {
    const known = files.get(language) ?? readFile(new URL(`${language}.wav`, folder)).then(readAdpcmWav);
    files.set(language, known);
    return known;
  };
  return async (text, language) => {
    phrases ??= readFile(new URL('phrases.json', folder), 'utf8').then((json) => keptPhrases.parse(JSON.parse(json)));
    const found = (await phrases).find((one) => one.language === language && one.text === text);
    if (!found) throw new Error(`“${text}” was not recorded, and espeak-ng is not installed here.`);
    const { sampleRate, samples } = await fileOf(language);
    return { sampleRate, samples: samples.subarray(found.first, found.first + found.length) };
  };
}

/** espeak-ng where it is installed, else what was recorded before. */
export function anyVoice(say: Speak = speak, kept: Speak = keptVoice()): Speak {
  return async (text, language) => {
    try {
      return await say(text, language);
    } catch (error) {
      if (!(error instanceof NoVoice)) throw error;
      return kept(text, language);
    }
  };
}

import type { Logger } from 'pino';
import { resampled } from '../../../insights/speech-to-text/resample.ts';
import { language as languages, type Language } from '../../../wire/scalars.ts';
import { promptNames, type LiveVoice, type PromptName, type Prompts } from '../../ports.ts';
import { fixedSentences, sentencesOf, type FixedSentence, type PromptFirm } from './fixed-sentences.ts';
import type { PromptTexts } from './prompt-texts.ts';
import { createPromptVoice } from './prompt-voice.ts';
import { KEPT_RATE, openSoundFiles } from './sound-files.ts';
import { renderSentences, type Rendered } from './render-sentences.ts';

export interface PromptDeps {
  /** `<data dir>/prompts`; made when it is not there. */
  dir: string;
  /** Speaks what is not there yet; null: nobody does here, and only what was rendered before is used. */
  voice: LiveVoice | null;
  texts: PromptTexts;
  log: Logger;
}

export interface KeptPrompts extends Prompts {
  /**
   * Renders what is not there: the prompts first, then every fixed sentence of these firms. Meanwhile calls go on with what
   * there is. Once at the start with all firms, and again for a firm whose scripts or name have changed. Never throws: what
   * could not be done is in the log and in the answer.
   */
  render(firms: readonly PromptFirm[], signal: AbortSignal): Promise<Rendered>;
}

/** Reads what was rendered before. Never throws: with no file and no voice there are simply no prompts, and the log says so. */
export async function createPrompts(deps: PromptDeps): Promise<KeptPrompts> {
  const { texts, voice, log } = deps;
  const files = await openSoundFiles(deps.dir);
  /** By `sorry_person/fr/8000`; made at the rate of a call when one first wants it. */
  const sounds = new Map<string, Int16Array>();
  const keyOf = (name: PromptName, language: Language, rate: number) => `${name}/${language}/${String(rate)}`;
  const named = promptNames.flatMap((name) =>
    languages.options.map((language) => ({ name, language, text: texts[language][name] })),
  );

  async function take(one: (typeof named)[number]): Promise<void> {
    const pcm = await files.read(one, voice?.id ?? null);
    if (pcm === null) return;
    for (const rate of [8_000, KEPT_RATE]) sounds.delete(keyOf(one.name, one.language, rate));
    sounds.set(keyOf(one.name, one.language, KEPT_RATE), pcm);
  }

  const hasPrompt = (one: (typeof named)[number]) => sounds.has(keyOf(one.name, one.language, KEPT_RATE));

  await Promise.all(named.map(take));
  const missing = named.filter((one) => !hasPrompt(one)).length;
  if (missing > 0) log[voice === null ? 'error' : 'info']({ missing, of: named.length }, 'prompts_missing');

  return {
    prompt(name, language, rate) {
      const kept = sounds.get(keyOf(name, language, KEPT_RATE));
      if (kept === undefined) return null;
      const pcm = sounds.get(keyOf(name, language, rate)) ?? resampled(kept, KEPT_RATE, rate);
      sounds.set(keyOf(name, language, rate), pcm);
      return { text: texts[language][name], pcm };
    },
    voice: createPromptVoice(async (sentence, rate) => {
      const name = named.find((one) => one.language === sentence.language && one.text === sentence.text);
      const inMemory = name === undefined ? undefined : sounds.get(keyOf(name.name, name.language, KEPT_RATE));
      const pcm = inMemory ?? (await files.read(sentence, voice?.id ?? null));
      return pcm === null ? null : resampled(pcm, KEPT_RATE, rate);
    }),
    async render(firms, signal) {
      const sentences: FixedSentence[] = named.flatMap(({ language, text }) => [
        { language, text },
        // What is made of several sentences is also found sentence by sentence.
        ...sentencesOf(text).map((part) => ({ language, text: part })),
      ]);
      sentences.push(...firms.flatMap(fixedSentences));
      const done = await renderSentences({
        sentences,
        voice,
        files,
        log,
        signal,
        made: ({ language, text }, pcm) => {
          for (const one of named) {
            if (one.language === language && one.text === text) sounds.set(keyOf(one.name, language, KEPT_RATE), pcm);
          }
        },
      });
      const lost = named.filter((one) => !hasPrompt(one)).length;
      if (lost > 0) log.error({ missing: lost, of: named.length }, 'prompts_missing');
      return done;
    },
  };
}

import { joinedPcm } from '../../../media/sound/pcm.ts';
import type { Logger } from 'pino';
import { StageError, type LiveVoice } from '../../ports.ts';
import type { FixedSentence } from './fixed-sentences.ts';
import { KEPT_RATE, type SoundFiles } from './sound-files.ts';

export interface Rendered {
  /** There before. */
  kept: number;
  made: number;
  /** Could not be spoken. */
  failed: number;
  /** Were spoken, but the folder takes no file. */
  unwritten: number;
}

/** Calls have the voice first: this is not urgent. */
const AT_ONCE = 2;
/** A voice that fails so often in a row is not there (the log would only repeat it). */
const MOST_FAILURES = 5;

/** Has a voice speak what no file holds yet. Never throws. */
export async function renderSentences(deps: {
  sentences: readonly FixedSentence[];
  voice: LiveVoice | null;
  files: SoundFiles;
  log: Logger;
  signal: AbortSignal;
  made(sentence: FixedSentence, pcm: Int16Array): void;
}): Promise<Rendered> {
  const { voice, files, log, signal } = deps;
  const done: Rendered = { kept: 0, made: 0, failed: 0, unwritten: 0 };
  const wanted = [...new Map(deps.sentences.map((one) => [`${one.language}/${one.text}`, one])).values()];
  let failuresInRow = 0;
  let isTold = false;

  async function render(sentence: FixedSentence): Promise<void> {
    // A broken file is found by reading it, and then made anew.
    if (files.has(sentence, voice?.id ?? null) && (await files.read(sentence, voice?.id ?? null)) !== null) {
      done.kept += 1;
      return;
    }
    if (voice === null) {
      done[files.has(sentence, null) ? 'kept' : 'failed'] += 1;
      return;
    }
    let pcm: Int16Array;
    try {
      pcm = await spoken(voice, sentence, signal);
      failuresInRow = 0;
    } catch (error) {
      if (signal.aborted) return;
      // What another voice spoke before is still there.
      done[files.has(sentence, null) ? 'kept' : 'failed'] += 1;
      failuresInRow += 1;
      const failure = error instanceof StageError ? error.failure : 'failed';
      const why = error instanceof Error ? error.message : String(error);
      if (failuresInRow === 1) log.warn({ voice: voice.id, failure, why }, 'prompt_not_rendered');
      return;
    }
    deps.made(sentence, pcm);
    try {
      await files.write(sentence, voice.id, pcm);
      done.made += 1;
    } catch (error) {
      done.unwritten += 1;
      if (!isTold) log.error({ why: error instanceof Error ? error.message : String(error) }, 'prompt_not_written');
      isTold = true;
    }
  }

  const queue = wanted.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const sentence of queue) {
        if (signal.aborted) return;
        if (failuresInRow >= MOST_FAILURES) done[files.has(sentence, null) ? 'kept' : 'failed'] += 1;
        else await render(sentence);
      }
    }),
  );
  if (done.made + done.failed + done.unwritten > 0) log.info({ ...done }, 'prompts_rendered');
  return done;
}

async function spoken(voice: LiveVoice, { text, language }: FixedSentence, signal: AbortSignal): Promise<Int16Array> {
  const parts: Int16Array[] = [];
  for await (const { pcm } of voice.speak({ text, language, rate: KEPT_RATE, signal })) parts.push(pcm);
  return joinedPcm(parts);
}

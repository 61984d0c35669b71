import { joinedPcm, type SampleRate } from '../../../media/sound/pcm.ts';
import { StageError, type LiveVoice, type SpeakAsk, type SpokenPiece } from '../../ports.ts';
import { cutWhole } from '../piece-cutter.ts';
import { sentencesOf, type FixedSentence } from './fixed-sentences.ts';

/** Between sentences that were rendered each for itself, beside the silence that they end with (ms). */
const PAUSE_MS = 100;

/** Speaks a text of which every sentence was rendered before, and no other. Needs no engine. */
export function createPromptVoice(
  find: (sentence: FixedSentence, rate: SampleRate) => Promise<Int16Array | null>,
): LiveVoice {
  async function* speak({ text, language, rate, signal }: SpeakAsk): AsyncGenerator<SpokenPiece> {
    signal.throwIfAborted();
    const whole = text.trim();
    if (whole === '') return;
    const found = await find({ language, text: whole }, rate);
    const sounds = found === null ? await eachOf(whole) : [found];
    signal.throwIfAborted();
    const pause = new Int16Array((rate * PAUSE_MS) / 1_000);
    const pcm = joinedPcm(sounds.flatMap((sound, index) => (index === 0 ? [sound] : [pause, sound])));
    for (const piece of cutWhole(pcm, text.length, rate)) {
      signal.throwIfAborted();
      yield piece;
    }

    async function eachOf(several: string): Promise<Int16Array[]> {
      const parts: Int16Array[] = [];
      for (const sentence of sentencesOf(several)) {
        const sound = await find({ language, text: sentence }, rate);
        // All or nothing: half of what was meant may be the opposite of it.
        if (sound === null) throw new StageError('refused', 'This sentence was not rendered before.');
        parts.push(sound);
      }
      return parts;
    }
  }

  return {
    id: 'prompts',
    leavesMachine: false,
    region: null,
    languages: null,
    close: () => Promise.resolve(),
    speak,
  };
}

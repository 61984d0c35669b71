import type { DecodedAudio } from '../../relay/src/recordings/ports.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';
import { TELEPHONE_RATE } from '../../relay/simulator/sound/sound.ts';
import { speakOnce } from '../../relay/simulator/sound/speak.ts';

export interface Turn {
  speaker: 'caller' | 'firm';
  language: Language;
  text: string;
}

const say = speakOnce();

/** What espeak-ng says, at the rate of a telephone. */
export async function spoken(language: Language, text: string): Promise<Int16Array> {
  return (await say(text, language)).samples;
}

/** A call on which two people take turns: the caller on the first channel, the firm on the second. */
export async function spokenCall(turns: readonly Turn[], pauseMs = 700): Promise<DecodedAudio> {
  const pause = Math.round((pauseMs / 1_000) * TELEPHONE_RATE);
  const said: { speaker: Turn['speaker']; samples: Int16Array }[] = [];
  // One after the other: every voice is a process of its own.
  for (const { speaker, language, text } of turns) said.push({ speaker, samples: await spoken(language, text) });
  const length = said.reduce((sum, { samples }) => sum + samples.length + pause, pause);
  const channels = [new Int16Array(length), new Int16Array(length)];
  let at = pause;
  for (const { speaker, samples } of said) {
    channels[speaker === 'caller' ? 0 : 1]?.set(samples, at);
    at += samples.length + pause;
  }
  return {
    sampleRate: TELEPHONE_RATE,
    channels,
    speakers: ['caller', 'firm'],
    durationMs: Math.round((length / TELEPHONE_RATE) * 1_000),
  };
}

import { createResampler, fromFloats, type Resampler } from '../../insights/speech-to-text/resample.ts';
import type { SpeechAudio } from '../../insights/ports.ts';
import type { SampleRate } from '../../media/sound/pcm.ts';
import { StageError, type SpokenPiece } from '../ports.ts';

/** Kept back until the end is known, so that the last piece always has a sound to carry the last characters (ms). */
const KEPT_BACK_MS = 20;
/** Nobody speaks slower: what goes on longer is no sentence of this text (s, and s for each character). */
const LONGEST = { seconds: 30, secondsPerChar: 0.3 };

export interface PieceCutter {
  /** @throws StageError when it goes on without end, or changes its rate */
  push(sound: SpeechAudio): SpokenPiece[];
  /** What is left, with all characters that were not told yet; nothing when there was no sound at all. */
  end(): SpokenPiece[];
  /** Of the sound so far, at the rate that was asked for. */
  readonly seconds: number;
}

/** Brings an engine's sound to the asked rate, and counts which part of the text each piece speaks. */
export function createPieceCutter(ask: { chars: number; rate: SampleRate; charsPerSecond: number }): PieceCutter {
  const { chars, rate } = ask;
  const keptBack = (rate * KEPT_BACK_MS) / 1_000;
  const longest = (LONGEST.seconds + LONGEST.secondsPerChar * chars) * rate;
  let resampler: { rate: number; is: Resampler } | null = null;
  let kept: Int16Array = new Int16Array(0);
  let told = 0;
  let given = 0;
  let samples = 0;

  function atRate({ samples: raw, sampleRate }: SpeechAudio): Int16Array {
    if (sampleRate === rate && resampler === null) return raw;
    resampler ??= { rate: sampleRate, is: createResampler(sampleRate, rate) };
    if (resampler.rate !== sampleRate) throw new StageError('failed', 'The voice changed its sample rate.');
    return fromFloats(resampler.is.push(raw));
  }

  return {
    get seconds() {
      return samples / rate;
    },
    push(sound) {
      const more = atRate(sound);
      samples += more.length;
      if (samples > longest) throw new StageError('failed', 'The voice does not come to an end.');
      const all = joined(kept, more);
      const free = Math.max(0, all.length - keptBack);
      kept = all.slice(free);
      if (free === 0) return [];
      given += free;
      const until = Math.max(told, Math.min(chars, Math.floor((given / rate) * ask.charsPerSecond)));
      const piece = { pcm: all.slice(0, free), chars: until - told };
      told = until;
      return [piece];
    },
    end() {
      const tail = resampler === null ? new Int16Array(0) : fromFloats(resampler.is.end());
      samples += tail.length;
      const pcm = joined(kept, tail);
      kept = new Int16Array(0);
      return pcm.length === 0 ? [] : [{ pcm, chars: chars - told }];
    },
  };
}

/** A sentence that is known whole: each piece has its share of the characters, and of the same memory: nobody writes to it. */
export function cutWhole(pcm: Int16Array, chars: number, rate: SampleRate): SpokenPiece[] {
  const step = rate / 2;
  const pieces: SpokenPiece[] = [];
  let told = 0;
  for (let at = 0; at < pcm.length; at += step) {
    const end = Math.min(pcm.length, at + step);
    const until = Math.round((chars * end) / pcm.length);
    pieces.push({ pcm: pcm.subarray(at, end), chars: until - told });
    told = until;
  }
  return pieces;
}

function joined(before: Int16Array, after: Int16Array): Int16Array {
  if (before.length === 0) return after;
  const all = new Int16Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}

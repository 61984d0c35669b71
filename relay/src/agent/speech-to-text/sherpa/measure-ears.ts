import type { OnlineRecognizer } from '../../../insights/speech-to-text/sherpa/sherpa-module.ts';
import { decodeAll, openStream } from './streaming-ears.ts';

/** As many as are heard together when a few calls are under way; more at once are cheaper each. */
const STREAMS = 8;
const SECONDS = 4;
/** A model that is too slow for this machine is found out sooner (ms). */
const LONGEST_MS = 6_000;
/** Of what it can just do; the rest is for bursts, and for what else runs on the machine. */
const USED_SHARE = 0.6;
/** A model's steps are shorter (s). */
const LONGEST_STEP_SECONDS = 4;
const PIECE_SECONDS = 0.02;

/**
 * How much sound the model takes at once, found by giving it more and more.
 * @param sampleRate of the telephone (Hz)
 */
export function stepSecondsOf(recognizer: OnlineRecognizer, sampleRate: number): number {
  const stream = openStream(recognizer, 'en');
  const piece = { samples: new Float32Array(Math.round(sampleRate * PIECE_SECONDS)), sampleRate };
  let seconds = 0;
  while (seconds < LONGEST_STEP_SECONDS && !recognizer.isReady(stream)) {
    stream.acceptWaveform(piece);
    seconds += PIECE_SECONDS;
  }
  return seconds;
}

/** How many calls can be heard at once on this machine, by hearing some seconds of noise. */
export function mostEarsOf(recognizer: OnlineRecognizer, sampleRate: number): number {
  const streams = Array.from({ length: STREAMS }, () => openStream(recognizer, 'en'));
  const second = () => {
    for (const stream of streams) {
      const samples = Float32Array.from({ length: sampleRate }, () => (Math.random() - 0.5) * 0.2);
      stream.acceptWaveform({ samples, sampleRate });
    }
    decodeAll(recognizer, streams);
  };
  // The first is slower: memory is fetched.
  second();
  const startedMs = performance.now();
  let seconds = 0;
  do {
    second();
    seconds += 1;
  } while (seconds < SECONDS && performance.now() - startedMs < LONGEST_MS);
  const tookSeconds = (performance.now() - startedMs) / 1_000;
  return Math.floor(((STREAMS * seconds) / tookSeconds) * USED_SHARE);
}

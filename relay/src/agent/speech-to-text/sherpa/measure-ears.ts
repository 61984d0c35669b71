import type { OnlineRecognizer } from '../../../insights/speech-to-text/sherpa/sherpa-module.ts';
import { createStreamingEars, openStream } from './streaming-ears.ts';

/** As many as are heard together when a few calls are under way; more at once are cheaper each. */
const EARS = 8;
const LISTEN_SECONDS = 3;
const GATHERED_SECONDS = 0.1;
const TIMES = 4;
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

/** How many calls can be heard at once on this machine, by hearing some seconds of noise as calls are heard. */
export function mostEarsOf(recognizer: OnlineRecognizer, stepSeconds: number, sampleRate: number): number {
  const ears = createStreamingEars(recognizer, stepSeconds);
  const each = Array.from({ length: EARS }, (_, ear) => ear);
  ears.hear(each.map((ear) => ({ ear, is: 'opened', sampleRate, language: 'en' })));
  const samples = Int16Array.from({ length: sampleRate * GATHERED_SECONDS }, () => (Math.random() - 0.5) * 6_000);

  /**
   * @returns how long it took to hear them all for a while (ms); not counted is when others had the processor, because
   * while a relay starts, much starts beside it
   */
  function listen(): number {
    const startedMs = performance.now();
    const before = process.cpuUsage();
    for (let seconds = 0; seconds < LISTEN_SECONDS; seconds += GATHERED_SECONDS) {
      ears.hear(each.map((ear) => ({ ear, is: 'sound', samples })));
    }
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - startedMs, (user + system) / 1_000);
  }

  const untilMs = performance.now() + LONGEST_MS;
  // The first is slower: memory is fetched.
  let bestMs = listen();
  for (let time = 1; time < TIMES && performance.now() < untilMs; time += 1) bestMs = Math.min(bestMs, listen());
  return Math.floor(((EARS * LISTEN_SECONDS * 1_000) / bestMs) * USED_SHARE);
}

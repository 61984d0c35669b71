import { createHearing } from '../../relay/src/insights/speech-to-text/create-hearing.ts';
import { createLogger } from '../../relay/src/logging/create-logger.ts';
import type { DecodedAudio } from '../../relay/src/recordings/ports.ts';
import { hasProgram } from '../support/find-program.ts';
import { spokenCall } from '../support/spoken-call.ts';
import { knownTurns, testSpeechConfig } from '../support/test-speech.ts';
import type { BenchRow } from './measure.ts';

/** So often after each other: some twenty minutes of stereo. */
const REPEATS = 4;

/**
 * A stereo call of four languages, from samples to segments with the test's model: what everything but a real model costs.
 * The baseline is the length of the call itself.
 */
export async function transcribe(): Promise<BenchRow> {
  if (!hasProgram('espeak-ng')) throw new Error('this row needs espeak-ng');
  await using hearing = createHearing(testSpeechConfig, { log: createLogger({ level: 'silent' }) });
  if (hearing === null) throw new Error('no engine');
  const { signal } = new AbortController();
  const languages = testSpeechConfig.languages;
  const once = await spokenCall((['en', 'fr', 'nl', 'de'] as const).flatMap((language) => knownTurns(language)));
  const audio = repeated(once, REPEATS);
  // The model is loaded once for all calls.
  await hearing.transcribe({ audio: once, languages, signal });

  const restingBytes = process.memoryUsage.rss();
  let mostBytes = restingBytes;
  const look = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage.rss())), 50);
  const began = performance.now();
  const segments = await hearing.transcribe({ audio, languages, signal });
  const tookMs = performance.now() - began;
  clearInterval(look);
  if (segments.length < 100 * REPEATS) throw new Error(`only ${String(segments.length)} segments`);
  const share = tookMs / audio.durationMs;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(0)} s`;
  return {
    row: 10,
    what: 'a stereo call written down on this machine (Silero, the test’s model, speakers, words, languages)',
    bar: '< 0.5 x its length',
    result: `${seconds(tookMs)}, ${share.toFixed(3)} x; ${String(Math.round((mostBytes - restingBytes) / 2 ** 20))} MiB more than at rest`,
    baseline: `the call's length: ${seconds(audio.durationMs)}, ${String(segments.length)} segments`,
    met: share < 0.5,
  };
}

function repeated(audio: DecodedAudio, times: number): DecodedAudio {
  return {
    ...audio,
    durationMs: audio.durationMs * times,
    channels: audio.channels.map((samples) => {
      const all = new Int16Array(samples.length * times);
      for (let time = 0; time < times; time += 1) all.set(samples, time * samples.length);
      return all;
    }),
  };
}

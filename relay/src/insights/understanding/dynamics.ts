import type { CallInsights } from '../../wire/insights.ts';
import { createBreather } from './breather.ts';
import type { DecodedAudio } from '../../recordings/ports.ts';

export type Dynamics = Pick<
  CallInsights['dynamics'],
  'stepMs' | 'loudness' | 'overlaps' | 'talk' | 'interruptions' | 'silenceMs'
>;

/** Of the strip that is drawn (ms). */
const STEP_MS = 500;
/** In which it is decided whether somebody speaks (ms). */
const FRAME_MS = 20;
/** What a telephone's silence and a loud voice have, as root mean square below full scale (dB). */
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;
/** A voice is at least so much above the line's own noise, and at least so loud (dB). */
const ABOVE_NOISE_DB = 12;
const FAINTEST_VOICE_DB = -48;
/** Between two words of one voice (ms). */
const PAUSE_MS = 300;
/** A knock on the table is no word (ms). */
const SHORTEST_VOICE_MS = 100;
/** Less is no talking at the same time: the end of a word (ms). */
const SHORTEST_OVERLAP_MS = 250;
/** Longer pauses of both are silence (ms). */
const LONGEST_PAUSE_MS = 1_000;

/** Samples a second. */
const ENOUGH_RATE = 8_000;

interface Levels {
  frames: Float32Array;
  steps: number[];
}

interface Span {
  startMs: number;
  endMs: number;
}

/** How loud each voice is, who speaks when and into whose words. Knows no words. One pass over the samples, with pauses. */
export async function describeDynamics(audio: DecodedAudio): Promise<Dynamics> {
  const breathe = createBreather();
  const levels: Levels[] = [];
  for (const samples of audio.channels) levels.push(await levelsOf(samples, audio.sampleRate, breathe));
  const voices = levels.map(({ frames }) => spansOf(frames));
  const [first = [], second] = voices;
  const overlaps =
    second === undefined ? [] : common(first, second).filter((span) => length(span) >= SHORTEST_OVERLAP_MS);
  const durationMs = Math.round(audio.durationMs);
  return {
    stepMs: STEP_MS,
    loudness: levels.map(({ steps }) => steps),
    overlaps,
    talk: talkOf(audio, voices),
    interruptions: second === undefined ? 0 : overlaps.filter((span) => interrupts(span, first, second)).length,
    silenceMs: silenceOf(voices.flat(), durationMs),
  };
}

/** Frames as dB, and steps as 0 to 100. A last step that is not full counts as far as it goes. */
async function levelsOf(samples: Int16Array, sampleRate: number, breathe: () => Promise<void>): Promise<Levels> {
  // A voice's loudness needs no more than a telephone's samples.
  const stride = Math.max(1, Math.floor(sampleRate / ENOUGH_RATE));
  const frameLength = Math.max(1, Math.round((sampleRate * FRAME_MS) / 1_000));
  const count = Math.ceil(samples.length / frameLength);
  const frames = new Float32Array(count);
  const perStep = STEP_MS / FRAME_MS;
  const steps: number[] = [];
  let stepSum = 0;
  let stepSamples = 0;
  for (let frame = 0; frame < count; frame++) {
    const from = frame * frameLength;
    const to = Math.min(from + frameLength, samples.length);
    let sum = 0;
    for (let at = from; at < to; at += stride) {
      const sample = samples[at] as number;
      sum += sample * sample;
    }
    const heard = Math.ceil((to - from) / stride);
    frames[frame] = decibels(sum / heard);
    stepSum += sum;
    stepSamples += heard;
    if ((frame + 1) % perStep === 0 || frame === count - 1) {
      steps.push(loudnessOf(decibels(stepSum / stepSamples)));
      stepSum = 0;
      stepSamples = 0;
      await breathe();
    }
  }
  return { frames, steps };
}

const FULL_SCALE = 32_768 ** 2;
const decibels = (meanSquare: number) => (meanSquare === 0 ? -100 : 10 * Math.log10(meanSquare / FULL_SCALE));

function loudnessOf(db: number): number {
  const share = (db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB);
  return Math.round(Math.min(Math.max(share, 0), 1) * 100);
}

/** Where a voice is: above what the line has in its quieter tenth. */
function spansOf(frames: Float32Array): Span[] {
  const sorted = Float32Array.from(frames).sort();
  const noise = sorted[Math.floor(sorted.length / 10)] ?? QUIETEST_DB;
  const loudest = sorted[Math.floor(sorted.length * 0.98)] ?? QUIETEST_DB;
  // A voice that never pauses would be its own noise.
  const threshold = Math.max(FAINTEST_VOICE_DB, Math.min(noise + ABOVE_NOISE_DB, loudest - ABOVE_NOISE_DB));
  const spans: Span[] = [];
  frames.forEach((level, index) => {
    if (level < threshold) return;
    const startMs = index * FRAME_MS;
    const last = spans.at(-1);
    if (last !== undefined && startMs - last.endMs <= PAUSE_MS) last.endMs = startMs + FRAME_MS;
    else spans.push({ startMs, endMs: startMs + FRAME_MS });
  });
  return spans.filter((span) => length(span) >= SHORTEST_VOICE_MS);
}

const length = ({ startMs, endMs }: Span) => endMs - startMs;

function common(one: readonly Span[], other: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length;) {
    const [left, right] = [one[a], other[b]];
    if (left === undefined || right === undefined) break;
    const startMs = Math.max(left.startMs, right.startMs);
    const endMs = Math.min(left.endMs, right.endMs);
    if (startMs < endMs) found.push({ startMs, endMs });
    if (left.endMs < right.endMs) a += 1;
    else b += 1;
  }
  return found;
}

/** Whoever began later goes on when the other is still: "yes" in between is no interruption. */
function interrupts(overlap: Span, one: readonly Span[], other: readonly Span[]): boolean {
  const holds = (spans: readonly Span[]) =>
    spans.find(({ startMs, endMs }) => startMs <= overlap.startMs && overlap.endMs <= endMs);
  const [a, b] = [holds(one), holds(other)];
  if (a === undefined || b === undefined || a.startMs === b.startMs) return false;
  const [earlier, later] = a.startMs < b.startMs ? [a, b] : [b, a];
  return later.endMs > earlier.endMs;
}

/** Null where a channel has no known voice, or nobody spoke. */
function talkOf({ speakers }: DecodedAudio, voices: readonly Span[][]): Dynamics['talk'] {
  const spoken = (who: 'caller' | 'firm') => {
    const channel = speakers.indexOf(who);
    return channel < 0 ? null : (voices[channel] ?? []).reduce((sum, span) => sum + length(span), 0);
  };
  const [caller, firm] = [spoken('caller'), spoken('firm')];
  if (caller === null || firm === null || caller + firm === 0) return null;
  const share = Math.round((caller / (caller + firm)) * 1_000) / 1_000;
  return { caller: share, firm: Math.round((1 - share) * 1_000) / 1_000 };
}

function silenceOf(voices: Span[], durationMs: number): number {
  let silence = 0;
  let heardUntil = 0;
  const pause = (until: number) => {
    if (until - heardUntil >= LONGEST_PAUSE_MS) silence += until - heardUntil;
  };
  for (const { startMs, endMs } of voices.sort((a, b) => a.startMs - b.startMs)) {
    pause(startMs);
    heardUntil = Math.max(heardUntil, endMs);
  }
  pause(durationMs);
  return silence;
}

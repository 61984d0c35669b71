import { joinedFloats } from './joined-floats.ts';

/** Half of the filter's length, in periods of the slower of the two rates. 16 put aliases below 16 bit noise. */
const HALF_PERIODS = 16;
/** The transition band ends at the slower rate's half. */
const PASS_SHARE = 0.94;

export interface Resampler {
  /** What can be told from the samples so far; -1 to 1. */
  push(samples: Int16Array): Float32Array;
  /** The rest, as if silence followed. */
  end(): Float32Array;
}

/**
 * Changes the sample rate piece by piece with a windowed sinc, one row of weights per phase. The pieces together are the
 * same as all at once.
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  if (fromRate === toRate) return { push: toFloats, end: () => new Float32Array(0) };
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const phases = toRate / divisor;
  const step = fromRate / divisor;
  const half = Math.ceil(HALF_PERIODS * Math.max(1, fromRate / toRate));
  const weights = weightsOf(phases, half, Math.min(1, toRate / fromRate) * PASS_SHARE);
  const taps = 2 * half;
  /** Begins with silence, so that the first sample has something before it. */
  let waiting = new Float32Array(half);
  /** Of `waiting[0]`, in samples of the whole input; silence before the beginning counts as negative. */
  let firstIndex = -half;
  let nextOutput = 0;
  let taken = 0;

  function drain(limit: number): Float32Array {
    const out = new Float32Array(Math.ceil((waiting.length * phases) / step) + 1);
    let made = 0;
    for (;;) {
      const at = nextOutput * step;
      const whole = Math.floor(at / phases);
      const begin = whole - half + 1 - firstIndex;
      if (begin + taps > waiting.length || whole >= limit) break;
      const row = (at % phases) * taps;
      let sum = 0;
      for (let k = 0; k < taps; k += 1) sum += (weights[row + k] ?? 0) * (waiting[begin + k] ?? 0);
      out[made] = sum;
      made += 1;
      nextOutput += 1;
    }
    const needed = Math.floor((nextOutput * step) / phases) - half + 1;
    const spare = Math.max(0, Math.min(waiting.length, needed - firstIndex));
    waiting = waiting.slice(spare);
    firstIndex += spare;
    return out.slice(0, made);
  }

  return {
    push(samples) {
      waiting = joinedFloats([waiting, toFloats(samples)]);
      taken += samples.length;
      return drain(Number.POSITIVE_INFINITY);
    },
    end() {
      waiting = joinedFloats([waiting, new Float32Array(taps)]);
      return drain(taken);
    },
  };
}

/** The whole of it at another rate, as 16 bit samples. */
export function resampled(samples: Int16Array, fromRate: number, toRate: number): Int16Array {
  if (fromRate === toRate) return samples;
  const resampler = createResampler(fromRate, toRate);
  const body = resampler.push(samples);
  const tail = resampler.end();
  const out = new Int16Array(body.length + tail.length);
  out.set(fromFloats(body));
  out.set(fromFloats(tail), body.length);
  return out;
}

/** Rounds -1 to 1 to 16 bit samples; what is louder is as loud as can be. */
export function fromFloats(values: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    out[i] = Math.max(-32_768, Math.min(32_767, Math.round((values[i] ?? 0) * 32_768)));
  }
  return out;
}

/** Signed 16 bit as -1 to 1. */
export function toFloats(samples: Int16Array): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i += 1) floats[i] = (samples[i] ?? 0) / 32_768;
  return floats;
}

/** Of the rates that were met: they follow from the numbers alone, and take longer than a word to resample. */
const knownWeights = new Map<string, Float64Array>();
/** Engines have a handful of rates; a file may claim any (filters). */
const MOST_KNOWN = 16;

/** @param cutoff share of half the input's rate that passes */
function weightsOf(phases: number, half: number, cutoff: number): Float64Array {
  const key = `${String(phases)} ${String(half)} ${String(cutoff)}`;
  const known = knownWeights.get(key);
  if (known) return known;
  const made = newWeights(phases, half, cutoff);
  if (knownWeights.size < MOST_KNOWN) knownWeights.set(key, made);
  return made;
}

function newWeights(phases: number, half: number, cutoff: number): Float64Array {
  const taps = 2 * half;
  const weights = new Float64Array(phases * taps);
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0;
    for (let k = 0; k < taps; k += 1) {
      const distance = k - half + 1 - phase / phases;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
      const weight = sinc(cutoff * distance) * window;
      weights[phase * taps + k] = weight;
      sum += weight;
    }
    // Each phase passes a constant unchanged.
    for (let k = 0; k < taps; k += 1) weights[phase * taps + k] = (weights[phase * taps + k] ?? 0) / sum;
  }
  return weights;
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createResampler } from './resample.ts';
import { joinedFloats } from './joined-floats.ts';

/** Only for threads: a run keeps the one that it is called from busy. */

export const VAD_RATE = 8_000;
/** Silero at 8 kHz: 256 samples a step, with the 32 before them. */
export const VAD_STEP = 256;

const CONTEXT = 32;
const INPUT = CONTEXT + VAD_STEP;
/** The model's memory of one track: two layers of 128. */
const LAYERS = 2;
const LAYER = 128;

/** What Silero remembers of one track. */
export interface SileroMemory {
  readonly state: Float32Array;
  /** What was heard just before the next step. */
  readonly context: Float32Array;
}

export const newSileroMemory = (): SileroMemory => ({
  state: new Float32Array(LAYERS * LAYER),
  context: new Float32Array(CONTEXT),
});

export interface Silero {
  /**
   * One step of each track, in one run. The result for each is what it would be alone.
   * @param steps `VAD_STEP` samples for each memory, which is changed
   * @returns how likely speech is, 0 to 1
   */
  listen(memories: readonly SileroMemory[], steps: readonly Float32Array[]): Promise<Float32Array>;
}

/** @throws when the file is no model, at once or with the first step */
export async function openSilero(modelPath: string): Promise<Silero> {
  const session = await InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const rate = new Tensor('int64', BigInt64Array.from([BigInt(VAD_RATE)]), []);
  return {
    async listen(memories, steps) {
      const count = memories.length;
      const input = new Float32Array(count * INPUT);
      const states = new Float32Array(count * LAYERS * LAYER);
      memories.forEach(({ state, context }, at) => {
        input.set(context, at * INPUT);
        input.set(steps[at] ?? [], at * INPUT + CONTEXT);
        for (let layer = 0; layer < LAYERS; layer += 1) {
          states.set(state.subarray(layer * LAYER, (layer + 1) * LAYER), (layer * count + at) * LAYER);
        }
      });
      const { output, stateN } = await session.run({
        input: new Tensor('float32', input, [count, INPUT]),
        state: new Tensor('float32', states, [LAYERS, count, LAYER]),
        sr: rate,
      });
      const after = stateN?.data;
      if (output?.data.length !== count || !(after instanceof Float32Array) || after.length !== states.length) {
        throw new TypeError('This is not Silero.');
      }
      memories.forEach(({ state, context }, at) => {
        for (let layer = 0; layer < LAYERS; layer += 1) {
          const from = (layer * count + at) * LAYER;
          state.set(after.subarray(from, from + LAYER), layer * LAYER);
        }
        context.set(input.subarray((at + 1) * INPUT - CONTEXT, (at + 1) * INPUT));
      });
      return Float32Array.from(output.data as Float32Array);
    },
  };
}

/** Turns sound of any rate, in pieces of any length, into steps of Silero's. */
export interface SileroSteps {
  push(samples: Int16Array): Float32Array[];
  /** The rest, filled up with silence to a whole step. */
  end(): Float32Array[];
}

export function createSileroSteps(sampleRate: number): SileroSteps {
  const resampler = createResampler(sampleRate, VAD_RATE);
  /** Fewer samples than a step. */
  let rest = new Float32Array(0);

  function cut(samples: Float32Array): Float32Array[] {
    const all = joinedFloats([rest, samples]);
    const count = Math.floor(all.length / VAD_STEP);
    rest = all.slice(count * VAD_STEP);
    return Array.from({ length: count }, (_, step) => all.subarray(step * VAD_STEP, (step + 1) * VAD_STEP));
  }

  return {
    push: (samples) => cut(resampler.push(samples)),
    end() {
      const steps = cut(resampler.end());
      return rest.length === 0 ? steps : [...steps, ...cut(new Float32Array(VAD_STEP - rest.length))];
    },
  };
}

/** Thread of `voice-activity.ts`: Silero's one session, and the state of each track that is under way. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createResampler, type Resampler } from './resample.ts';
import type { VoiceAnswer, VoicePiece } from './voice-activity.ts';

/** As `VAD_RATE` and `VAD_STEP` there; a value import would load a thread's starter in the thread. */
const RATE = 8_000;
const STEP = 256;
/** What Silero wants to have heard just before each step (samples at 8 kHz). */
const CONTEXT = 32;
const STATE = [2, 1, 128];

interface Track {
  resampler: Resampler;
  state: Tensor;
  context: Float32Array;
  /** Fewer samples than a step. */
  rest: Float32Array;
}

const { modelPath } = workerData as { modelPath: string };
const port = parentPort;
const tracks = new Map<number, Track>();
const rate = new Tensor('int64', BigInt64Array.from([BigInt(RATE)]), []);

const session = InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
// One after the other: each step needs the state that the one before it left.
let last: Promise<unknown> = session;
const say = (answer: VoiceAnswer) => port?.postMessage(answer);

port?.on('message', (piece: VoicePiece) => {
  last = last
    .then(async () => say({ id: piece.id, probabilities: await listen(await session, piece) }))
    .catch((error: unknown) => say({ unusable: String(error) }));
});

async function listen(model: InferenceSession, piece: VoicePiece): Promise<Float32Array> {
  const track = tracks.get(piece.track) ?? {
    resampler: createResampler(piece.sampleRate, RATE),
    state: new Tensor('float32', new Float32Array(256), STATE),
    context: new Float32Array(CONTEXT),
    rest: new Float32Array(0),
  };
  tracks.set(piece.track, track);
  const parts = [track.rest, track.resampler.push(piece.samples)];
  if (piece.isLast) parts.push(track.resampler.end());
  let samples = joined(parts);
  // The end is filled up with silence to a whole step.
  if (piece.isLast) samples = joined([samples, new Float32Array((STEP - (samples.length % STEP)) % STEP)]);
  const steps = Math.floor(samples.length / STEP);
  const probabilities = new Float32Array(steps);
  for (let step = 0; step < steps; step += 1) {
    const input = new Float32Array(CONTEXT + STEP);
    input.set(track.context);
    input.set(samples.subarray(step * STEP, (step + 1) * STEP), CONTEXT);
    track.context = input.slice(STEP);
    const heard = await model.run({
      input: new Tensor('float32', input, [1, input.length]),
      state: track.state,
      sr: rate,
    });
    if (heard['stateN'] === undefined) throw new TypeError('This is not Silero.');
    track.state = heard['stateN'] as Tensor;
    probabilities[step] = Number(heard['output']?.data[0] ?? 0);
  }
  track.rest = samples.slice(steps * STEP);
  if (piece.isLast) tracks.delete(piece.track);
  return probabilities;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Thread of `voice-activity.ts`: Silero's one session, and the state of each track that is under way. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  createSileroSteps,
  newSileroMemory,
  openSilero,
  type Silero,
  type SileroMemory,
  type SileroSteps,
} from './silero-model.ts';
import type { VoiceAnswer, VoicePiece } from './voice-activity.ts';

interface Track {
  steps: SileroSteps;
  memory: SileroMemory;
}

const { modelPath } = workerData as { modelPath: string };
const port = parentPort;
const tracks = new Map<number, Track>();

const model = openSilero(modelPath);
const say = (answer: VoiceAnswer) => port?.postMessage(answer);
// One after the other: each step needs the state that the one before it left.
let last: Promise<unknown> = model.catch((error: unknown) => say({ unusable: String(error) }));
/** Nobody waits any more. */
let isEnding = false;

port?.on('message', (piece: VoicePiece | null) => {
  if (piece === null) {
    isEnding = true;
    last = last.then(() => port.close());
    return;
  }
  last = last
    .then(async () => say({ id: piece.id, probabilities: await listen(await model, piece) }))
    .catch((error: unknown) => say({ unusable: String(error) }));
});

async function listen(silero: Silero, piece: VoicePiece): Promise<Float32Array> {
  const track = tracks.get(piece.track) ?? {
    steps: createSileroSteps(piece.sampleRate),
    memory: newSileroMemory(),
  };
  tracks.set(piece.track, track);
  const steps = track.steps.push(piece.samples);
  if (piece.isLast) steps.push(...track.steps.end());
  const probabilities = new Float32Array(steps.length);
  for (const [at, step] of steps.entries()) {
    if (isEnding) break;
    probabilities[at] = (await silero.listen([track.memory], [step]))[0] ?? 0;
  }
  if (piece.isLast) tracks.delete(piece.track);
  return probabilities;
}

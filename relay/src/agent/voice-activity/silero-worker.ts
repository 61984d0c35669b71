/** Thread of `silero-thread.ts`: one session for all calls, and for each call what Silero remembers of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { VOICE_STEP_MS } from '../../insights/speech-to-text/energy-voice.ts';
import {
  createSileroSteps,
  newSileroMemory,
  openSilero,
  type Silero,
  type SileroMemory,
  type SileroSteps,
} from '../../insights/speech-to-text/silero-model.ts';
import { SOUND_HEAD, type SoundOfCalls, type VoicesOfCalls } from './thread-messages.ts';

/**
 * What is remembered of minutes of music or noise colours what is heard next, so it is forgotten where nobody speaks.
 * Within a word it is not: measured on human voices, the next steps then fall below any threshold.
 */
const QUIET = 0.15;
const FORGET_AFTER_QUIET_STEPS = 5_000 / VOICE_STEP_MS;
/** Without such a pause: in any gap between words, after a minute. */
const GAP = 0.35;
const FORGET_IN_GAP_AFTER_STEPS = 60_000 / VOICE_STEP_MS;

interface Track {
  steps: SileroSteps;
  memory: SileroMemory;
  quietSteps: number;
  stepsSinceForgotten: number;
}

const { modelPath } = workerData as { modelPath: string };
const port = parentPort;
const tracks = new Map<number, Track>();

const say = (voices: VoicesOfCalls) => port?.postMessage(voices);
const model = openSilero(modelPath);
let last: Promise<unknown> = model.catch((error: unknown) => say({ unusable: String(error) }));

port?.on('message', (sound: SoundOfCalls | null) => {
  last =
    sound === null
      ? last.then(() => port.close())
      : last
          .then(async () => say(await listen(await model, sound)))
          .catch((error: unknown) => say({ unusable: String(error) }));
});

async function listen(silero: Silero, { heads, samples, left }: SoundOfCalls): Promise<VoicesOfCalls> {
  for (const track of left) tracks.delete(track);
  const heard: { id: number; track: Track; steps: Float32Array[]; found: number[] }[] = [];
  let at = 0;
  for (let head = 0; head < heads.length; head += SOUND_HEAD) {
    const [id = 0, rate = 0, count = 0] = heads.subarray(head, head + SOUND_HEAD);
    const track = tracks.get(id) ?? newTrack(rate);
    tracks.set(id, track);
    const steps = track.steps.push(samples.subarray(at, at + count));
    at += count;
    if (steps.length > 0) heard.push({ id, track, steps, found: [] });
  }
  // The first steps of all calls together, then the second ones: within a call each needs what the one before left.
  for (let round = 0; ; round += 1) {
    const going = heard.filter(({ steps }) => steps.length > round);
    if (going.length === 0) break;
    const found = await silero.listen(
      going.map(({ track }) => track.memory),
      going.map(({ steps }) => steps[round] ?? new Float32Array(0)),
    );
    going.forEach((call, index) => {
      const probability = found[index] ?? 0;
      call.found.push(probability);
      forget(call.track, probability);
    });
  }
  return {
    heads: Int32Array.from(heard.flatMap(({ id, found }) => [id, found.length])),
    probabilities: Float32Array.from(heard.flatMap(({ found }) => found)),
  };
}

const newTrack = (rate: number): Track => ({
  steps: createSileroSteps(rate),
  memory: newSileroMemory(),
  quietSteps: 0,
  stepsSinceForgotten: 0,
});

function forget(track: Track, probability: number): void {
  track.quietSteps = probability < QUIET ? track.quietSteps + 1 : 0;
  track.stepsSinceForgotten += 1;
  const isLongQuiet = track.quietSteps >= FORGET_AFTER_QUIET_STEPS;
  if (!isLongQuiet && !(track.stepsSinceForgotten >= FORGET_IN_GAP_AFTER_STEPS && probability < GAP)) return;
  track.memory.state.fill(0);
  track.quietSteps = 0;
  track.stepsSinceForgotten = 0;
}

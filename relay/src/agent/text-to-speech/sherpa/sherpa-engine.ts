import { ModelError } from '../../../models/model-error.ts';
import type { ModelStore } from '../../../models/model-store.ts';
import { language } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { createVoiceChild, type VoiceChildDeps } from './voice-child.ts';

/** A sentence on a slow processor; nobody waits for it longer (ms). */
const PATIENCE_MS = 30_000;
const LONGEST_CHARS = 2_000;

/**
 * A voice on this machine, in a process of its own. Nothing leaves the machine.
 * @throws StageError `refused` when there is no such model, or it is no voice
 */
export function createSherpaEngine(
  deps: Omit<VoiceChildDeps, 'model'> & { models: ModelStore; modelId: string },
): SpeechEngine & { pid(): number | null; start(): Promise<void> } {
  const { models, modelId } = deps;
  const registered = usable(() => models.registered(modelId));
  if (registered.kind !== 'supertonic') throw new StageError('refused', `${modelId} hears; it is no voice.`);
  const child = createVoiceChild({ ...deps, model: () => models.verify(modelId).catch(notUsable) });
  return {
    id: `sherpa:${modelId}/${String(deps.speaker)}`,
    leavesMachine: false,
    region: null,
    languages: language.options.filter((one) => registered.languages.includes(one)),
    longestChars: LONGEST_CHARS,
    patienceMs: PATIENCE_MS,
    pid: () => child.pid(),
    start: () => child.start(),
    close: () => child.close(),
    say: (part) => child.say(part),
  };
}

function usable<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    return notUsable(error);
  }
}

/** What an operator has to put right: no call is to wait for it. */
function notUsable(error: unknown): never {
  if (!(error instanceof ModelError)) throw error;
  throw new StageError('refused', error.message, error);
}

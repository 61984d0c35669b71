import { ModelError } from '../../../models/model-error.ts';
import type { ModelStore } from '../../../models/model-store.ts';
import { language } from '../../../wire/scalars.ts';
import { StageError } from '../../ports.ts';
import type { SpeechEngine } from '../voice-of-engine.ts';
import { createVoiceChild, type VoiceChildDeps } from '../voice-child/voice-child.ts';
import type { SherpaVoice } from './voice-process.ts';

/** A sentence on a slow processor; nobody waits for it longer (ms). */
const PATIENCE_MS = 30_000;
const LONGEST_CHARS = 2_000;
/** One sentence at a time. */
const MOST_WAITING = 8;

/**
 * A voice on this machine, in a process of its own. Nothing leaves the machine.
 * @throws StageError `refused` when there is no such model, or it is no voice
 */
export function createSherpaEngine(
  deps: Pick<VoiceChildDeps, 'clock' | 'log'> &
    Omit<SherpaVoice, 'model'> & {
      models: ModelStore;
      modelId: string;
      /** Tests put another one in its place. */
      processUrl?: URL;
    },
): SpeechEngine & { pid(): number | null; start(): Promise<void> } {
  const { models, modelId, threads, speaker } = deps;
  const registered = usable(() => models.registered(modelId));
  if (registered.kind !== 'supertonic') throw new StageError('refused', `${modelId} hears; it is no voice.`);
  const child = createVoiceChild({
    clock: deps.clock,
    log: deps.log,
    program: deps.processUrl ?? new URL('voice-process.ts', import.meta.url),
    mostWaiting: MOST_WAITING,
    async load(): Promise<SherpaVoice> {
      return { model: await models.verify(modelId).catch(notUsable), threads, speaker };
    },
  });
  return {
    id: `sherpa:${modelId}/${String(speaker)}`,
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

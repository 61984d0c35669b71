import type { Logger } from 'pino';
import { createKnownHashes } from '../../models/known-hashes.ts';
import { readModelRegistry, type ModelRegistry } from '../../models/model-registry.ts';
import { createModelStore } from '../../models/model-store.ts';
import { systemClock, type ProviderClock } from '../../providers/provider-clock.ts';
import type { LiveVoice } from '../ports.ts';
import { createEspeakVoice } from './espeak/espeak-voice.ts';
import { createDeepgramVoice } from './servers/deepgram.ts';
import { createElevenLabsVoice } from './servers/elevenlabs.ts';
import { createOpenAiVoice } from './servers/openai-compatible.ts';
import { createSherpaEngine } from './sherpa/sherpa-engine.ts';
import { createSoundCache, type SoundCache } from './sound-cache.ts';
import type { VoiceChoice } from './voice-choice.ts';
import { voiceOfEngine, type SpeechEngine } from './voice-of-engine.ts';

export interface LiveVoiceDeps {
  log: Logger;
  /** Of `models.json` and what was brought there. */
  modelsDir: string;
  registry?: ModelRegistry;
  clock?: ProviderClock;
  fetch?: typeof fetch;
  /** One for all voices. */
  cache?: SoundCache;
}

/**
 * The voices that the operator chose, in order of preference, for all calls of this process. A model on this machine begins
 * to load at once, in the background; nothing else is opened before it is used.
 * @throws StageError `refused` when a chosen model is not in the registry
 */
export function createLiveVoices(choices: readonly VoiceChoice[], deps: LiveVoiceDeps): LiveVoice[] {
  const cache = deps.cache ?? createSoundCache();
  return choices.map((choice) => voiceOfEngine(engineOf(choice, deps), cache));
}

function engineOf(choice: VoiceChoice, deps: LiveVoiceDeps): SpeechEngine {
  const ask = deps.fetch ?? fetch;
  switch (choice.kind) {
    case 'espeak':
      return createEspeakVoice(choice, { clock: deps.clock ?? systemClock, log: deps.log });
    case 'sherpa': {
      const { modelsDir } = deps;
      const registry = deps.registry ?? readModelRegistry();
      const models = createModelStore({ modelsDir, registry, hashes: createKnownHashes(modelsDir) });
      const engine = createSherpaEngine({
        ...choice,
        threads: choice.threads ?? 1,
        models,
        clock: deps.clock ?? systemClock,
        log: deps.log,
      });
      void engine.start();
      return engine;
    }
    case 'openai':
      return createOpenAiVoice({ ...choice, fetch: ask });
    case 'elevenlabs':
      return createElevenLabsVoice({ ...choice, fetch: ask });
    case 'deepgram':
      return createDeepgramVoice({ ...choice, fetch: ask });
    default:
      return choice satisfies never;
  }
}

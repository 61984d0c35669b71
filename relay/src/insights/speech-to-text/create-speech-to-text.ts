import type { Logger } from 'pino';
import type { SpeechToTextConfig } from '../../config.ts';
import { createKnownHashes } from '../../models/known-hashes.ts';
import { readModelRegistry, type ModelRegistry } from '../../models/model-registry.ts';
import { createModelStore } from '../../models/model-store.ts';
import { systemClock, type ProviderClock } from '../../providers/provider-clock.ts';
import type { SpeechToText } from '../ports.ts';
import { createDeepgramSpeechToText } from './deepgram.ts';
import { createOpenAiSpeechToText } from './openai-compatible.ts';
import { createSherpaSpeechToText } from './sherpa/sherpa-speech-to-text.ts';

/**
 * The engine that the operator chose. It opens nothing yet: a local model is checked and loaded with the first call.
 * @returns null: none was chosen, and transcripts are skipped with `no_engine`
 * @throws EngineError `no_engine` when the chosen one cannot be had at all
 */
export function createSpeechToText(
  config: SpeechToTextConfig,
  deps: { log: Logger; fetch?: typeof fetch; clock?: ProviderClock; registry?: ModelRegistry },
): SpeechToText | null {
  const { engine } = config;
  const ask = deps.fetch ?? fetch;
  switch (engine.kind) {
    case 'none':
      return null;
    case 'sherpa': {
      const { modelsDir, threads, isTestModelAllowed } = config;
      const models = createModelStore({
        modelsDir,
        registry: deps.registry ?? readModelRegistry(),
        hashes: createKnownHashes(modelsDir),
      });
      const { log } = deps;
      const clock = deps.clock ?? systemClock;
      return createSherpaSpeechToText({ models, modelId: engine.modelId, threads, isTestModelAllowed, clock, log });
    }
    case 'openai':
      return createOpenAiSpeechToText({ ...engine, fetch: ask });
    case 'deepgram':
      return createDeepgramSpeechToText({ ...engine, languages: config.languages, fetch: ask });
  }
}

import type { Logger } from 'pino';
import type { SpeechToTextConfig } from '../../config.ts';
import { createKnownHashes } from '../../models/known-hashes.ts';
import { readModelRegistry, type ModelRegistry } from '../../models/model-registry.ts';
import { createModelStore } from '../../models/model-store.ts';
import { systemClock, type ProviderClock } from '../../providers/provider-clock.ts';
import { createDeepgramHearing } from './deepgram/deepgram-hearing.ts';
import type { HearingChoice } from './hearing-choice.ts';
import { createOpenAiHearing } from './openai-hearing.ts';
import { createSherpaHearing } from './sherpa/sherpa-hearing.ts';
import type { WarmHearing } from './warm-hearing.ts';

export interface LiveHearingDeps extends Pick<SpeechToTextConfig, 'modelsDir' | 'threads' | 'isTestModelAllowed'> {
  log: Logger;
  fetch?: typeof fetch;
  clock?: ProviderClock;
  registry?: ModelRegistry;
}

/**
 * What hears running calls, in the order of preference. Nothing is loaded or connected yet: `warm()` of each does it.
 * @throws StageError `refused`, with what an operator has to change, when one cannot be had at all
 */
export function createLiveHearings(choices: readonly HearingChoice[], deps: LiveHearingDeps): readonly WarmHearing[] {
  const { modelsDir, clock = systemClock } = deps;
  return choices.map((choice) => {
    switch (choice.kind) {
      case 'sherpa': {
        const models = createModelStore({
          modelsDir,
          registry: deps.registry ?? readModelRegistry(),
          hashes: createKnownHashes(modelsDir),
        });
        return createSherpaHearing({ ...deps, models, modelId: choice.modelId, clock });
      }
      case 'openai':
        return createOpenAiHearing({ ...choice, fetch: deps.fetch ?? fetch });
      case 'deepgram':
        return createDeepgramHearing({ ...choice, clock });
      default:
        return choice satisfies never;
    }
  });
}

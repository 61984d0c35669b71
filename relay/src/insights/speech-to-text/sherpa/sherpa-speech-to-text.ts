import type { ModelStore } from '../../../models/model-store.ts';
import { EngineError, type SpeechToText } from '../../ports.ts';
import { allowedModel, engineId, verifiedModel } from './allowed-model.ts';
import { createEngineChild, type EngineChildDeps } from './engine-child.ts';
import { wordsOfTokens } from './words-of-tokens.ts';

/** int8 models lose accuracy on longer audio. */
const LONGEST_MS = 20_000;

/**
 * Speech to text on this machine, in a process of its own. Nothing leaves the machine.
 * @throws EngineError when there is no such model, or it is for tests and this is none
 */
export function createSherpaSpeechToText(
  deps: Omit<EngineChildDeps, 'model'> & {
    models: ModelStore;
    modelId: string;
    languages: readonly string[];
    isTestModelAllowed: boolean;
  },
): SpeechToText & { pid(): number | null } {
  const { models, modelId } = deps;
  const registered = allowedModel(models, modelId, deps.isTestModelAllowed);
  // This kind cannot find out what is spoken; it takes the first language that is expected here.
  const assumed =
    registered.kind === 'canary'
      ? (deps.languages.find((language) => registered.languages.includes(language)) ?? null)
      : null;
  const child = createEngineChild({ ...deps, model: () => verifiedModel(models, modelId) });

  return {
    id: engineId(registered),
    leavesMachine: false,
    region: null,
    capabilities: {
      languages: registered.languages,
      streaming: registered.kind.startsWith('streaming_'),
      longestMs: LONGEST_MS,
    },
    pid: () => child.pid(),
    close: () => child.close(),
    async transcribe({ audio, language, signal, onProgress }) {
      if (language !== null && !registered.languages.includes(language)) {
        throw new EngineError('language_not_supported', `${modelId} does not know ${language}.`, { retryable: false });
      }
      const spoken = language ?? assumed;
      const { samples, sampleRate } = audio;
      const heard = await child.hear({ samples, sampleRate, language: spoken }, signal);
      onProgress?.(1);
      const text = heard.text.trim();
      if (text === '') return [];
      const told = /[a-z]{2,3}/.exec(heard.language.toLowerCase())?.[0] ?? null;
      const endMs = Math.round((samples.length / sampleRate) * 1_000);
      return [{ startMs: 0, endMs, text, language: told ?? spoken, words: wordsOfTokens(heard) }];
    },
  };
}

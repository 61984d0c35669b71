import { ModelError } from '../../../models/model-error.ts';
import type { ModelStore } from '../../../models/model-store.ts';
import { EngineError, type SpeechToText } from '../../ports.ts';
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
  const registered = usable(() => models.registered(modelId));
  if (registered.testOnly && !deps.isTestModelAllowed) {
    throw new EngineError(
      'no_engine',
      `${modelId} hears only the voices of tests. Set RELAY_ALLOW_TEST_STT=1 for a demo, or choose another model.`,
      { retryable: false },
    );
  }
  if (registered.kind === 'supertonic') {
    throw new EngineError('no_engine', `${modelId} is a voice; it hears nothing.`, { retryable: false });
  }
  // This kind cannot find out what is spoken; it takes the first language that is expected here.
  const assumed =
    registered.kind === 'canary'
      ? (deps.languages.find((language) => registered.languages.includes(language)) ?? null)
      : null;
  const child = createEngineChild({ ...deps, model: () => models.verify(modelId).catch(notUsable) });

  return {
    // On every transcript: nobody shall take the test's model for one that hears people.
    id: `${registered.testOnly ? 'test' : 'sherpa'}:${modelId}`,
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

function usable<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    return notUsable(error);
  }
}

/** What an operator has to put right does not get better by trying again. */
function notUsable(error: unknown): never {
  if (!(error instanceof ModelError)) throw error;
  const code = error.code === 'hash_differs' || error.code === 'not_a_plain_file' ? 'engine_failed' : 'no_engine';
  throw new EngineError(code, error.message, { retryable: false, cause: error });
}

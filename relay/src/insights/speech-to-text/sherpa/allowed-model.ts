import { ModelError } from '../../../models/model-error.ts';
import type { RegisteredModel } from '../../../models/model-registry.ts';
import type { ModelStore, VerifiedModel } from '../../../models/model-store.ts';
import { EngineError } from '../../ports.ts';

/** @throws EngineError when there is no such model, or it is for tests and this is none */
export function allowedModel(models: ModelStore, modelId: string, isTestModelAllowed: boolean): RegisteredModel {
  const registered = registeredModel(models, modelId);
  if (registered.testOnly && !isTestModelAllowed) {
    throw new EngineError(
      'no_engine',
      `${modelId} hears only the voices of tests. Set RELAY_ALLOW_TEST_STT=1 for a demo, or choose another model.`,
      { retryable: false },
    );
  }
  if (registered.kind === 'supertonic') {
    throw new EngineError('no_engine', `${modelId} is a voice; it hears nothing.`, { retryable: false });
  }
  return registered;
}

/** On every transcript: nobody shall take the test's model for one that hears people. */
export const engineId = ({ id, testOnly }: RegisteredModel): string => `${testOnly ? 'test' : 'sherpa'}:${id}`;

/** @throws EngineError when its files are not there, or not what they should be */
export function verifiedModel(models: ModelStore, modelId: string): Promise<VerifiedModel> {
  return models.verify(modelId).catch(notUsable);
}

function registeredModel(models: ModelStore, modelId: string): RegisteredModel {
  try {
    return models.registered(modelId);
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

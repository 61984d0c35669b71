import type { VerifiedModel } from '../../../models/model-store.ts';

export type RecognizerModel = Pick<VerifiedModel, 'kind' | 'sampleRate' | 'paths'>;
export interface RecognizerConfig {
  /** Which of the engine's two recognizers takes it. */
  type: 'online' | 'offline';
  config: object;
}

/** Canary cannot find out what is spoken; it writes down English sounds then. */
const CANARY_OTHERWISE = 'en';

/**
 * What the engine is told to load a model; a kind has its own section, with the file paths under their roles.
 * @param language null: the model finds out, where it can
 */
export function recognizerConfig(model: RecognizerModel, threads: number, language: string | null): RecognizerConfig {
  const { tokens, ...paths } = model.paths;
  const featConfig = { sampleRate: model.sampleRate, featureDim: 80 };
  const common = { tokens, numThreads: threads, provider: 'cpu', debug: 0 };
  const offline = (section: object): RecognizerConfig => ({
    type: 'offline',
    config: { featConfig, modelConfig: { ...common, ...section } },
  });
  const online = (section: object): RecognizerConfig => ({
    type: 'online',
    config: {
      featConfig,
      modelConfig: { ...common, ...section },
      decodingMethod: 'greedy_search',
      enableEndpoint: 0,
    },
  });
  switch (model.kind) {
    case 'nemo_transducer':
      return offline({ transducer: paths, modelType: 'nemo_transducer' });
    case 'nemo_ctc':
      return offline({ nemoCtc: paths });
    case 'canary': {
      const spoken = language ?? CANARY_OTHERWISE;
      return offline({ canary: { ...paths, srcLang: spoken, tgtLang: spoken, usePnc: 1 } });
    }
    case 'whisper':
      return offline({
        whisper: { ...paths, language: language ?? '', task: 'transcribe', enableTokenTimestamps: 1 },
      });
    case 'moonshine':
      return offline({ moonshine: paths });
    case 'sense_voice':
      return offline({ senseVoice: { ...paths, language: language ?? 'auto', useInverseTextNormalization: 1 } });
    case 'streaming_transducer':
      return online({ transducer: paths });
    case 'streaming_ctc':
      return online({ toneCtc: paths });
    case 'supertonic':
      throw new RangeError('This model speaks; it hears nothing.');
    default:
      return model.kind satisfies never;
  }
}

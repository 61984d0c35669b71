import type { VerifiedModel } from '../../../models/model-store.ts';

export type VoiceModel = Pick<VerifiedModel, 'kind' | 'paths'>;

/**
 * What sherpa-onnx is told to load a voice, with the file paths under their roles (k2-fsa/sherpa-onnx,
 * nodejs-addon-examples/test_tts_non_streaming_supertonic_en_async.js). Kinds that need a folder of pronunciation data
 * beside their files (piper, kokoro) are not in the registry: only files whose hash is known are opened.
 * @throws RangeError when the model is no voice
 */
export function synthesizerConfig({ kind, paths }: VoiceModel, threads: number): object {
  if (kind !== 'supertonic') throw new RangeError('This model hears; it cannot speak.');
  return {
    model: { supertonic: paths, numThreads: threads, provider: 'cpu', debug: false },
    // A sentence at a time, so that the first is heard while the next is made.
    maxNumSentences: 1,
  };
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a speech model's files are for; the engine takes each under this name. */
const fileRole = z.enum([
  'encoder',
  'decoder',
  'joiner',
  'preprocessor',
  'mergedDecoder',
  'model',
  'tokens',
  'durationPredictor',
  'textEncoder',
  'vectorEstimator',
  'vocoder',
  'ttsJson',
  'unicodeIndexer',
  'voiceStyle',
]);
export type FileRole = z.infer<typeof fileRole>;

/** How a model is built, which decides by which call of the engine it is loaded. */
export const modelKind = z.enum([
  'nemo_transducer',
  'nemo_ctc',
  'canary',
  'whisper',
  'moonshine',
  'sense_voice',
  'streaming_transducer',
  'streaming_ctc',
  /** Speaks, and hears nothing. */
  'supertonic',
]);
export type ModelKind = z.infer<typeof modelKind>;

/** What has to be there for each kind; anything else in a model's folder is never opened. */
const rolesOfKind: Record<ModelKind, readonly FileRole[]> = {
  nemo_transducer: ['encoder', 'decoder', 'joiner', 'tokens'],
  nemo_ctc: ['model', 'tokens'],
  canary: ['encoder', 'decoder', 'tokens'],
  whisper: ['encoder', 'decoder', 'tokens'],
  moonshine: ['encoder', 'mergedDecoder', 'tokens'],
  sense_voice: ['model', 'tokens'],
  streaming_transducer: ['encoder', 'decoder', 'joiner', 'tokens'],
  streaming_ctc: ['model', 'tokens'],
  supertonic: [
    'durationPredictor',
    'textEncoder',
    'vectorEstimator',
    'vocoder',
    'ttsJson',
    'unicodeIndexer',
    'voiceStyle',
  ],
};

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** One path part. A name that points elsewhere would let a registry reach out of its folder. */
const plainName = z.string().regex(/^(?!\.)[\w.-]{1,120}$/);

const registeredModel = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/),
    kind: modelKind,
    /** What it was trained on, or speaks at (Hz); other audio is resampled by the engine. */
    sampleRate: z.number().int().min(8_000).max(48_000),
    licence: z.string().min(1),
    /** BCP 47 primary tags. */
    languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1),
    /** Hears nothing in a human voice: refused outside tests and the demo. */
    testOnly: z.boolean(),
    /** Where it is published as one file; null: it only comes as a folder. */
    archive: z
      .object({
        url: z.url({ protocol: /^https$/ }),
        /** The folder inside the archive that holds the files. */
        folder: plainName,
        /** Null: not known to us; what comes at the first pull is recorded. */
        sha256: sha256.nullable(),
        bytes: z.number().int().positive().nullable(),
        /**
         * Whether it was fetched from there by whoever wrote it down. False: the address, the folder and the names of the
         * files are as the publisher's documentation has them, `models list` says so, and only a pull shows.
         */
        checked: z.boolean(),
      })
      .nullable(),
    files: z
      .array(
        z.object({
          role: fileRole,
          name: plainName,
          sha256: sha256.nullable(),
          bytes: z.number().int().positive().nullable(),
        }),
      )
      .min(1),
  })
  .superRefine((model, ctx) => {
    const given = model.files.map((file) => file.role).toSorted();
    if (given.join() !== rolesOfKind[model.kind].toSorted().join()) {
      ctx.addIssue({ code: 'custom', path: ['files'], message: `${model.id}: not the files of ${model.kind}` });
    }
  });
export type RegisteredModel = z.infer<typeof registeredModel>;

export type ModelRegistry = readonly RegisteredModel[];

/**
 * The speech models that the relay knows how to load. Addresses and file names are as k2-fsa/sherpa-onnx publishes them
 * (releases `asr-models` and, for voices, `tts-models`). None was fetched when this was written, so each says `checked: false`. Where two or more projects
 * that use an archive name the same hash of it, that stands there, and a pull of anything else is refused; the others are
 * null, and what comes at the first pull is recorded.
 */
export function readModelRegistry(): ModelRegistry {
  const text = readFileSync(new URL('models.json', import.meta.url), 'utf8');
  return parseModelRegistry(JSON.parse(text));
}

export function parseModelRegistry(json: unknown): ModelRegistry {
  return z.object({ models: z.array(registeredModel) }).parse(json).models;
}

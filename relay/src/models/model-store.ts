import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileHash } from './file-hash.ts';
import type { KnownHashes } from './known-hashes.ts';
import { ModelError } from './model-error.ts';
import type { FileRole, ModelKind, ModelRegistry, RegisteredModel } from './model-registry.ts';

/** A model whose every file was found to be what it should be. Only this may be handed to an engine. */
export interface VerifiedModel {
  id: string;
  kind: ModelKind;
  sampleRate: number;
  /** Absolute. */
  paths: Partial<Record<FileRole, string>>;
}

export interface ModelStore {
  readonly registry: ModelRegistry;
  readonly modelsDir: string;
  /** @throws ModelError `unknown_model` */
  registered(modelId: string): RegisteredModel;
  folderOf(modelId: string): string;
  /** Reads every file of the model to compare its hash. @throws ModelError */
  verify(modelId: string): Promise<VerifiedModel>;
}

export function createModelStore(deps: {
  modelsDir: string;
  registry: ModelRegistry;
  hashes: KnownHashes;
}): ModelStore {
  const { modelsDir, registry } = deps;
  const folderOf = (modelId: string) => join(modelsDir, modelId);

  function registered(modelId: string): RegisteredModel {
    const model = registry.find((model) => model.id === modelId);
    if (!model) {
      const known = registry.map((model) => model.id).join(', ');
      throw new ModelError('unknown_model', `There is no model "${modelId}". Known: ${known}.`);
    }
    return model;
  }

  return {
    registry,
    modelsDir,
    registered,
    folderOf,
    async verify(modelId) {
      const model = registered(modelId);
      const folder = folderOf(modelId);
      const recorded = await deps.hashes.of(modelId);
      const paths: VerifiedModel['paths'] = {};
      for (const file of model.files) {
        const path = await plainFileIn(folder, file.name);
        const expected = file.sha256 ?? recorded?.files[file.name] ?? null;
        if (expected === null) {
          throw new ModelError(
            'hash_unknown',
            `Nobody recorded what ${file.name} of ${modelId} should be. Bring it in with "models add".`,
          );
        }
        const found = await fileHash(path);
        if (found !== expected) throw differs(`${file.name} of ${modelId}`, expected, found);
        paths[file.role] = path;
      }
      return { id: model.id, kind: model.kind, sampleRate: model.sampleRate, paths };
    },
  };
}

/** @throws ModelError when it is not there, or no file of its own in that folder */
export async function plainFileIn(folder: string, name: string): Promise<string> {
  try {
    const path = join(await realpath(folder), name);
    const found = await lstat(path);
    if (!found.isFile() || !(await realpath(path)).endsWith(`${sep}${name}`)) {
      throw new ModelError('not_a_plain_file', `${name} in ${folder} is no plain file.`);
    }
    return path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new ModelError('not_installed', `${name} is not in ${folder}.`, { cause: error });
  }
}

export function differs(what: string, expected: string, found: string): ModelError {
  return new ModelError(
    'hash_differs',
    `${what} is not what it was or should be: SHA-256 ${found}, expected ${expected}. It is not used.`,
  );
}

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const record = z.object({
  /** Of the archive it came in; null: it came as a folder. */
  archive: z.string().nullable(),
  /** By file name. */
  files: z.record(z.string(), z.string()),
  recordedAt: z.string(),
  /** The address or the folder. */
  from: z.string(),
});
export type HashRecord = z.infer<typeof record>;
const everything = z.record(z.string(), record);

/**
 * What the files of each model were when they were first brought here, in `hashes.json` beside the models. It outlives a
 * model's folder: what is pulled again must be the same.
 */
export interface KnownHashes {
  of(modelId: string): Promise<HashRecord | null>;
  record(modelId: string, hashes: HashRecord): Promise<void>;
}

export function createKnownHashes(modelsDir: string): KnownHashes {
  const path = join(modelsDir, 'hashes.json');

  async function all(): Promise<Record<string, HashRecord>> {
    try {
      return everything.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  }

  return {
    of: async (modelId) => (await all())[modelId] ?? null,
    async record(modelId, hashes) {
      await mkdir(modelsDir, { recursive: true });
      const next = { ...(await all()), [modelId]: hashes };
      // Whole or not at all: a half file would make every model unknown.
      await writeFile(`${path}.new`, `${JSON.stringify(next, null, 2)}\n`);
      await rename(`${path}.new`, path);
    },
  };
}

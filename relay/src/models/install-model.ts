import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileHash } from './file-hash.ts';
import type { KnownHashes } from './known-hashes.ts';
import { differs, plainFileIn, type ModelStore } from './model-store.ts';
import type { RegisteredModel } from './model-registry.ts';

export interface InstallDeps {
  store: ModelStore;
  hashes: KnownHashes;
  now: () => Date;
  print: (line: string) => void;
}

/**
 * Copies the files that the registry names, and only these, from a folder, and records what they are. Nothing is replaced
 * when one of them is missing or not what it was before.
 * @param source.archive SHA-256 of the archive that the folder came out of
 * @throws ModelError
 */
export async function installModel(
  deps: InstallDeps,
  model: RegisteredModel,
  source: { folder: string; from: string; archive: string | null },
): Promise<void> {
  const { store, hashes, print } = deps;
  const recorded = await hashes.of(model.id);
  const files: Record<string, string> = {};
  let firstSeen = 0;
  const arriving = join(store.modelsDir, `.arriving-${model.id}`);
  await rm(arriving, { recursive: true, force: true });
  await mkdir(arriving, { recursive: true });
  try {
    for (const file of model.files) {
      const copy = join(arriving, file.name);
      await copyFile(await plainFileIn(source.folder, file.name), copy, constants.COPYFILE_FICLONE);
      const found = await fileHash(copy);
      const expected = file.sha256 ?? recorded?.files[file.name];
      if (expected !== undefined && expected !== found) throw differs(`${file.name} of ${model.id}`, expected, found);
      if (expected === undefined) firstSeen += 1;
      files[file.name] = found;
    }
    await rm(store.folderOf(model.id), { recursive: true, force: true });
    await rename(arriving, store.folderOf(model.id));
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
  await hashes.record(model.id, {
    archive: source.archive ?? recorded?.archive ?? null,
    files,
    recordedAt: deps.now().toISOString(),
    from: source.from,
  });
  print(`${model.id} is installed in ${store.folderOf(model.id)}.`);
  for (const [name, hash] of Object.entries(files)) print(`  ${hash}  ${name}`);
  if (firstSeen > 0) tellFirstUse(print, model);
}

function tellFirstUse(print: (line: string) => void, model: RegisteredModel): void {
  print('');
  print('!! TRUST ON FIRST USE: nobody had told this relay what these files should be. The hashes above are recorded');
  print(`!! now in hashes.json, and from here on ${model.id} is only used while its files have them.`);
  print('!! Compare them with a source you trust before you let it hear a client.');
}

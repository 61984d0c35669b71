import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloadFile } from './download-file.ts';
import { fileHash } from './file-hash.ts';
import { installModel, type InstallDeps } from './install-model.ts';
import { ModelError } from './model-error.ts';
import { differs } from './model-store.ts';
import type { RegisteredModel } from './model-registry.ts';

const run = promisify(execFile);

/**
 * Brings a model here over HTTPS: download (goes on where it broke off), hash, unpack, install.
 * @throws ModelError
 */
export async function pullModel(
  deps: InstallDeps & { fetch: typeof fetch; signal: AbortSignal },
  modelId: string,
): Promise<void> {
  const { store, print, signal } = deps;
  const model = store.registered(modelId);
  const { archive } = model;
  if (archive === null) {
    throw new ModelError('download_failed', `${modelId} is published nowhere. Bring it in with "models add <folder>".`);
  }
  await mkdir(store.modelsDir, { recursive: true });
  const path = join(store.modelsDir, `.${modelId}.tar.bz2`);
  print(`Licence of ${modelId}: ${model.licence}`);
  print(`Fetching ${archive.url}`);
  let told = 0;
  await downloadFile({
    url: archive.url,
    path,
    fetch: deps.fetch,
    signal,
    onProgress(bytes, total) {
      const tenth = total === null ? Math.floor(bytes / 100_000_000) : Math.floor((bytes / total) * 10);
      if (tenth <= told) return;
      told = tenth;
      const mb = Math.round(bytes / 1_000_000);
      print(total === null ? `  ${String(mb)} MB` : `  ${String(tenth * 10)} % (${String(mb)} MB)`);
    },
  });
  const found = await fileHash(path, signal);
  print(`SHA-256 of the archive: ${found}`);
  const expected = archive.sha256 ?? (await deps.hashes.of(modelId))?.archive ?? null;
  if (expected !== null && expected !== found) {
    // Going on from these bytes would give the same again.
    await forget(path);
    throw differs(`The archive of ${modelId}`, expected, found);
  }
  const unpacked = join(store.modelsDir, `.unpacking-${modelId}`);
  try {
    await unpack(path, unpacked, model, archive.folder, signal);
    await installModel(deps, model, { folder: join(unpacked, archive.folder), from: archive.url, archive: found });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  await forget(path);
}

async function forget(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.etag`, { force: true });
}

/** Node reads no bzip2, so the system's tar does it; it is told the names it may write. */
async function unpack(
  path: string,
  into: string,
  model: RegisteredModel,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await rm(into, { recursive: true, force: true });
  await mkdir(into, { recursive: true });
  const names = model.files.map((file) => `${folder}/${file.name}`);
  try {
    await run('tar', ['-xjf', path, '-C', into, '--no-same-owner', '--', ...names], { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    const { code, stderr } = error as { code?: unknown; stderr?: unknown };
    const why =
      code === 'ENOENT'
        ? 'this system has no tar; unpack it elsewhere and use "models add <folder>"'
        : typeof stderr === 'string'
          ? stderr.trim().split('\n').slice(0, 4).join(' ').slice(0, 500)
          : 'tar failed';
    throw new ModelError('unpack_failed', `The archive of ${model.id} could not be unpacked: ${why}.`, {
      cause: error,
    });
  }
}

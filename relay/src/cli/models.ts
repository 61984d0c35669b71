import { basename, resolve } from 'node:path';
import { installModel } from '../models/install-model.ts';
import { createKnownHashes } from '../models/known-hashes.ts';
import { ModelError } from '../models/model-error.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { createModelStore } from '../models/model-store.ts';
import { pullModel } from '../models/pull-model.ts';
import { UsageError } from './usage.ts';

export interface ModelContext {
  modelsDir: string;
  registry: ModelRegistry;
  fetch: typeof fetch;
  now: () => Date;
  print: (line: string) => void;
}

/** What is known, what is here, and whether it still is what it was. */
export async function modelsList(context: ModelContext): Promise<void> {
  const { print } = context;
  const hashes = createKnownHashes(context.modelsDir);
  const store = createModelStore({ ...context, hashes });
  print(`Models in ${resolve(context.modelsDir)}:`);
  for (const model of context.registry) {
    const is = await store.verify(model.id).then(
      () => 'installed',
      (error: unknown) => {
        if (!(error instanceof ModelError)) throw error;
        return error.code === 'not_installed' ? 'not here' : `NOT USABLE: ${error.message}`;
      },
    );
    const note = model.testOnly ? ', for tests and the demo only' : '';
    const address = is !== 'installed' && model.archive?.checked === false ? ', address not checked' : '';
    print(`${model.id}  ${is}${address}  (${model.languages.join(' ')}; ${model.licence}${note})`);
    if (is !== 'installed') continue;
    const recorded = await hashes.of(model.id);
    for (const { name, sha256 } of model.files) print(`  ${sha256 ?? recorded?.files[name] ?? ''}  ${name}`);
  }
}

export async function modelsPull(context: ModelContext, modelId: string): Promise<void> {
  const hashes = createKnownHashes(context.modelsDir);
  const store = createModelStore({ ...context, hashes });
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    await pullModel({ ...context, store, hashes, signal: interrupted.signal }, modelId);
  } finally {
    process.off('SIGINT', stop);
  }
}

/** For sites without a way out: a folder that was unpacked elsewhere. */
export async function modelsAdd(context: ModelContext, folder: string, id: string | null): Promise<void> {
  const hashes = createKnownHashes(context.modelsDir);
  const store = createModelStore({ ...context, hashes });
  const name = basename(resolve(folder));
  const named = context.registry.find((model) => model.archive?.folder === name || model.id === name);
  if (id === null && named === undefined) {
    throw new UsageError(
      `Which model is "${name}"? Give --id. Known: ${context.registry.map((m) => m.id).join(', ')}.`,
    );
  }
  const model = store.registered(id ?? named?.id ?? '');
  await installModel({ ...context, store, hashes }, model, {
    folder: resolve(folder),
    from: resolve(folder),
    archive: null,
  });
}

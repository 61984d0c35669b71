import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readConfig, type RelayConfig } from '../config.ts';
import { createLogger } from '../logging/create-logger.ts';
import { ModelError } from '../models/model-error.ts';
import { readModelRegistry, type ModelRegistry } from '../models/model-registry.ts';
import { openStorage } from '../storage-of-config.ts';
import { StorageError, type Storage } from '../storage/port.ts';
import { noTextLocks } from '../storage/text-lock.ts';
import { invite } from './invite.ts';
import { mediaRotateKey } from './media.ts';
import { modelsAdd, modelsList, modelsPull, type ModelContext } from './models.ts';
import { receptionistRender } from './receptionist.ts';
import { tenantAccount } from './tenant-account.ts';
import { tenantCreate, tenantKey, tenantList } from './tenant.ts';
import { usage, UsageError } from './usage.ts';

export interface CommandContext {
  storage: Storage;
  publicBaseUrl: string;
  now: () => Date;
  print: (line: string) => void;
  config: RelayConfig;
}
export type Options = Record<string, string | boolean | undefined>;

const optionsOf = {
  'tenant create': {
    id: { type: 'string' },
    name: { type: 'string' },
    country: { type: 'string' },
    'ringover-key': { type: 'string' },
    sipgate: { type: 'boolean' },
  },
  'tenant key': { id: { type: 'string' }, 'ringover-key': { type: 'string' }, block: { type: 'string' } },
  'tenant account': {
    id: { type: 'string' },
    'ringover-api-key': { type: 'string' },
    'ringover-base-url': { type: 'string' },
    'sipgate-token-id': { type: 'string' },
    'sipgate-token': { type: 'string' },
    'sipgate-base-url': { type: 'string' },
    'sipgate-client-id': { type: 'string' },
    'sipgate-client-secret': { type: 'string' },
    'sipgate-refresh-token': { type: 'string' },
    'sipgate-token-url': { type: 'string' },
    'caller-id': { type: 'string' },
    disconnect: { type: 'string' },
  },
  'tenant list': {},
  invite: {
    tenant: { type: 'string' },
    person: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
  },
  'media rotate-key': {},
  'receptionist render': {},
} as const satisfies Record<string, NonNullable<ParseArgsConfig['options']>>;
type Command = keyof typeof optionsOf;

/** These need no storage, only the folder of the models. */
const modelOptionsOf = {
  'models list': {},
  'models pull': {},
  'models add': { id: { type: 'string' } },
} as const satisfies Record<string, NonNullable<ParseArgsConfig['options']>>;
type ModelCommand = keyof typeof modelOptionsOf;

/**
 * Runs one operator command on the storage that the environment names; the relay may be running meanwhile.
 * @returns the exit code: 0; 1 when a speech model could not be brought in; 2 when the command was not understood
 */
export async function runCommand(
  words: readonly string[],
  deps: {
    environment: Readonly<Record<string, string | undefined>>;
    print: (line: string) => void;
    now?: () => Date;
    /** Towards those who publish speech models. */
    fetch?: typeof fetch;
    models?: ModelRegistry;
  },
): Promise<number> {
  if (words.some((word) => word === '--help' || word === '-h' || word === 'help')) {
    deps.print(usage);
    return 0;
  }
  try {
    const now = deps.now ?? (() => new Date());
    const modelCommand = commandIn(modelOptionsOf, words);
    if (modelCommand !== null) {
      const { speechToText } = readConfig(deps.environment);
      const registry = deps.models ?? readModelRegistry();
      const context = {
        modelsDir: speechToText.modelsDir,
        registry,
        fetch: deps.fetch ?? fetch,
        now,
        print: deps.print,
      };
      await runModels(modelCommand, context, words);
      return 0;
    }
    const { command, options } = parse(words);
    const config = readConfig(deps.environment);
    const storage = await openStorage(config, { now, log: createLogger({ level: 'silent' }), textLocks: noTextLocks });
    try {
      await run(command, { storage, now, print: deps.print, publicBaseUrl: addressOf(config), config }, options);
    } finally {
      await storage.close();
    }
    return 0;
  } catch (error) {
    if (error instanceof ModelError) {
      deps.print(error.message);
      return 1;
    }
    const message = understandable(error);
    if (message === null) throw error;
    deps.print(`${message}\n\n${usage}`);
    return 2;
  }
}

function commandIn<C extends string>(commands: Record<C, unknown>, words: readonly string[]): C | null {
  const names = Object.keys(commands) as C[];
  return names.find((name) => name.split(' ').every((word, index) => words[index] === word)) ?? null;
}

async function runModels(command: ModelCommand, context: ModelContext, words: readonly string[]): Promise<void> {
  const options = modelOptionsOf[command];
  const { values, positionals } = understood(() =>
    parseArgs({ args: words.slice(2), options, strict: true, allowPositionals: true }),
  );
  const [what, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" was not expected.`);
  switch (command) {
    case 'models list':
      if (what !== undefined) throw new UsageError(`"${what}" was not expected.`);
      return modelsList(context);
    case 'models pull':
      if (what === undefined) throw new UsageError('Which model? See "models list".');
      return modelsPull(context, what);
    case 'models add': {
      if (what === undefined) throw new UsageError('Which folder?');
      const { id } = values as { id?: string };
      return modelsAdd(context, what, id ?? null);
    }
  }
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options could not be read.', { cause: error });
  }
}

function parse(words: readonly string[]): { command: Command; options: Options } {
  const named = commandIn(optionsOf, words);
  if (!named) throw new UsageError(`There is no command "${words.join(' ')}".`);
  const args = words.slice(named.split(' ').length);
  const { values } = understood(() =>
    parseArgs({ args, options: optionsOf[named], strict: true, allowPositionals: false }),
  );
  return { command: named, options: values as Options };
}

async function run(command: Command, context: CommandContext, options: Options): Promise<void> {
  switch (command) {
    case 'tenant create':
      return tenantCreate(context, options);
    case 'tenant key':
      return tenantKey(context, options);
    case 'tenant account':
      return tenantAccount(context, options);
    case 'tenant list':
      return tenantList(context);
    case 'invite':
      return invite(context, options);
    case 'media rotate-key':
      return mediaRotateKey(context);
    case 'receptionist render':
      return receptionistRender(context);
  }
}

const addressOf = (config: RelayConfig) => config.publicBaseUrl ?? `http://localhost:${config.port}`;

function understandable(error: unknown): string | null {
  if (error instanceof UsageError) return error.message;
  if (error instanceof StorageError && error.code === 'exists') return 'This id is taken.';
  return null;
}

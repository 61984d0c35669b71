import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readConfig, type RelayConfig } from '../config.ts';
import { createLogger } from '../logging/create-logger.ts';
import { openStorage } from '../storage-of-config.ts';
import { StorageError, type Storage } from '../storage/port.ts';
import { noTextLocks } from '../storage/text-lock.ts';
import { invite } from './invite.ts';
import { mediaRotateKey } from './media.ts';
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
} as const satisfies Record<string, NonNullable<ParseArgsConfig['options']>>;
type Command = keyof typeof optionsOf;

/**
 * Runs one operator command on the storage that the environment names; the relay may be running meanwhile.
 * @returns the exit code: 0, or 2 when the command was not understood
 */
export async function runCommand(
  words: readonly string[],
  deps: { environment: Readonly<Record<string, string | undefined>>; print: (line: string) => void; now?: () => Date },
): Promise<number> {
  if (words.some((word) => word === '--help' || word === '-h' || word === 'help')) {
    deps.print(usage);
    return 0;
  }
  try {
    const { command, options } = parse(words);
    const config = readConfig(deps.environment);
    const now = deps.now ?? (() => new Date());
    const storage = await openStorage(config, { now, log: createLogger({ level: 'silent' }), textLocks: noTextLocks });
    try {
      await run(command, { storage, now, print: deps.print, publicBaseUrl: addressOf(config), config }, options);
    } finally {
      await storage.close();
    }
    return 0;
  } catch (error) {
    const message = understandable(error);
    if (message === null) throw error;
    deps.print(`${message}\n\n${usage}`);
    return 2;
  }
}

function parse(words: readonly string[]): { command: Command; options: Options } {
  const named = (Object.keys(optionsOf) as Command[]).find((name) =>
    name.split(' ').every((word, index) => words[index] === word),
  );
  if (!named) throw new UsageError(`There is no command "${words.join(' ')}".`);
  const args = words.slice(named.split(' ').length);
  try {
    const { values } = parseArgs({ args, options: optionsOf[named], strict: true, allowPositionals: false });
    return { command: named, options: values as Options };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options could not be read.', { cause: error });
  }
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
  }
}

const addressOf = (config: RelayConfig) => config.publicBaseUrl ?? `http://localhost:${config.port}`;

function understandable(error: unknown): string | null {
  if (error instanceof UsageError) return error.message;
  if (error instanceof StorageError && error.code === 'exists') return 'This id is taken.';
  return null;
}

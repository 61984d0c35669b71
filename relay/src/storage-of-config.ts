import { join } from 'node:path';
import type { Logger } from 'pino';
import type { RelayConfig } from './config.ts';
import type { Storage } from './storage/port.ts';
import type { TextLocks } from './storage/text-lock.ts';

/** PostgreSQL when told so, else one SQLite file. Only the chosen driver is loaded. */
export async function openStorage(
  config: Pick<RelayConfig, 'databaseUrl' | 'dataDir'>,
  deps: { now: () => Date; log: Logger; textLocks: TextLocks; schema?: string },
): Promise<Storage> {
  if (config.databaseUrl !== null) {
    const { openPostgresStorage } = await import('./storage/postgres/open.ts');
    return openPostgresStorage({ url: config.databaseUrl, ...deps });
  }
  const { openSqliteStorage } = await import('./storage/sqlite/open.ts');
  return openSqliteStorage({ path: join(config.dataDir, 'relay.sqlite'), ...deps });
}

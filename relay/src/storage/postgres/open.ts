import { Pool } from 'pg';
import type { Logger } from 'pino';
import { StorageError, type Storage } from '../port.ts';
import { noTextLocks, type TextLocks } from '../text-lock.ts';
import { migrate } from './migrate.ts';
import { createSessions } from './session.ts';
import { toStorageError } from './storage-error.ts';
import { createTenantRegistry } from './tenants.ts';
import { createTenantStore, type PostgresTenantStore } from './tenant-store.ts';

export interface PostgresOptions {
  url: string;
  /** Everything lives in one schema, so an installation can share a database. */
  schema?: string;
  /** Without it texts of calls are refused. */
  textLocks?: TextLocks;
  now?: () => Date;
  log?: Logger;
}

/** A firm's webhooks come in one batch at a time per tenant, so connections are for tenants and readers, not for calls. */
const CONNECTIONS = 10;
/** A provider waits about this long (ms) before it counts a delivery as failed. */
const PATIENCE_MS = 10_000;

/**
 * For several relay processes, or a host with many firms.
 * @throws StorageError `newer_schema`, `unavailable`
 */
export async function openPostgresStorage(options: PostgresOptions): Promise<Storage> {
  const { url, schema = 'callbrief', now = () => new Date(), log, textLocks = noTextLocks } = options;
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    statement_timeout: PATIENCE_MS,
    application_name: 'callbrief-relay',
  });
  // A connection that breaks, idle or at work, would else end the process. Whoever works on it is told by its query.
  const lost = (error: Error) => log?.warn({ err: error }, 'storage_connection_lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const role = await migrateOrClose(pool, schema);
  const sessions = createSessions(pool, schema, role);
  const stores = new Map<string, PostgresTenantStore>();
  log?.info({ engine: 'postgres' }, 'storage_opened');

  return {
    tenants: createTenantRegistry(sessions),
    tenant(tenantId) {
      const store = stores.get(tenantId) ?? createTenantStore(tenantId, sessions, now, textLocks(tenantId));
      stores.set(tenantId, store);
      return store;
    },
    async check() {
      const at = now().toISOString();
      const [row] = await sessions.inRegistry((session) =>
        session.rows<{ at: string }>(
          'INSERT INTO health VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING at',
          [at],
        ),
      );
      if (row?.at !== at) throw new StorageError('unavailable', 'What was written could not be read back.');
    },
    async close() {
      await Promise.all([...stores.values()].map((store) => store.idle()));
      if (!pool.ending) await pool.end();
    },
  };
}

async function migrateOrClose(pool: Pool, schema: string): Promise<string | null> {
  try {
    return await migrate(pool, schema);
  } catch (error) {
    await pool.end();
    throw toStorageError(error);
  }
}

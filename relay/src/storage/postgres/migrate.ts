import type { Pool, PoolClient } from 'pg';
import { escapeIdentifier } from 'pg';
import { StorageError } from '../port.ts';
import { migrations } from './migrations/index.ts';

/** Superusers pass every row-level policy, so their transactions run as this role, which cannot log in. */
const PLAIN_ROLE = 'callbrief_relay';

/**
 * Makes the schema and brings it to this version. Relays that start together wait for one another at the advisory
 * lock; the version row is written before its tables, so even without the lock only one could go on.
 * @returns the role that a tenant's transactions must take, null when the login is held by the policies as it is.
 * @throws StorageError `newer_schema`
 */
export async function migrate(pool: Pool, schema: string): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // One number for all schemas: the role is shared by the whole server.
    await client.query('SELECT pg_advisory_xact_lock(7204193311)');
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(schema)}`);
    await client.query(`SET LOCAL search_path TO ${escapeIdentifier(schema)}`);
    await toNewest(client);
    const role = (await passesPolicies(client)) ? PLAIN_ROLE : null;
    if (role) await prepareRole(client, role, schema);
    await client.query('COMMIT');
    return role;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function toNewest(client: PoolClient): Promise<void> {
  await client.query('CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY)');
  const { rows } = await client.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM schema_versions',
  );
  const version = rows[0]?.version ?? 0;
  if (version > migrations.length) {
    throw new StorageError(
      'newer_schema',
      `The data was written by a newer relay (schema ${String(version)}, this one knows ${String(migrations.length)}).`,
    );
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    await client.query('INSERT INTO schema_versions VALUES ($1)', [index + 1]);
    await client.query(sql);
  }
}

async function passesPolicies(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ passes: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.passes ?? true;
}

async function prepareRole(client: PoolClient, role: string, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
  const inSchema = `IN SCHEMA ${escapeIdentifier(schema)} TO ${role}`;
  await client.query(`GRANT USAGE ON SCHEMA ${escapeIdentifier(schema)} TO ${role}`);
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES ${inSchema}`);
}

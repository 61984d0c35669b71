import { escapeIdentifier, escapeLiteral, type Pool, type PoolClient } from 'pg';
import { toStorageError } from './storage-error.ts';

/** One transaction. */
export interface Session {
  rows<T>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** @returns how many rows it touched. */
  run(sql: string, values?: readonly unknown[]): Promise<number>;
}

export interface Sessions {
  /** A transaction that sees one tenant's rows only, whatever its statements say. */
  inTenant<T>(tenantId: string, work: (session: Session) => Promise<T>): Promise<T>;
  /** A transaction over the list of tenants. */
  inRegistry<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export function createSessions(pool: Pool, schema: string, role: string | null): Sessions {
  // SET LOCAL ends with the transaction, so a connection never carries one tenant into another's work. A server that
  // is set to acknowledge before the disk does is overruled.
  const opening = [
    'BEGIN',
    `SET LOCAL search_path TO ${escapeIdentifier(schema)}`,
    'SET LOCAL synchronous_commit TO on',
    ...(role === null ? [] : [`SET LOCAL ROLE ${escapeIdentifier(role)}`]),
  ].join('; ');

  async function transaction<T>(scope: string, work: (session: Session) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let broken: Error | undefined;
    try {
      client = await pool.connect();
      // One round trip for all of it.
      await client.query(`${opening}; ${scope}`);
      const result = await work(sessionOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      if (client) broken = await rollback(client);
      throw toStorageError(error);
    } finally {
      client?.release(broken);
    }
  }

  return {
    inTenant: (tenantId, work) => transaction(`SET LOCAL app.tenant TO ${escapeLiteral(tenantId)}`, work),
    inRegistry: (work) => transaction(`SET LOCAL app.registry TO 'on'`, work),
  };
}

function sessionOf(client: PoolClient): Session {
  return {
    async rows<T>(sql: string, values: readonly unknown[] = []) {
      const { rows } = await client.query(sql, [...values]);
      return rows as T[];
    },
    async run(sql, values = []) {
      return (await client.query(sql, [...values])).rowCount ?? 0;
    },
  };
}

/** @returns an error when the connection cannot be used again. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed', { cause: error });
  }
}

import { Redis } from 'ioredis';
import { Client } from 'pg';

const postgres = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const redis = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** Null when no PostgreSQL answers: then its suites are skipped, with a line that says so. With CI=true that is a failure. */
export async function postgresUrl(): Promise<string | null> {
  const client = new Client({ connectionString: postgres, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.end();
    return postgres;
  } catch (error) {
    return notThere('PostgreSQL', 'TEST_DATABASE_URL', postgres, error);
  }
}

/** As `postgresUrl`. */
export async function redisUrl(): Promise<string | null> {
  const client = new Redis(redis, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 3_000 });
  // Told by the rejected connect below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return redis;
  } catch (error) {
    return notThere('Redis', 'TEST_REDIS_URL', redis, error);
  } finally {
    client.disconnect();
  }
}

function notThere(name: string, variable: string, url: string, cause: unknown): null {
  const where = new URL(url).host;
  if (process.env['CI'] === 'true') throw new Error(`${name} does not answer at ${where} (${variable})`, { cause });
  console.warn(`SKIPPED: ${name} does not answer at ${where}; set ${variable} to run its suites.`);
  return null;
}

import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Storage } from '../../../relay/src/storage/port.ts';
import { openPostgresStorage } from '../../../relay/src/storage/postgres/open.ts';
import { madeUpTextLocks } from './made-up.ts';
import type { DisposableSubject } from './sqlite-subject.ts';

/** A schema of its own, dropped afterwards. `as` may be another login than the one that drops. */
export function postgresSubject(url: string, as = url): DisposableSubject & { schema: string } {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const opened: Storage[] = [];
  return {
    schema,
    async open() {
      const storage = await openPostgresStorage({ url: as, schema, textLocks: madeUpTextLocks });
      opened.push(storage);
      return storage;
    },
    async [Symbol.asyncDispose]() {
      for (const storage of opened) await storage.close();
      await inPostgres(url, (client) => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
    },
  };
}

export async function inPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

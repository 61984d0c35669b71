import type { Database } from 'better-sqlite3';
import type { Remembered } from './history.ts';

/** Single values by name, in the same file and so in the same transactions as the rows. */
export function createFacts(db: Database, prefix: string): Remembered {
  const read = db.prepare<[string], string>('SELECT value FROM facts WHERE key = ?').pluck();
  const write = db.prepare(
    'INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return {
    get: (key) => read.get(prefix + key) ?? null,
    set: (key, value) => void write.run(prefix + key, value),
  };
}

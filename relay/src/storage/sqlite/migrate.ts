import type { Database } from 'better-sqlite3';
import { StorageError } from '../port.ts';
import { migrations } from './migrations/index.ts';

/**
 * Brings the file to this version's schema, in one transaction. Two relays that start together are kept apart by the
 * write lock, which is taken before the version is read.
 * @throws StorageError `newer_schema`: a newer relay wrote this file; an older one must not touch it.
 */
export function migrate(db: Database): void {
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > migrations.length) {
      throw new StorageError(
        'newer_schema',
        `The data was written by a newer relay (schema ${String(version)}, this one knows ${String(migrations.length)}).`,
      );
    }
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.pragma(`user_version = ${String(migrations.length)}`);
  }).immediate();
}

import type { Database } from 'better-sqlite3';
import { directory } from './10-directory.ts';
import { calls } from './20-calls.ts';
import { search } from './30-search.ts';
import { changes } from './40-changes.ts';
import { messages } from './50-messages.ts';
import { recordings } from './60-recordings.ts';
import { items } from './70-items.ts';
import { settledItems } from './75-settled-items.ts';
import { voicemailHeard } from './80-voicemail-heard.ts';
import { contactsByName } from './90-contacts-by-name.ts';
import { foundAndCounted } from './100-found-and-counted.ts';

/** Numbered by tens or between, one file each, never changed after a release. The file's `user_version` is the last one applied. */
const migrations = [
  directory,
  calls,
  search,
  changes,
  messages,
  recordings,
  items,
  settledItems,
  voicemailHeard,
  contactsByName,
  foundAndCounted,
];
const newest = 100;

/** @returns `newer_version` when the file was written by a later Callbrief; it is left untouched. */
export function migrate(db: Database): 'ready' | 'newer_version' {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newest) return 'newer_version';
  for (const migration of migrations) {
    if (migration.number <= version) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.number}`);
    }).immediate();
  }
  return 'ready';
}

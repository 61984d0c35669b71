import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '../../../relay/src/storage/port.ts';
import { openSqliteStorage } from '../../../relay/src/storage/sqlite/open.ts';
import { madeUpTextLocks } from './made-up.ts';
import type { Subject } from './subject.ts';

export interface DisposableSubject extends Subject, AsyncDisposable {}

/** A file of its own, deleted afterwards. */
export async function sqliteSubject(): Promise<DisposableSubject & { path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-storage-'));
  const path = join(folder, 'relay.db');
  const opened: Storage[] = [];
  return {
    path,
    async open() {
      const storage = await openSqliteStorage({ path, textLocks: madeUpTextLocks });
      opened.push(storage);
      return storage;
    },
    async [Symbol.asyncDispose]() {
      for (const storage of opened) await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { PracticeSystemStore, StoredPracticeSystem, TimePost } from '../practice-system-port.ts';
import type { Connection } from './connection.ts';

export type PracticeSystemTables = ReturnType<typeof preparePracticeSystems>;

const parsed = (text: string | undefined): unknown => (text === undefined ? null : JSON.parse(text));

export function preparePracticeSystems(db: Database) {
  const system = db
    .prepare<[string, string], string>('SELECT json FROM practice_systems WHERE tenant_id = ? AND system = ?')
    .pluck();
  const addSystem = db.prepare<[string, string, number, string]>(
    'INSERT OR IGNORE INTO practice_systems (tenant_id, system, revision, json) VALUES (?, ?, ?, ?)',
  );
  const putSystem = db.prepare<[number, string, string, string, number]>(
    'UPDATE practice_systems SET revision = ?, json = ? WHERE tenant_id = ? AND system = ? AND revision = ?',
  );
  const removeSystem = db.prepare<[string, string, number]>(
    'DELETE FROM practice_systems WHERE tenant_id = ? AND system = ? AND revision = ?',
  );
  const post = db
    .prepare<[string, string, string], string>(
      'SELECT json FROM time_posts WHERE tenant_id = ? AND system = ? AND entry_id = ?',
    )
    .pluck();
  const addPost = db.prepare<[string, string, string, number, string]>(
    'INSERT OR IGNORE INTO time_posts (tenant_id, system, entry_id, revision, json) VALUES (?, ?, ?, ?, ?)',
  );
  const putPost = db.prepare<[number, string, string, string, string, number]>(
    'UPDATE time_posts SET revision = ?, json = ? WHERE tenant_id = ? AND system = ? AND entry_id = ? AND revision = ?',
  );
  return {
    system: (tenantId: string, name: string) => parsed(system.get(tenantId, name)) as StoredPracticeSystem | null,
    removeSystem: (tenantId: string, name: string, expected: number) =>
      removeSystem.run(tenantId, name, expected).changes === 1,
    setSystem(tenantId: string, name: string, next: StoredPracticeSystem, expected: number | null): boolean {
      const json = JSON.stringify(next);
      const { changes } =
        expected === null
          ? addSystem.run(tenantId, name, next.revision, json)
          : putSystem.run(next.revision, json, tenantId, name, expected);
      return changes === 1;
    },
    post: (tenantId: string, name: string, entryId: string) =>
      parsed(post.get(tenantId, name, entryId)) as TimePost | null,
    setPost(tenantId: string, name: string, next: TimePost, expected: number | null): boolean {
      const json = JSON.stringify(next);
      const { changes } =
        expected === null
          ? addPost.run(tenantId, name, next.entryId, next.revision, json)
          : putPost.run(next.revision, json, tenantId, name, next.entryId, expected);
      return changes === 1;
    },
  };
}

export function createPracticeSystemStore(
  tenantId: string,
  { read, write }: Connection,
  tables: PracticeSystemTables,
): PracticeSystemStore {
  return {
    practiceSystem: (system) => read(() => tables.system(tenantId, system)),
    setPracticeSystem: (system, next, expected) =>
      write(() => {
        if (next !== null) return tables.setSystem(tenantId, system, next, expected);
        return expected !== null && tables.removeSystem(tenantId, system, expected);
      }),
    timePost: (system, entryId) => read(() => tables.post(tenantId, system, entryId)),
    setTimePost: (system, next, expected) => write(() => tables.setPost(tenantId, system, next, expected)),
  };
}

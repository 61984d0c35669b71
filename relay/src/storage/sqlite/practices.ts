import type { Database } from 'better-sqlite3';
import { defaultPractice, practice, type Practice } from '../../wire/practice.ts';

export interface PracticeTable {
  of(tenantId: string): Practice;
  put(tenantId: string, practice: Practice): void;
}

export function preparePractices(db: Database): PracticeTable {
  const of = db.prepare<[string], string>('SELECT json FROM practices WHERE tenant_id = ?').pluck();
  const put = db.prepare<[string, number, string]>('INSERT OR REPLACE INTO practices VALUES (?, ?, ?)');
  return {
    of(tenantId) {
      const json = of.get(tenantId);
      return json === undefined ? defaultPractice : practice.parse(JSON.parse(json));
    },
    put: (tenantId, value) => void put.run(tenantId, value.revision, JSON.stringify(value)),
  };
}

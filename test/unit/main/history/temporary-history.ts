import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { CallList } from '../../../../src-preload/contract.ts';
import type { History } from '../../../../src-main/history/history.ts';
import { memoryLock } from '../../../../src-main/enrolment/local-lock.ts';
import { countedColumns } from '../../../../src-main/history/counted-columns.ts';
import { openHistory, type OpenedHistory } from '../../../../src-main/history/open-history.ts';
import { anneke, delcourt, firm, jonas, kroger, sampleNow, sofie, tom, verhulstMatter } from './sample-firm.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callbrief-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One key for all, so that a reopened file can be read, and two files compared. */
const lock = memoryLock();

/** A real file, gone after the test. */
export function temporaryHistory(options: { maxPages?: number; empty?: boolean } = {}) {
  const path = join(temporaryFolder(), 'history.db');
  let opened: OpenedHistory = open();
  function open(): OpenedHistory {
    const { maxPages } = options;
    return openHistory({ path, lock, now: () => new Date(sampleNow), ...(maxPages === undefined ? {} : { maxPages }) });
  }
  onTestFinished(() => opened.history.close());
  if (options.empty !== true) {
    opened.history.setOffice({ firm, personId: 'jonas' });
    opened.history.beginFill();
    put(opened.history, {
      people: [jonas, sofie, delcourt],
      contacts: [anneke, tom, kroger],
      matters: [verhulstMatter],
    });
    opened.history.finishFill(0);
  }
  return {
    path,
    history: opened.history,
    /** As after a restart of the app. */
    reopen: (): OpenedHistory => {
      opened.history.close();
      opened = open();
      return opened;
    },
  };
}

/** As a page of the first fill brings rows. */
export function put(history: History, rows: Parameters<History['fill']>[0]): void {
  history.fill(rows);
}

export const callRows = (list: CallList) => list.rows.filter((row) => row.kind === 'call');

export const viewer = { personId: 'jonas', now: sampleNow, timeZone: 'Europe/Brussels' };
export const everything = { filter: 'all', search: '', offset: 0, limit: 100 } as const;

/** Takes back what migration 90 added, but for the indexes that it only made anew. */
export function withoutCountedColumns(db: Database): void {
  db.exec('DROP TABLE call_phones');
  for (const column of countedColumns) db.exec(`ALTER TABLE calls DROP COLUMN ${column}`);
}

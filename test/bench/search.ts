import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openHistory } from '../../src-main/history/open-history.ts';
import { largeHistory } from './large-history.ts';
import { type BenchRow, ms, series } from './measure.ts';

const words = [
  'expert report',
  'ordonnance',
  'vollmacht',
  'Verhulst',
  'kroger',
  'castaing',
  '2026/0318',
  'uitstel',
  'hear',
  'a',
  '0471 00',
  'Me Dub',
  'nothing like this',
  'conclusies',
  'protocole',
  'advance confirmed',
];

/** Row 6: search as you type over 100,000 calls, beside the LIKE scan that a first version would have. */
export async function search(): Promise<BenchRow> {
  const folder = await mkdtemp(join(tmpdir(), 'callbrief-search-'));
  try {
    const now = new Date();
    const path = join(folder, 'history.sqlite');
    const { history } = openHistory({ path, now: () => now });
    const rows = largeHistory(100_000, now);
    history.beginFill();
    history.fill({ people: rows.people, contacts: rows.contacts, matters: rows.matters });
    for (let from = 0; from < rows.calls.length; from += 500)
      history.fill({ calls: rows.calls.slice(from, from + 500) });
    history.finishFill(1);

    const viewer = { personId: 'person-1', now: now.toISOString(), timeZone: 'Europe/Brussels' };
    const took: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (const word of words) {
        const began = performance.now();
        history.list({ filter: 'all', search: word, offset: 0, limit: 50 }, viewer);
        if (round > 0) took.push(performance.now() - began);
      }
    }

    const plain = new Database(path, { readonly: true });
    plain.exec(`CREATE TEMP TABLE plain (started_at TEXT, text TEXT)`);
    const contactName = new Map(rows.contacts.map((c) => [c.id, c.name]));
    const insert = plain.prepare('INSERT INTO plain VALUES (?, ?)');
    plain.transaction(() => {
      for (const call of rows.calls)
        insert.run(
          call.startedAt,
          `${contactName.get(call.contactId ?? '') ?? ''} ${call.fromNumber ?? ''} ${call.note?.value ?? ''}`.toLowerCase(),
        );
    })();
    const scan = plain.prepare(`SELECT rowid FROM plain WHERE text LIKE ? ORDER BY started_at DESC LIMIT 50`);
    const scanCount = plain.prepare(`SELECT count(*) FROM plain WHERE text LIKE ?`);
    const scanned: number[] = [];
    for (const word of words) {
      const began = performance.now();
      scan.all(`%${word.toLowerCase()}%`);
      scanCount.get(`%${word.toLowerCase()}%`);
      scanned.push(performance.now() - began);
    }
    plain.close();
    history.close();
    const ours = series(took);
    const theirs = series(scanned);
    return {
      row: 6,
      what: 'search over 100,000 calls (names, numbers, notes, matters): first page, total and days',
      bar: 'p95 < 30 ms',
      result: `p50 ${ms(ours.p50)}, p95 ${ms(ours.p95)}`,
      baseline: `LIKE scan over one text column: p50 ${ms(theirs.p50)}, p95 ${ms(theirs.p95)}`,
      met: ours.p95 < 30,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

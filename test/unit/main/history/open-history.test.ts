import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HistoryError } from '../../../../src-main/history/history-error.ts';
import { openHistory } from '../../../../src-main/history/open-history.ts';
import { changed, missed, sampleCall, sampleNow } from './sample-firm.ts';
import { everything, temporaryFolder, temporaryHistory, viewer, put } from './temporary-history.ts';

const now = () => new Date(sampleNow);

function open(path: string) {
  const opened = openHistory({ path, now });
  onTestFinished(() => opened.history.close());
  return opened;
}

describe('opening the history', () => {
  test('makes a missing folder and starts empty', () => {
    const { history, setAside } = open(join(temporaryFolder(), 'new', 'history.db'));
    expect(setAside).toBeNull();
    expect(history.cursor()).toBe(0);
    expect(history.fillFinished()).toBe(false);
    expect(history.list(everything, viewer)).toMatchObject({ rows: [], total: 0, days: [] });
  });

  test('a file that is no database is set aside and kept, and an empty one is opened', () => {
    const path = join(temporaryFolder(), 'history.db');
    writeFileSync(path, 'This was a history once. '.repeat(400));
    const { history, setAside } = open(path);
    expect(setAside).toMatchObject({ reason: 'corrupt' });
    expect(readFileSync(setAside?.path ?? '', 'utf8')).toContain('This was a history once.');
    history.apply([{ id: 1, event: changed(sampleCall('a')) }]);
    expect(history.counts().calls).toBe(1);
  });

  test('a truncated file is set aside', () => {
    const { history, path } = temporaryHistory();
    history.close();
    writeFileSync(path, readFileSync(path).subarray(0, Math.floor(statSync(path).size / 2)));
    expect(open(path).setAside?.reason).toBe('corrupt');
  });

  test('a database of another program is set aside', () => {
    const path = join(temporaryFolder(), 'history.db');
    const db = new Sqlite(path);
    db.exec('CREATE TABLE calls (number TEXT); PRAGMA user_version = 40');
    db.close();
    expect(open(path).setAside?.reason).toBe('corrupt');
  });

  test('a file of a newer version is set aside untouched, so that the newer version can use it again', () => {
    const { history, path } = temporaryHistory();
    history.apply([{ id: 5, event: changed(sampleCall('a')) }]);
    history.close();
    const db = new Sqlite(path);
    db.pragma('user_version = 1000');
    db.close();
    const { history: fresh, setAside } = open(path);
    expect(setAside?.reason).toBe('newer_version');
    expect(fresh.cursor()).toBe(0);
    const kept = new Sqlite(setAside?.path ?? '', { readonly: true });
    onTestFinished(() => void kept.close());
    expect(kept.pragma('user_version', { simple: true })).toBe(1000);
    expect(kept.prepare('SELECT id FROM calls').pluck().all()).toEqual(['a']);
  });

  test('damage that is met later is told, and the next start sets the file aside', () => {
    const { history, path, reopen } = temporaryHistory();
    const note = { value: 'word '.repeat(700), byPersonId: 'sofie', byName: 'Sofie', at: sampleNow };
    put(history, {
      calls: Array.from({ length: 400 }, (_, i) => sampleCall(`call ${i}`, { note, startedAt: time(i) })),
    });
    const again = reopen().history;
    // Everything behind the first pages of the file; what the first screen reads is in memory already.
    again.list(everything, viewer);
    const file = openSync(path, 'r+');
    const size = statSync(path).size;
    const from = Math.floor(size / 3 / 4096) * 4096;
    writeSync(file, Buffer.alloc(size - from, 0xa5), 0, size - from, from);
    closeSync(file);
    expect(() => {
      for (let i = 0; i < 400; i++) again.call(`call ${i}`);
      again.list({ ...everything, offset: 300, search: 'word' }, viewer);
    }).toThrow(HistoryError);
    expect(existsSync(`${path}.damaged`)).toBe(true);
    const next = reopen();
    expect(next.setAside?.reason).toBe('corrupt');
    expect(next.history.counts().calls).toBe(0);
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  test('erase leaves no file behind, and what comes after says that it is closed', () => {
    const { history, path } = temporaryHistory();
    history.apply([{ id: 1, event: changed(missed('a')) }]);
    history.erase();
    for (const sibling of ['', '-wal', '-shm']) expect(existsSync(path + sibling)).toBe(false);
    expect(() => history.cursor()).toThrow(expect.objectContaining({ code: 'closed' }));
  });

  test('erase leaves no copy behind that was ever set aside, and takes nothing else with it', () => {
    const path = join(temporaryFolder(), 'history.db');
    writeFileSync(path, 'no database');
    writeFileSync(`${path}-wal`, 'its log');
    writeFileSync(`${path}.damaged`, '');
    writeFileSync(join(dirname(path), 'settings.json'), '{}');
    const { history, setAside } = open(path);
    expect(readFileSync(setAside?.path ?? '', 'utf8')).toBe('no database');
    history.apply([{ id: 1, event: changed(missed('a')) }]);
    history.erase();
    expect(readdirSync(dirname(path))).toEqual(['settings.json']);
  });

  test.skipIf(process.platform === 'win32')('only its owner can read it, also one that older versions made', () => {
    const folder = join(temporaryFolder(), 'data');
    const path = join(folder, 'history.db');
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const { history } = open(path);
    history.apply([{ id: 1, event: changed(missed('a')) }]);
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect([folder, path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['700', '600', '600', '600']);
    history.close();
    chmodSync(path, 0o644);
    open(path);
    expect(modeOf(path)).toBe('600');
  });
});

const time = (i: number) => new Date(Date.parse(sampleNow) - i * 60_000).toISOString();

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LoggedEvent } from '@callbrief/relay/wire/events';
import { HistoryError } from '../../../../src-main/history/history-error.ts';
import {
  anneke,
  answered,
  changed,
  jonas,
  messageChanged,
  missed,
  sampleCall,
  sampleMessage,
  sampleNow,
  tom,
  verhulstMatter,
} from './sample-firm.ts';
import { everything, temporaryFolder, temporaryHistory, viewer } from './temporary-history.ts';

const blocked = { number: '+3220008410', comment: '', byName: 'Sofie Maes', at: sampleNow };
const hops = { providerAt: null, receivedAt: sampleNow, committedAt: sampleNow };

describe('applying events', () => {
  test('writes the row and the cursor, and tells what is new and what stood there before', () => {
    const { history, reopen } = temporaryHistory();
    const [first] = history.apply([{ id: 7, event: changed(sampleCall('a')) }]);
    expect(first).toMatchObject({ id: 7, isNew: true, callBefore: null });
    const [second] = history.apply([{ id: 8, event: changed(answered('a', 'sofie'), 'answered') }]);
    expect(second).toMatchObject({ isNew: true, callBefore: { outcome: 'ringing' } });
    const again = reopen().history;
    expect(again.cursor()).toBe(8);
    expect(again.call('a')?.outcome).toBe('answered');
  });

  test('a replay doubles nothing and brings back nothing old', () => {
    const { history } = temporaryHistory();
    const ring = { id: 7, event: changed(sampleCall('a')) };
    history.apply([ring, { id: 8, event: changed(answered('a', 'sofie'), 'answered') }]);
    expect(history.apply([ring])).toMatchObject([{ id: 7, isNew: false }]);
    expect(history.call('a')?.outcome).toBe('answered');
    expect(history.cursor()).toBe(8);
    expect(history.list(everything, viewer).total).toBe(1);
  });

  test('an event that this version does not know moves the cursor, else it would come back for ever', () => {
    const { history } = temporaryHistory();
    expect(history.apply([{ id: 3, event: { type: 'unknown', name: 'fax_changed' } }])).toEqual([]);
    expect(history.cursor()).toBe(3);
  });

  test('any repetition and overlap of the log ends in the same content and cursor as reading it once', () => {
    const log: LoggedEvent[] = [
      changed(sampleCall('a')),
      { type: 'contact_changed', contact: { ...anneke, name: 'Anneke Verhulst-Maes' }, hops },
      changed(sampleCall('b', { contactId: 'tom', fromNumber: '+3220008410', startedAt: '2026-11-19T11:00:00.000Z' })),
      changed(missed('a'), 'missed'),
      { type: 'person_changed', person: { ...jonas, lines: ['+3225550100', '+3225550101'] }, hops },
      { type: 'matter_changed', matter: { ...verhulstMatter, title: 'Verhulst / Immo Delta (appeal)' }, hops },
      changed(answered('b', 'sofie', { contactId: 'tom', startedAt: '2026-11-19T11:00:01.000Z' }), 'answered'),
      changed(answered('c', 'jonas', { startedAt: '2026-11-19T12:30:00.000Z' }), 'answered'),
      { type: 'contact_changed', contact: { ...tom, organisation: null }, hops },
      messageChanged(sampleMessage('m1', { contactId: null, matterId: null, at: '2026-11-19T11:00:00.000Z' })),
      messageChanged(sampleMessage('m1', { at: '2026-11-19T11:00:01.000Z' })),
      { type: 'number_blocked', number: '+3220008410', blocked, hops },
      messageChanged(sampleMessage('m2', { direction: 'outbound', state: 'sending' })),
      messageChanged(sampleMessage('m2', { direction: 'outbound', state: 'sent' })),
      { type: 'number_blocked', number: '+3220008410', blocked: null, hops },
      changed(sampleCall('d', { contactId: null, fromNumber: null, anonymous: true })),
    ];
    const events = log.map((event, i) => ({ id: i + 1, event }));
    const read = (deliveries: (typeof events)[]) => {
      const { history, path } = temporaryHistory();
      for (const delivery of deliveries) history.apply(delivery);
      return content(path);
    };
    const upTo = (n: number) => read([events.slice(0, n)]);
    // Each connection replays from somewhere at or before the cursor, breaks anywhere, and comes in batches of any size.
    const connections = fc.array(fc.tuple(fc.nat(log.length), fc.nat(log.length), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(connections, (plan) => {
        let cursor = 0;
        const deliveries: (typeof events)[] = [];
        for (const [back, length, batch] of plan) {
          const from = Math.max(0, cursor - back);
          const part = events.slice(from, from + length);
          for (let i = 0; i < part.length; i += batch) deliveries.push(part.slice(i, i + batch));
          cursor = Math.max(cursor, from + part.length);
        }
        expect(read(deliveries)).toEqual(upTo(cursor));
      }),
      { numRuns: 20 },
    );
  });

  test('on a full disk it says so and changes nothing; the rest of the history can be read', () => {
    const { history } = temporaryHistory({ maxPages: 150 });
    history.apply([{ id: 1, event: changed(sampleCall('kept')) }]);
    const note = { value: 'x'.repeat(19_000), byPersonId: 'sofie', byName: 'Sofie', at: sampleNow };
    const many = Array.from({ length: 100 }, (_, i) => ({
      id: i + 2,
      event: changed(sampleCall(`call ${i}`, { note })),
    }));
    const full = expectError(() => history.apply(many));
    expect(full.code).toBe('disk_full');
    expect(history.cursor()).toBe(1);
    expect(history.list(everything, viewer).rows.map((row) => row.id)).toEqual(['kept']);
    expect(
      expectError(() =>
        history.changes.add({ kind: 'edit_call', callId: 'kept', note: 'y'.repeat(900_000) }, sampleNow),
      ).code,
    ).toBe('disk_full');
    expect(history.changes.count()).toBe(0);
  });

  test('killed in the middle of writing, rows and cursor agree', async () => {
    const path = `${temporaryFolder()}/history.db`;
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [fileURLToPath(new URL('apply-child.ts', import.meta.url)), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const exited = once(child, 'exit');
      let written = 0;
      for await (const chunk of child.stdout) {
        written += String(chunk).length;
        if (written > 20 + round * 7) break;
      }
      child.kill('SIGKILL');
      await exited;
      const db = new Sqlite(path);
      const cursor = Number(db.prepare("SELECT value FROM facts WHERE key = 'cursor'").pluck().get());
      const rows = 'SELECT id FROM (SELECT seq, id FROM calls UNION ALL SELECT seq, id FROM messages) ORDER BY seq';
      const count = (sql: string) => db.prepare(sql).pluck().get();
      expect(cursor).toBeGreaterThan(0);
      // Event n is call or message n, so after event n there are exactly n of them, in every table.
      expect(db.prepare(rows).pluck().all()).toEqual(
        Array.from({ length: cursor }, (_, i) => (i % 2 === 0 ? `call ${i + 1}` : `message ${i + 1}`)),
      );
      expect(count('SELECT count(*) FROM call_bodies')).toBe(Math.ceil(cursor / 2));
      expect(count("SELECT count(*) FROM call_search WHERE call_search MATCH 'note : expert'")).toBe(cursor);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    }
  });
});

function expectError(run: () => unknown): HistoryError {
  try {
    run();
  } catch (error) {
    if (error instanceof HistoryError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Every table, as it stands in the file. */
function content(path: string): Record<string, unknown[]> {
  const db = new Sqlite(path, { readonly: true });
  const tables = ['calls', 'call_bodies', 'call_people', 'call_hops', 'contacts', 'contact_numbers', 'matters'];
  const more = ['matter_parties', 'people', 'person_lines', 'facts', 'changes', 'messages', 'blocked_numbers'];
  const all = Object.fromEntries(
    [...tables, ...more].map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]),
  );
  const words = ['anneke', 'maes', 'appeal', '0440', 'immo', 'protocol'].map((word) =>
    db.prepare('SELECT rowid FROM call_search WHERE call_search MATCH ? ORDER BY rowid').pluck().all(`"${word}"*`),
  );
  db.close();
  return { ...all, words };
}

import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { importView } from '@callbrief/relay/wire/import';
import { tokens } from '@callbrief/relay/wire/rest';
import { createInvitation } from '../../relay/src/devices/invitation.ts';
import { relayProcess } from './webhook-relay-process.ts';

const ROWS = 30_000;
const problem = z.object({ code: z.string() });

it(
  'a relay that is killed in the middle of an import goes on where it was: every row once',
  { timeout: 240_000 },
  async () => {
    await using relay = await relayProcess();
    await relay.start();
    await relay.kill();
    const before = await relay.open();
    const person = {
      id: 'ada',
      name: 'Ada',
      shortName: 'Ada',
      email: null,
      role: 'admin',
      providerUserIds: [],
      lines: [],
      assistsPersonIds: [],
      whereabouts: null,
      updatedAt: new Date().toISOString(),
    } as const;
    await before.tenant('tenant-1').putPerson({ ...person, providerUserIds: [], lines: [], assistsPersonIds: [] });
    const { code } = await createInvitation(
      { storage: before, now: () => new Date(), publicBaseUrl: relay.url },
      { tenantId: 'tenant-1', personId: 'ada' },
    );
    await before.close();
    await relay.start();
    const enrolled = await fetch(`${relay.url}/api/v1/enrolment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, deviceName: 'x', platform: 'linux', appVersion: '0' }),
    });
    const { accessToken } = tokens.parse(await enrolled.json());
    const ask = async (path: string, method = 'GET', body?: string) => {
      const answer = await fetch(`${relay.url}/api/v1/imports${path}`, {
        method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/csv' },
        ...(body === undefined ? {} : { body }),
      });
      const read: unknown = await answer.json();
      if (!answer.ok) throw new Error(problem.parse(read).code);
      return importView.parse(read);
    };
    // No ids and no numbers: what doubles would not be noticed by a key.
    const lines = Array.from({ length: ROWS }, (_, i) => (i % 20 === 7 ? `Person ${i};not a number` : `Person ${i};`));
    const { id } = await ask('?name=a.csv', 'POST', `Name;Phone\n${lines.join('\n')}`);
    await ask(`/${id}/start`, 'POST');
    const done = async () => (await ask(`/${id}`)).counts.done;
    const seen: number[] = [];
    for (const least of [500, 8_000]) {
      await vi.waitFor(async () => expect(await done()).toBeGreaterThan(least), { timeout: 60_000, interval: 20 });
      await relay.kill();
      relay.endLeases();
      await relay.start();
      seen.push(await done());
    }
    // The kills were felt: without them this test would prove nothing.
    for (const at of seen) expect(at).toBeLessThan(ROWS);
    const over = await vi.waitFor(
      async () => {
        const now = await ask(`/${id}`);
        expect(now.state).toBe('completed');
        return now;
      },
      { timeout: 100_000, interval: 200 },
    );
    expect(over.counts).toMatchObject({ total: ROWS, done: ROWS, created: ROWS * 0.95, refused: ROWS * 0.05 });
    await relay.kill();
    const storage = await relay.open();
    const store = storage.tenant('tenant-1');
    const names: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await store.contactPage(cursor, 500);
      names.push(...page.items.map((contact) => contact.name));
      cursor = page.next;
      if (cursor === null) break;
    }
    const refused: number[] = [];
    for (let after = 0; ;) {
      const rows = await store.refusedRows(id, after, 500);
      refused.push(...rows.map((row) => row.line));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.position;
    }
    await storage.close();
    expect(names).toHaveLength(ROWS * 0.95);
    expect(new Set(names).size).toBe(names.length);
    expect(refused).toEqual(lines.flatMap((line, i) => (line.endsWith('number') ? [i + 2] : [])));
  },
);

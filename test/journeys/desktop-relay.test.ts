import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemTable } from '@callbrief/relay/wire/problems';
import { startCuttableProxy } from '../support/cuttable-proxy.ts';
import { enrolDesktop, openDesktop, type DesktopApp, type DesktopOptions } from '../support/desktop-app.ts';
import { FIRM_LINE, startFirm, type Firm } from '../support/desktop-firm.ts';
import { tempDir } from '../support/temp-dir.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function openFirm(options: Parameters<typeof startFirm>[0]): Promise<Firm> {
  const firm = await startFirm(options);
  opened.push(() => firm.relay.close());
  return firm;
}
function open(options: DesktopOptions): DesktopApp {
  const desktop = openDesktop(options);
  opened.push(() => desktop.close());
  return desktop;
}
/** Enrolled, filled, up to date. */
async function connected(firm: Firm, options: Partial<DesktopOptions> = {}): Promise<DesktopApp> {
  const dir = options.dir ?? tempDir();
  await enrolDesktop(dir, firm.relay.url, await firm.code());
  const desktop = open({ ...options, dir });
  await desktop.fill();
  desktop.link.start();
  desktop.sender.start();
  await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
  return desktop;
}
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });
const callIds = (desktop: DesktopApp) =>
  desktop.history.callsBetween('2000-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z').map(({ id }) => id);
const loggedIds = (desktop: DesktopApp) => desktop.arrived.flatMap(({ id }) => (id === null ? [] : [id]));
async function allCallIds(firm: Firm): Promise<string[]> {
  const ids: string[] = [];
  for (let before: string | null = null, first = true; first || before !== null; first = false) {
    const page: Awaited<ReturnType<Firm['store']['callPage']>> = await firm.store.callPage(before, 500);
    ids.push(...page.items.map(({ id }) => id));
    before = page.next;
  }
  return ids;
}
const caller = { from: '+32470123456', to: FIRM_LINE };
/** It has rung for longer than a ring that is given up at once (`DROPPED_BELOW_MS`). */
const forAWhile = () => ({ startedAt: new Date(Date.now() - 8_000) });

describe('a ring', () => {
  it('goes from the provider’s signed webhook into the history of the connected app', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const desktop = await connected(firm);
    const rung = await firm.ringer.ring({ ...caller, ...forAWhile() });
    expect(rung.ringing?.status).toBe(200);
    await until(() => expect(desktop.history.counts().calls).toBe(1));
    const [id = ''] = callIds(desktop);
    expect(desktop.history.call(id)).toMatchObject({ outcome: 'ringing', fromNumber: '+32470123456' });
    expect(desktop.decisions).toMatchObject([{ callId: id, shown: true }]);
    await rung.miss();
    await until(() => expect(desktop.history.call(id)?.outcome).toBe('missed'));
    expect(desktop.link.clockDifferenceMs()).not.toBeNull();
    expect(Math.abs(desktop.link.clockDifferenceMs() ?? Infinity)).toBeLessThan(1_000);
  });

  it('is not lost when the relay restarts in the middle of it, with 503 meanwhile', async () => {
    const dataDir = tempDir();
    const firm = await openFirm({ dataDir });
    const desktop = await connected(firm);
    const rung = await firm.ringer.ring(caller);
    await until(() => expect(desktop.history.counts().calls).toBe(1));

    const { port } = firm.relay;
    await firm.relay.close();
    let refusals = 0;
    const [status, title] = problemTable.shutting_down;
    const restarting = createServer((_, res) => {
      refusals += 1;
      const body = JSON.stringify({ type: 'about:blank', title, status, code: 'shutting_down' });
      res.writeHead(status, { 'Content-Type': 'application/problem+json', Connection: 'close' }).end(body);
    });
    await new Promise<void>((resolve) => restarting.listen(port, '127.0.0.1', resolve));
    await until(() => expect(refusals).toBeGreaterThanOrEqual(2));
    expect(desktop.link.status().kind).toBe('reconnecting');
    await new Promise((resolve) => restarting.close(resolve));

    await openFirm({ dataDir, port });
    expect((await rung.answer())?.acknowledged).toBe(true);
    await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
    const [id = ''] = callIds(desktop);
    await until(() => expect(desktop.history.call(id)?.outcome).toBe('talking'));
    expect(callIds(desktop)).toHaveLength(1);
    expect(loggedIds(desktop)).toEqual([...new Set(loggedIds(desktop))]);
  });

  it('comes through after the line went dead without a word', async () => {
    const firm = await openFirm({ dataDir: tempDir(), heartbeatMs: 100 });
    const proxy = await startCuttableProxy(() => firm.relay);
    opened.push(() => proxy.close());
    const desktop = await connected(firm, { relayUrl: proxy.url, timings: { silentAfterMs: 500, helloWithinMs: 500 } });

    proxy.stall();
    await firm.ringer.ring(caller);
    await until(() => expect(desktop.statuses).toContain('silent'));
    expect(desktop.history.counts().calls).toBe(0);
    proxy.heal();
    await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
    expect(desktop.history.counts().calls).toBe(1);
  });

  it('comes through a line that is cut again and again, each event once', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const proxy = await startCuttableProxy(() => firm.relay);
    opened.push(() => proxy.close());
    const desktop = await connected(firm, { relayUrl: proxy.url });
    for (let n = 0; n < 40; n += 1) {
      const rung = await firm.ringer.ring({ ...caller, ...forAWhile(), from: `+3247${1_000_000 + n}` });
      if (n % 4 === 3) proxy.cut();
      await rung.miss();
    }
    const last = await firm.store.lastEventId();
    await until(() => expect(desktop.history.cursor()).toBe(last));
    expect(callIds(desktop)).toHaveLength(40);
    expect(callIds(desktop).every((id) => desktop.history.call(id)?.outcome === 'missed')).toBe(true);
  });
});

describe('a day offline', () => {
  it('is caught up with: nothing missing, nothing doubled, no late popup', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const proxy = await startCuttableProxy(() => firm.relay);
    opened.push(() => proxy.close());
    const dir = tempDir();
    const before = await connected(firm, { dir, relayUrl: proxy.url });
    await (await firm.ringer.ring(caller)).miss();
    await until(() => expect(before.history.counts().calls).toBe(1));
    await before.close();

    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await firm.addPastCalls(700, ago(24 * 60));
    // Nobody ever told how these ended, so they still stand as ringing.
    for (const minutes of [24 * 60, 60, 1]) await firm.addForgottenRing(ago(minutes), '+32470999888');
    // Rang and was missed while the app was coming back: fresh, but over.
    const brief = await firm.ringer.ring({ ...caller, from: '+32470111222' });
    await brief.miss();
    const last = await firm.store.lastEventId();

    const after = open({ dir, relayUrl: proxy.url });
    after.link.start();
    // The line breaks in the middle of the catch-up: it goes on where it was.
    await until(() => expect(after.arrived.length).toBeGreaterThan(1));
    proxy.cut();
    await until(() => expect(after.history.cursor()).toBe(last));
    await until(() => expect(after.link.status().kind).toBe('up_to_date'));

    const theirs = await allCallIds(firm);
    expect(callIds(after).toSorted()).toEqual(theirs.toSorted());
    expect(after.history.counts().calls).toBe(1 + 700 + 3 + 1);
    expect(after.decisions.filter(({ shown }) => shown)).toEqual([]);
    expect(after.decisions.length).toBeGreaterThanOrEqual(3);

    // And the next real ring does pop up, once.
    await firm.ringer.ring({ ...caller, from: '+32470333444' });
    await until(() => expect(after.decisions.filter(({ shown }) => shown)).toHaveLength(1));
  });
});

describe('enrolment', () => {
  it('brings 3,000 calls, also when the app crashes half-way', { timeout: 60_000 }, async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    await firm.addPastCalls(3_000, '2026-09-01T08:00:00.000Z');
    const dir = tempDir();
    const child = spawn(
      process.execPath,
      [new URL('../support/desktop-fill-child.ts', import.meta.url).pathname, dir, firm.relay.url, await firm.code()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (Number(line) >= 1_000) child.kill('SIGKILL');
    });
    const signal = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    expect(lines).not.toContain('finished');

    const desktop = open({ dir });
    expect(desktop.keeper.current()).not.toBeNull();
    expect(desktop.history.fillFinished()).toBe(false);
    expect(desktop.history.counts().calls).toBeGreaterThan(0);
    const progress: number[] = [];
    await desktop.fill(({ done }) => progress.push(done));
    expect(progress.at(-1)).toBe(3_000);
    expect(desktop.history.fillFinished()).toBe(true);
    expect(desktop.history.counts().calls).toBe(3_000);
    desktop.link.start();
    await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
    expect(loggedIds(desktop)).toEqual([]);
  });

  it('misses nothing that happens while the history arrives', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    await firm.addPastCalls(1_200, '2026-09-01T08:00:00.000Z');
    const dir = tempDir();
    await enrolDesktop(dir, firm.relay.url, await firm.code());
    const desktop = open({ dir });
    const rang: Promise<unknown>[] = [];
    await desktop.fill(({ done }) => {
      if (done > 400 && rang.length === 0) rang.push(firm.ringer.ring(caller));
    });
    await Promise.all(rang);
    expect(rang).toHaveLength(1);
    desktop.link.start();
    await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
    expect(new Set(callIds(desktop)).size).toBe(1_201);
    expect(desktop.history.counts().calls).toBe(1_201);
  });
});

describe('tokens', () => {
  it('a device that the office removed is told, and keeps nothing', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    await firm.addPastCalls(3, '2026-09-01T08:00:00.000Z');
    const desktop = await connected(firm);
    const { deviceId = '' } = desktop.keeper.current() ?? {};
    const colleague = await connected(firm);
    await colleague.client.removeDevice(deviceId);
    await until(() => expect(desktop.link.status().kind).toBe('removed'));
    expect(desktop.removed()).toBe(true);
    expect(desktop.keeper.current()).toBeNull();
    expect(colleague.link.status().kind).toBe('up_to_date');
  });

  it('a stolen refresh token is noticed when its owner comes with the superseded one', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const desktop = await connected(firm);
    const { refreshToken = '' } = desktop.keeper.current() ?? {};
    const refresh = () =>
      fetch(`${firm.relay.url}/api/v1/tokens/refresh`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ refreshToken }),
      });
    const thief = (await (await refresh()).json()) as { accessToken: string };
    const used = await fetch(`${firm.relay.url}/api/v1/session`, {
      headers: { Authorization: `Bearer ${thief.accessToken}` },
    });
    expect(used.status).toBe(200);
    // The owner's access token was superseded, so it refreshes with what the thief copied: both are locked out.
    desktop.link.wake('asked');
    await until(() => expect(desktop.link.status().kind).toBe('removed'));
    const again = await fetch(`${firm.relay.url}/api/v1/session`, {
      headers: { Authorization: `Bearer ${thief.accessToken}` },
    });
    expect(again.status).toBe(401);
  });

  it('an answer that was lost on the way locks nobody out', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const desktop = await connected(firm);
    const { refreshToken = '' } = desktop.keeper.current() ?? {};
    // The relay rotated, but the answer never arrived.
    await fetch(`${firm.relay.url}/api/v1/tokens/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    desktop.link.wake('asked');
    await until(() => expect(desktop.keeper.current()?.refreshToken).not.toBe(refreshToken));
    await until(() => expect(desktop.link.status().kind).toBe('up_to_date'));
    expect(desktop.removed()).toBe(false);
  });
});

describe('a change written offline', () => {
  it('waits on the disk over a restart and arrives exactly once, after the contact it names', async () => {
    const dataDir = tempDir();
    const firm = await openFirm({ dataDir });
    const { port } = firm.relay;
    const dir = tempDir();
    const before = await connected(firm, { dir });
    await (await firm.ringer.ring(caller)).miss();
    await until(() => expect(before.history.counts().calls).toBe(1));
    const [callId = ''] = callIds(before);
    await firm.relay.close();
    await until(() => expect(before.link.status().kind).toBe('reconnecting'));

    const at = new Date().toISOString();
    const name = 'Anneke Verhulst';
    before.history.changes.add({ kind: 'new_contact', contactId: 'anneke', name, number: caller.from, callId }, at);
    before.history.changes.add({ kind: 'edit_call', callId, note: 'Wants the report.' }, at);
    before.history.changes.add({ kind: 'edit_call', callId, followUp: 'please_call_back' }, at);
    before.sender.nudge();
    expect(before.link.status()).toMatchObject({ waitingChanges: 3 });
    await before.close();

    const after = open({ dir });
    expect(after.history.changes.count()).toBe(3);
    expect(after.history.call(callId)?.note?.value).toBe('Wants the report.');
    after.link.start();
    after.sender.start();
    const back = await openFirm({ dataDir, port });
    await until(() => expect(after.history.changes.count()).toBe(0));
    const last = await back.store.lastEventId();
    await until(() => expect(after.history.cursor()).toBe(last));
    expect(await back.store.call(callId)).toMatchObject({
      contactId: 'anneke',
      note: { value: 'Wants the report.', byPersonId: 'jonas', at },
      followUp: { value: 'please_call_back' },
    });
    expect(after.history.call(callId)).toMatchObject({ contactId: 'anneke', note: { value: 'Wants the report.' } });
    expect((await back.store.contactPage(null, 10)).total).toBe(1);
    expect(after.refused).toEqual([]);
  });

  it('is dropped with its reason when the relay will never take it, and the next ones still arrive', async () => {
    const firm = await openFirm({ dataDir: tempDir() });
    const desktop = await connected(firm);
    await (await firm.ringer.ring(caller)).miss();
    await until(() => expect(desktop.history.counts().calls).toBe(1));
    const [callId = ''] = callIds(desktop);
    const at = new Date().toISOString();
    desktop.history.changes.add({ kind: 'edit_call', callId: 'gone', note: 'To nobody.' }, at);
    desktop.history.changes.add({ kind: 'edit_call', callId, note: 'To somebody.' }, at);
    desktop.sender.nudge();
    await until(() => expect(desktop.history.changes.count()).toBe(0));
    expect(desktop.refused).toEqual(['not_found']);
    await until(async () => expect((await firm.store.call(callId))?.note?.value).toBe('To somebody.'));
  });
});

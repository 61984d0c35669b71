import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { createDesktop } from '../../src-main/desktop.ts';
import { silentLog } from '../../src-main/logging/log.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { FIRM_LINE, startFirm } from '../support/desktop-firm.ts';
import { createPretendEdge } from '../support/pretend-edge.ts';
import { pretendKeyStore } from '../support/pretend-key-store.ts';
import { tempDir } from '../support/temp-dir.ts';

const me = { id: '1', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' };
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** A real relay and a whole desktop but its windows, whose person is an administrator. */
async function atTheDesk() {
  const firm = await startFirm({ dataDir: tempDir() });
  opened.push(() => firm.relay.close());
  const person = await firm.store.person('jonas');
  if (!person) throw new Error('no person');
  await firm.store.putPerson({ ...person, role: 'admin', providerUserIds: [me.id] });
  const edge = createPretendEdge();
  const desktop = createDesktop({
    dataFolder: tempDir(),
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore: pretendKeyStore(),
    clock: systemClock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge: () => edge,
    log: silentLog,
  });
  opened.push(() => desktop.close());
  const ask = { relayUrl: firm.relay.url, code: await firm.code(), deviceName: 'PC-LIT-07' };
  expect(await desktop.handlers['enrolment:start'](ask)).toMatchObject({ result: 'connected' });
  await until(() => expect(desktop.state().connection.kind).toBe('up_to_date'));
  return { firm, edge, handlers: desktop.handlers };
}

const day = (at: Date) => at.toISOString().slice(0, 10);
const around = () => {
  const now = Date.now();
  return { from: day(new Date(now - 2 * 86_400_000)), until: day(new Date(now + 2 * 86_400_000)) };
};

it('a call that ends is a draft at once, is reviewed here, and goes out with its mark on every desktop', async () => {
  const { firm, edge, handlers } = await atTheDesk();
  const rung = await firm.ringer.ring({ from: '+32470123456', to: FIRM_LINE, user: me });
  await rung.answer(me);
  await rung.hangUp();
  const list = async () => handlers['time:list']({ ...around(), whose: 'mine' });
  await until(async () => expect((await list()).rows).toMatchObject([{ state: 'draft', personId: 'jonas' }]));
  const [draft] = (await list()).rows;
  if (!draft) throw new Error('no draft');
  expect((await firm.store.itemPage('time_entry', null, 10)).total).toBe(0);

  await handlers['time:edit']({
    entryId: draft.entryId,
    callId: draft.callId,
    set: { minutes: 12, state: 'reviewed' },
  });
  await until(async () => expect((await list()).rows).toMatchObject([{ state: 'reviewed', waiting: false }]));
  const path = join(tempDir(), 'time.csv');
  edge.savesTo(path);
  const ask = { ...around(), to: 'csv', whose: 'mine', exportedBefore: 'refuse', invoiceNumber: '' } as const;
  expect(await handlers['time:export'](ask)).toEqual({ result: 'saved', entries: 1, path, ofOthers: 0 });
  expect(readFileSync(path, 'utf8')).toContain(`,12,0.20,,,`);
  // Told by the relay, as on every other desktop.
  await until(async () => expect((await list()).rows).toMatchObject([{ exported: { to: 'csv' } }]));
  expect(await handlers['time:export'](ask)).toEqual({ result: 'exported_before', count: 1 });
  const again = { ...ask, exportedBefore: 'include' } as const;
  edge.savesTo(null);
  expect(await handlers['time:export'](again)).toEqual({ result: 'saved', entries: 0, path: null, ofOthers: 0 });
  expect(await handlers['time:export']({ ...again, to: 'ledes' })).toMatchObject({
    result: 'lacks',
    lacks: expect.arrayContaining([{ what: 'firm_id', of: null, entries: 1 }]),
  });
});

it('units are saved for the firm, and Clio’s own page is opened to connect it', async () => {
  const { edge, handlers } = await atTheDesk();
  const { practice } = await handlers['practice:get'](undefined);
  const next = { ...practice, time: { ...practice.time, roundingMinutes: 15 as const } };
  expect(await handlers['practice:save'](next)).toMatchObject({ saved: { time: { roundingMinutes: 15 } } });
  expect(await handlers['practice:save'](next)).toEqual({ refused: 'revision_conflict' });
  expect(await handlers['clio:state'](undefined)).toMatchObject({ state: 'not_connected' });
  const connect = { region: 'eu', clientId: 'firm-app', clientSecret: 'secret' } as const;
  expect(await handlers['clio:connect'](connect)).toEqual({ opened: true });
  expect(edge.openedPages).toEqual([expect.stringMatching(/^https:\/\/eu\.app\.clio\.com\/oauth\/authorize\?/)]);
  expect(await handlers['clio:state'](undefined)).toMatchObject({ state: 'waiting', region: 'eu' });
  expect(await handlers['clio:disconnect'](undefined)).toEqual({ done: true });
  expect(await handlers['clio:state'](undefined)).toMatchObject({ state: 'not_connected' });
});

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createDesktop, type Desktop } from '../../src-main/desktop.ts';
import type { KeyStore } from '../../src-main/enrolment/key-store.ts';
import { createLogFile } from '../../src-main/logging/log-file.ts';
import { systemClock } from '../../src-main/relay-link/clock.ts';
import { FIRM_LINE, startFirm } from '../support/desktop-firm.ts';
import { createPretendEdge } from '../support/pretend-edge.ts';
import { pretendKeyStore } from '../support/pretend-key-store.ts';
import { tempDir } from '../support/temp-dir.ts';

const CALLER = '+32470123456';
const until = (assertion: () => void | Promise<void>) => vi.waitFor(assertion, { timeout: 20_000, interval: 20 });

/** The whole desktop but its windows, in a folder, with everything that it ever sealed. */
function openDesktop(dataFolder: string) {
  const secrets: string[] = [];
  const keyStore = pretendKeyStore();
  const listening: KeyStore = {
    ...keyStore,
    encrypt(text) {
      secrets.push(...(Object.values(JSON.parse(text) as object) as string[]));
      return keyStore.encrypt(text);
    },
  };
  const edge = createPretendEdge();
  const desktop: Desktop = createDesktop({
    dataFolder,
    platform: 'linux',
    version: '0.1.0',
    computerName: 'PC-LIT-07',
    keyStore: listening,
    clock: systemClock,
    timeZone: () => 'Europe/Brussels',
    windowOrigin: 'app://callbrief',
    edge: () => edge,
    log: createLogFile({ path: join(dataFolder, 'logs', 'callbrief.log'), now: () => new Date() }),
  });
  onTestFinished(() => desktop.close());
  const card = () => edge.views.at(-1)?.card ?? null;
  return { desktop, secrets, card, log: () => readFileSync(join(dataFolder, 'logs', 'callbrief.log'), 'utf8') };
}

async function openFirm() {
  const firm = await startFirm({ dataDir: tempDir() });
  onTestFinished(() => firm.relay.close());
  return firm;
}

test('a working day leaves no name, number, note, code or token in the log', { timeout: 60_000 }, async () => {
  const firm = await openFirm();
  const { desktop, secrets, card, log } = openDesktop(join(tempDir(), 'data'));
  const { handlers } = desktop;
  const [code, linkCode] = [await firm.code(), await firm.code()];
  desktop.openLink(`callbrief://enrol?relay=${encodeURIComponent(firm.relay.url)}&code=${linkCode}`);
  const ask = { relayUrl: firm.relay.url, deviceName: 'PC-LIT-07' };
  await handlers['enrolment:start']({ ...ask, code: 'ZZZZ-ZZZ9' });
  expect(await handlers['enrolment:start']({ ...ask, code })).toMatchObject({ result: 'connected' });
  await until(() => expect(desktop.state().connection.kind).toBe('up_to_date'));

  const call = await firm.ringer.ring({ from: CALLER, to: FIRM_LINE });
  await until(() => expect(card()).toMatchObject({ kind: 'ringing' }));
  const shown = card();
  if (shown?.kind !== 'ringing') throw new Error('nothing rings');
  const { callId } = shown;
  const nobodyYet = { organisation: 'Castaing Avocats', matterId: null, role: null };
  await handlers['matching:new-contact']({ callId, name: 'Anneke Verhulst', ...nobodyYet });
  await handlers['popup:note']({ callId, text: 'Has paid 12.500 euro to Castaing' });
  await handlers['calls:list']({ filter: 'all', search: 'Verhulst', offset: 0, limit: 10 });
  await handlers['matching:find']({ query: 'Anneke' });
  await call.hangUp();
  await until(() => expect(log().match(/"change_sent"/g)).toHaveLength(3));
  await firm.relay.close();
  await until(() => expect(log()).toContain('stream_lost'));
  await handlers['calls:edit']({ callId, note: 'Castaing waits' });
  await desktop.close();

  const written = log();
  for (const word of ['enrolment_refused', 'enrolled', 'deep_link', 'popup_decided', 'stream_lost'])
    expect(written).toContain(`"${word}"`);
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  const digits = [CALLER.slice(1), CALLER.slice(4), FIRM_LINE.slice(1), FIRM_LINE.slice(4)];
  const codes = [code, linkCode, code.replace('-', ''), linkCode.replace('-', '')];
  const words = ['Anneke', 'Verhulst', 'Castaing', 'Jonas', 'Peeters', 'PC-LIT-07', 'ZZZ'];
  for (const secret of [...digits, ...codes, ...words, ...secrets]) expect(written).not.toContain(secret);
});

test.skipIf(process.platform === 'win32')(
  'what it keeps is its owner’s only, and a computer that is removed keeps nothing of a call',
  { timeout: 60_000 },
  async () => {
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const firm = await openFirm();
    await firm.addPastCalls(3, '2026-11-19T08:00:00.000Z');
    const folder = join(tempDir(), 'data');
    const first = openDesktop(folder);
    const filled = () => until(() => expect(first.desktop.state()).toMatchObject({ callsCached: 3, filling: null }));
    await first.desktop.handlers['enrolment:start']({
      relayUrl: firm.relay.url,
      code: await firm.code(),
      deviceName: 'PC',
    });
    await filled();
    await first.desktop.handlers['settings:change']({ popupsOn: false });
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['device.json', 'history.sqlite-wal']));
    for (const { parentPath, name } of files) {
      const { mode } = statSync(join(parentPath, name));
      expect(`${name} ${(mode & 0o077).toString(8)}`).toBe(`${name} 0`);
    }
    await first.desktop.close();

    writeFileSync(join(folder, 'history.sqlite'), 'damaged on the way');
    const second = openDesktop(folder);
    expect(second.desktop.state().notices).toMatchObject([{ kind: 'history_rebuilt' }]);
    await until(() => expect(second.desktop.state()).toMatchObject({ callsCached: 3, filling: null }));
    await second.desktop.handlers['enrolment:remove']();
    expect(second.desktop.state()).toMatchObject({ phase: 'first_run', callsCached: 0 });
    await second.desktop.close();
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = Buffer.concat(kept.map(({ parentPath, name }) => readFileSync(join(parentPath, name)))).toString(
      'latin1',
    );
    for (const trace of ['damaged on the way', '3247', 'Jonas', 'past-']) expect(bytes).not.toContain(trace);
    expect(kept.map(({ name }) => name).sort()).toEqual(['callbrief.log', 'history.sqlite', 'settings.json']);
  },
);

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../relay/src/config.ts';
import { startRelay, type RunningRelay } from '../../relay/src/relay.ts';
import { seedDemoFirm, type DemoFirmSeeded } from '../../relay/simulator/demo-firm.ts';
import type { Call } from '@callbrief/relay/wire/call';
import { root } from './webhook-relay-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'callbrief-simulate-'));
let relay: RunningRelay;
let demo: DemoFirmSeeded;

beforeAll(async () => {
  relay = await startRelay(readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' }));
  demo = await seedDemoFirm(relay.storage, new Date());
  writeFileSync(join(folder, 'sipgate.pem'), demo.sipgatePrivateKeyPem);
});
afterAll(async () => {
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

async function simulate(...words: string[]): Promise<{ code: number; text: string }> {
  try {
    const done = await promisify(execFile)(process.execPath, ['relay/simulator/index.ts', ...words], { cwd: root });
    return { code: 0, text: done.stdout + done.stderr };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, text: failed.stdout + failed.stderr };
  }
}
const ringover = () => ['--relay', relay.publicBaseUrl, '--hook-token', demo.hookToken, '--key', demo.ringoverKey];
const fast = ['--after', '0.05', '--hang-up-after', '0.05'];
const since = (number: string) => async (): Promise<Call[]> => {
  const { items } = await relay.storage.tenant('demo').findCalls({ page: 1, perPage: 100, q: number });
  return items.filter((call) => call.fromNumber === number);
};

describe('npm run simulate', () => {
  it('lists what it can do', async () => {
    const { code, text } = await simulate('--help');
    expect(code).toBe(0);
    expect(text).toContain('ring [options]');
  });

  it('rings at the demo firm as a known client of one matter, over Ringover’s signed wire', async () => {
    const { code, text } = await simulate('ring', ...ringover());
    expect(text).toContain('1 call, 1 webhooks: 1 acknowledged');
    expect(code).toBe(0);
    const [call] = await since('+32440271836')();
    expect(call).toMatchObject({ outcome: 'ringing', contactId: 'verhulst', matterId: '2026-0318' });
  });

  it('is answered by one of the firm’s people and hung up, shuffled and repeated, and is one call', async () => {
    const from = '+33639984107';
    const words = [
      '--from',
      from,
      '--answer-by',
      '22673838:Jonas:Peeters',
      ...fast,
      '--order',
      'shuffled',
      '--repeat',
      '3',
    ];
    const { text } = await simulate('ring', ...ringover(), ...words);
    expect(text).toContain('9 acknowledged (6 as repetitions)');
    const calls = (await since(from)()).filter((call) => !call.providerCallId.startsWith('demo-'));
    expect(calls).toMatchObject([{ outcome: 'answered', answeredBy: { personId: 'jonas' } }]);
  });

  it.each([
    // A caller who gives up within two seconds was not missed.
    [['--miss', '--hang-up-after', '2.1'], '+33639984201', { outcome: 'missed' }],
    [['--miss'], '+33639984204', { outcome: 'dropped' }],
    [['--voicemail'], '+33639984202', { outcome: 'voicemail' }],
  ])('with %s nobody answers', async (words, from, expected) => {
    await simulate('ring', ...ringover(), '--from', from, ...fast, ...words);
    expect(await since(from)()).toMatchObject([expected]);
  });

  it('rings over sipgate’s wire', async () => {
    const key = ['--private-key', join(folder, 'sipgate.pem'), '--hook-token', demo.hookToken];
    const from = '+493023125099';
    const words = ['--provider', 'sipgate', '--from', from, '--answer-by', 'w0:Jonas:Peeters', ...fast];
    const { code } = await simulate('ring', '--relay', relay.publicBaseUrl, ...key, ...words);
    expect(code).toBe(0);
    expect(await since(from)()).toMatchObject([
      { provider: 'sipgate', outcome: 'answered', answeredBy: { personId: 'jonas' } },
    ]);
  });

  it('tells of a finished call in the compact dialect', async () => {
    const from = '+33639984203';
    const words = ['--provider', 'compact', '--tenant', 'demo', '--from', from, ...fast];
    const { code, text } = await simulate('ring', '--relay', relay.publicBaseUrl, '--key', demo.ringoverKey, ...words);
    expect(text).toContain('"status":"accepted"');
    expect(code).toBe(0);
    expect(await since(from)()).toMatchObject([{ outcome: 'answered' }]);
  });

  it.each([
    ['a wrong key', 'The key is wrong', (words: string[]) => words.with(5, 'wrong')],
    ['a wrong token', 'does not know this --hook-token', (words: string[]) => words.with(3, 'wrong')],
    ['no relay there', 'Is the relay running there?', (words: string[]) => words.with(1, 'http://127.0.0.1:9')],
  ])('says what to do about %s, and ends with 1', async (_, hint, change) => {
    const { code, text } = await simulate('ring', ...change(ringover()), '--retry-for', '0');
    expect(code).toBe(1);
    expect(text).toContain(hint);
  });

  it.each([
    [['--from', '0470'], 'Not a number in the form'],
    [['--calls', '0'], 'Not a whole number above 0'],
    [['--provider', 'skype'], 'Allowed choices are ringover, sipgate, compact'],
  ])('refuses %s in words', async (words, hint) => {
    const { code, text } = await simulate('ring', ...words);
    expect(code).not.toBe(0);
    expect(text).toContain(hint);
  });

  it('says which word is missing', async () => {
    expect((await simulate('ring')).text).toContain('ringover needs --hook-token');
  });
});

describe('npm run simulate -- scenario', () => {
  const fiftyfold = ['--speed', '50', '--retry-for', '5'];
  const newest = async (number: string): Promise<Call | undefined> =>
    (await since(number)()).find((call) => /^7\d{18}$/.test(call.providerCallId) || call.provider === 'sipgate');

  it('lists the scenarios, each in a sentence', async () => {
    const { code, text } = await simulate('scenario', '--list');
    expect(code).toBe(0);
    expect(text).toMatch(/^blind-transfer +Sofie transfers to Jonas without asking; it stays one call$/m);
  });

  it('plays one by its name, and says what was told and how it was answered', async () => {
    const { code, text } = await simulate('scenario', 'blind-transfer', ...ringover(), ...fiftyfold);
    expect(text).toContain('Sofie transfers to Jonas without asking; it stays one call');
    expect(text).toMatch(/^ringing +0\.0s 200 {"status":"accepted"}$/m);
    expect(text).toContain('6 webhooks: 6 acknowledged');
    expect(code).toBe(0);
    const call = await newest('+32440271836');
    expect(call).toMatchObject({ outcome: 'answered', answeredBy: { personId: 'sofie' } });
    expect(call?.legs.map(({ personId }) => personId).sort()).toEqual(['jonas', 'sofie']);
  });

  it('plays sipgate’s with its key', async () => {
    const key = ['--private-key', join(folder, 'sipgate.pem'), '--hook-token', demo.hookToken];
    const words = ['sipgate-menu', '--relay', relay.publicBaseUrl, ...key, ...fiftyfold];
    const { code, text } = await simulate('scenario', ...words);
    expect(text).toContain('5 webhooks: 5 acknowledged');
    expect(code).toBe(0);
    expect(await newest('+491713920042')).toMatchObject({ provider: 'sipgate', outcome: 'answered' });
  });

  it('plays a file of one’s own, with its faults', async () => {
    const file = join(folder, 'own.yaml');
    const from = '+33639984555';
    const lines = ['title: My own', 'told: ringover', `from: '${from}'`, "to: '+3220002010'"];
    const steps = ['steps:', '  - 0s ring jonas', '  - +4s answer jonas', '  - +9s hang up'];
    const faults = ['repeat: 2', 'faults:', '  - lose: ringing', '  - { refuse: answered, times: 2 }', ''];
    writeFileSync(file, [...lines, ...steps, ...faults].join('\n'));
    const { code, text } = await simulate('scenario', file, ...ringover(), ...fiftyfold);
    expect(text).toMatch(/answered +0\.1s 200 after 3 tries/);
    expect(text).toContain('ringing                  lost on the way');
    expect(text).toContain('4 webhooks: 4 acknowledged (2 as repetitions), 2 sent again');
    expect(code).toBe(0);
    expect(await since(from)()).toMatchObject([{ outcome: 'answered', answeredBy: { personId: 'jonas' } }]);
  });

  it('says what is wrong with a file, and where', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, "title: Wrong\ntold: ringover\nfrom: anonymous\nto: '+3220002010'\nsteps:\n  - 0s whistle\n");
    const { code, text } = await simulate('scenario', file, ...ringover());
    expect(code).not.toBe(0);
    expect(text).toContain(`${file}:6: steps[0]: “whistle” is no step`);
  });

  it.each([
    [['no-such'], 'no-such: no such scenario; there are'],
    [[], 'say which scenario, or --list'],
    [['missed', '--speed', '0'], 'Not a number above 0'],
    [['missed'], 'ringover/call needs --hook-token'],
    [['sipgate-menu', '--hook-token', 'x'], 'sipgate needs --private-key'],
  ])('refuses %j in words', async (words, hint) => {
    const { code, text } = await simulate('scenario', ...words);
    expect(code).not.toBe(0);
    expect(text).toContain(hint);
    expect(text).not.toContain('    at ');
  });

  it('ends with 1 and says what to do when the relay refuses', async () => {
    const wrong = ringover().with(5, 'wrong');
    const { code, text } = await simulate('scenario', 'missed', ...wrong, ...fiftyfold);
    expect(code).toBe(1);
    expect(text).toContain('The key is wrong');
  });
});

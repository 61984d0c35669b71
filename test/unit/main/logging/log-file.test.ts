import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogFile } from '../../../../src-main/logging/log-file.ts';
import { redact, redactText } from '../../../../src-main/logging/redact.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const now = () => new Date('2026-11-19T11:31:04.120Z');
const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log file', () => {
  it('writes one JSON line per event, with its fixed word', () => {
    const path = join(tempDir(), 'logs', 'callbrief.log');
    const log = createLogFile({ path, now, always: { version: '0.1.0' } });
    log.info('stream_lost', { delayMs: 812, problem: 'shutting_down' });
    expect(lines(path)).toEqual([
      {
        at: '2026-11-19T11:31:04.120Z',
        level: 'info',
        event: 'stream_lost',
        version: '0.1.0',
        delayMs: 812,
        problem: 'shutting_down',
      },
    ]);
  });

  it('rotates, keeps three old ones, and is never larger than it may be', () => {
    const dir = tempDir();
    const path = join(dir, 'callbrief.log');
    const log = createLogFile({ path, now, maxBytes: 2_000 });
    for (let n = 0; n < 400; n += 1) log.info('change_sent', { seq: n });
    expect(readdirSync(dir).sort()).toEqual(['callbrief.log', 'callbrief.log.1', 'callbrief.log.2', 'callbrief.log.3']);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(2_000);
    expect(lines(path).at(-1)).toMatchObject({ seq: 399 });
    const numbers = ['.3', '.2', '.1', ''].flatMap((n) => lines(`${path}${n}`).map((line) => Number(line['seq'])));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('never stops the app, and says later how many lines were lost', () => {
    const path = join(tempDir(), 'callbrief.log');
    mkdirSync(path);
    const log = createLogFile({ path, now });
    log.info('app_started');
    log.info('app_started');
    rmSync(path, { recursive: true });
    log.info('app_started');
    expect(lines(path)[0]).toMatchObject({ linesDropped: 2 });
  });
});

describe('redaction', () => {
  it.each([
    ['+32440271836', '…836'],
    ['call from +32 440 27 18 36 refused', 'call from …836 refused'],
    ['0440/27.18.36', '…836'],
    ['tel:0470123456.', 'tel:…456.'],
    ['GET /x?token=abc.def&a=1', 'GET /x?token=[left out]&a=1'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [left out]'],
  ])('%s', (text, expected) => expect(redactText(text)).toBe(expected));

  it.each(['6f1b2c3d-1234-4567-8901-234567890123', '2026-11-19T11:31:04.120Z', '2026-11-19', 'port 8000', '10000 ms'])(
    'leaves %s alone',
    (text) => expect(redactText(text)).toBe(text),
  );

  it('leaves out names, notes and tokens, however deep, and numbers inside errors', () => {
    const error = Object.assign(new Error('no contact for +32440271836'), { code: 'ENOENT' });
    const written = JSON.stringify(
      redact({
        call: { note: { value: 'Has paid.' }, legs: [{ name: 'Sofie Maes' }], fromNumber: '+32440271836' },
        deviceName: 'PC-LIT-07',
        refreshToken: 't.d.secret',
        error,
      }),
    );
    for (const secret of ['paid', 'Sofie', '440271', 'PC-LIT', 'secret']) expect(written).not.toContain(secret);
    expect(written).toContain('ENOENT');
    expect(written).toContain('…836');
  });
});

import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  write(createLogger({ level: 'info', destination }));
  return text;
}

describe('A log line', () => {
  it('keeps three digits of a number, wherever it stands', () => {
    const text = logged((log) => {
      log.child({ from: '+32470123456' }).info({ deep: { list: ['call from 32470123457'] } }, 'rang +32470123458');
      log.error({ err: new Error('no such number: +32470123459', { cause: new Error('0470123450') }) }, 'failed');
    });
    expect(text).not.toMatch(/0?4?70?12345/);
    for (const end of ['…456', '…457', '…458', '…459', '…450']) expect(text).toContain(end);
  });

  it('never holds bodies, tokens, secrets, names or notes', () => {
    const text = logged((log) =>
      log.info({
        rawBody: Buffer.from('hush'),
        body: 'hush',
        accessToken: 'hush',
        hookToken: 'hush',
        secrets: { ringoverWebhookKeys: ['hush'] },
        name: 'hush',
        contact: { name: 'hush', note: 'hush' },
        headers: { authorization: 'Bearer hush' },
      }),
    );
    expect(text).not.toContain('hush');
  });

  it('keeps what operators search by: ids, codes, counts', () => {
    const text = logged((log) => log.info({ providerCallId: '9058220947198957713', code: 'too_large', ms: 1_234_567 }));
    expect(JSON.parse(text)).toMatchObject({ providerCallId: '9058220947198957713', code: 'too_large', ms: 1_234_567 });
  });
});

import { describe, expect, test } from 'vitest';
import { createTextLocks } from '../../../../relay/src/storage/text-lock.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const refused = expect.objectContaining({ code: 'unavailable' }) as Error;

describe('a locked text', () => {
  const locks = createTextLocks([key('k1', 1)]);

  test('opens for its own firm, and is another text each time it is locked', () => {
    const lock = locks('firm-a');
    const text = 'Größe, señor 🙂 '.repeat(1_000);
    const [one, two] = [lock.lock(text), lock.lock(text)];
    expect(one).not.toBe(two);
    expect(one.length).toBeLessThan(text.length);
    expect([lock.unlock(one), lock.unlock(two), lock.unlock(lock.lock(''))]).toEqual([text, text, '']);
  });

  test('put into another firm’s row does not open', () => {
    expect(() => locks('firm-b').unlock(locks('firm-a').lock('x'))).toThrow(refused);
  });

  test('changed by a bit, cut, or no locked text at all does not open', () => {
    const lock = locks('firm-a');
    const locked = lock.lock('the hearing is on Friday');
    const [version = '', id = '', body = ''] = locked.split('.');
    const bytes = Buffer.from(body, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    for (const bad of [
      `${version}.${id}.${bytes.toString('base64')}`,
      `${version}.${id}.${body.slice(0, 20)}`,
      `${version}.${id}.`,
      `2.${id}.${body}`,
      '{"plain":true}',
      '',
    ])
      expect(() => lock.unlock(bad)).toThrow(refused);
  });

  test('is opened by the key before, after the keys were rotated, and not once that is gone', () => {
    const old = locks('firm-a').lock('x');
    const rotated = createTextLocks([key('k2', 2), key('k1', 1)])('firm-a');
    expect([rotated.unlock(old), rotated.lock('x').split('.')[1]]).toEqual(['x', 'k2']);
    expect(() => createTextLocks([key('k2', 2)])('firm-a').unlock(old)).toThrow(refused);
  });

  test('needs a key of 32 bytes with a plain name', () => {
    expect(() => createTextLocks([{ id: 'k1', key: Buffer.alloc(16) }])).toThrow('32 bytes');
    expect(() => createTextLocks([key('k.1', 1)])).toThrow('letters, digits');
  });
});

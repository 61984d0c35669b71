import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLocalLock } from '../../../../src-main/enrolment/local-lock.ts';
import { pretendKeyStore } from '../../../support/pretend-key-store.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const words = Buffer.from('What was said');
const setUp = () => ({ path: join(tempDir(), 'cache-key.json'), keyStore: pretendKeyStore() });

it('what was locked is opened again after a restart, and the key stands nowhere in the open', () => {
  const options = setUp();
  const first = openLocalLock(options);
  const locked = first.lock(words, 'insights/a');
  const again = openLocalLock(options);
  expect([again.id, again.keptIn]).toEqual([first.id, 'system']);
  expect(again.open(locked, 'insights/a').toString()).toBe('What was said');
  expect(statSync(options.path).mode & 0o777).toBe(0o600);
  expect(readFileSync(options.path, 'utf8')).toMatch(/^\{"version":1,"sealed":"[^"]+"\}$/);
});

it('one thing cannot be put in the place of another, nor changed', () => {
  const lock = openLocalLock(setUp());
  const locked = lock.lock(words, 'insights/a');
  expect(() => lock.open(locked, 'insights/b')).toThrow(expect.objectContaining({ code: 'not_to_be_opened' }));
  for (let at = 0; at < locked.length; at += 1) {
    const changed = Buffer.from(locked);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => lock.open(changed, 'insights/a')).toThrow(expect.objectContaining({ code: 'not_to_be_opened' }));
  }
  expect(() => lock.open(locked.subarray(0, 20), 'insights/a')).toThrow('locked with another key');
});

it('after the office removed the computer nothing can be read any more', () => {
  const options = setUp();
  const lock = openLocalLock(options);
  const locked = lock.lock(words, 'a');
  const before = readFileSync(options.path, 'utf8');
  lock.renew();
  expect(() => lock.open(locked, 'a')).toThrow('locked with another key');
  expect(() => openLocalLock(options).open(locked, 'a')).toThrow('locked with another key');
  expect(readFileSync(options.path, 'utf8')).not.toBe(before);
});

it('without a key store the key is never written, and nothing can be read after a restart', () => {
  const options = { path: join(tempDir(), 'cache-key.json'), keyStore: pretendKeyStore({ available: false }) };
  const lock = openLocalLock(options);
  const locked = lock.lock(words, 'a');
  expect(lock.open(locked, 'a')).toEqual(words);
  expect(lock.keptIn).toBe('memory_only');
  expect(existsSync(options.path)).toBe(false);
  expect(() => openLocalLock(options).open(locked, 'a')).toThrow('locked with another key');
});

it.each(['', '{', '{"version":2}', '{"version":1,"sealed":"AAAA"}'])(
  'a key file that cannot be opened is replaced: %s',
  (text) => {
    const options = setUp();
    writeFileSync(options.path, text);
    const lock = openLocalLock(options);
    expect(lock.keptIn).toBe('system');
    expect(openLocalLock(options).id).toBe(lock.id);
  },
);

import { mkdirSync, readFileSync, rmSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTokenKeeper, type KeptEnrolment } from '../../../../src-main/enrolment/token-keeper.ts';
import { freshTokens } from '../../../support/desktop-link.ts';
import { pretendKeyStore } from '../../../support/pretend-key-store.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const enrolment: KeptEnrolment = {
  relayUrl: 'https://relay.example',
  deviceId: 'device-1',
  deviceName: 'PC-LIT-07',
  enrolledAt: '2026-11-19T09:00:00.000Z',
  accessToken: 'access-secret',
  refreshToken: 'refresh-secret',
};

describe('the token keeper', () => {
  it('keeps an enrolment over a restart, and no token stands readable on the disk', () => {
    const path = join(tempDir(), 'device.json');
    const keyStore = pretendKeyStore();
    createTokenKeeper({ path, keyStore }).store(enrolment);
    expect(readFileSync(path, 'utf8')).not.toContain('secret');
    const next = createTokenKeeper({ path, keyStore });
    expect(next.current()).toEqual(enrolment);
    expect(next.keptIn()).toBe('system');
  });

  it('has rotated tokens on the disk before anybody can use them', () => {
    const path = join(tempDir(), 'device.json');
    const keyStore = pretendKeyStore();
    const keeper = createTokenKeeper({ path, keyStore });
    keeper.store(enrolment);
    keeper.rotate(freshTokens(2));
    expect(createTokenKeeper({ path, keyStore }).current()).toMatchObject({
      ...enrolment,
      accessToken: 'access-2',
      refreshToken: 'refresh-2-of-sufficient-length',
    });
  });

  it('stays with the old tokens when the new ones cannot be written', () => {
    const dir = join(tempDir(), 'data');
    const path = join(dir, 'device.json');
    const keyStore = pretendKeyStore();
    const keeper = createTokenKeeper({ path, keyStore });
    keeper.store(enrolment);
    rmSync(path);
    mkdirSync(path);
    expect(() => keeper.rotate(freshTokens(2))).toThrow(/EISDIR/);
    expect(keeper.current()).toEqual(enrolment);
    expect(readdirSync(dir)).toEqual(['device.json']);
  });

  it('writes nothing without a key store, and says so', () => {
    const path = join(tempDir(), 'device.json');
    const keeper = createTokenKeeper({ path, keyStore: pretendKeyStore({ available: false }) });
    keeper.store(enrolment);
    expect(keeper.keptIn()).toBe('memory_only');
    expect(keeper.current()).toEqual(enrolment);
    expect(existsSync(path)).toBe(false);
  });

  it('leaves no superseded token behind when the key store goes away', () => {
    const path = join(tempDir(), 'device.json');
    const keyStore = pretendKeyStore();
    const keeper = createTokenKeeper({ path, keyStore });
    keeper.store(enrolment);
    keyStore.setAvailable(false);
    keeper.rotate(freshTokens(2));
    expect(existsSync(path)).toBe(false);
    expect(keeper.current()?.accessToken).toBe('access-2');
  });

  it('is not enrolled with a file of another person or computer', () => {
    const path = join(tempDir(), 'device.json');
    createTokenKeeper({ path, keyStore: pretendKeyStore() }).store(enrolment);
    expect(createTokenKeeper({ path, keyStore: pretendKeyStore({ key: 99 }) }).current()).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('keeps its file for its owner only, whatever the umask', () => {
    const umask = process.umask(0);
    onTestFinished(() => void process.umask(umask));
    const folder = join(tempDir(), 'data');
    createTokenKeeper({ path: join(folder, 'device.json'), keyStore: pretendKeyStore() }).store(enrolment);
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect([modeOf(folder), modeOf(join(folder, 'device.json'))]).toEqual(['700', '600']);
  });

  it('forgets everything when told to', () => {
    const path = join(tempDir(), 'device.json');
    const keeper = createTokenKeeper({ path, keyStore: pretendKeyStore() });
    keeper.store(enrolment);
    keeper.erase();
    expect(keeper.current()).toBeNull();
    expect(existsSync(path)).toBe(false);
  });
});

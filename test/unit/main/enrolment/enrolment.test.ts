import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkRelay } from '../../../../src-main/enrolment/check-relay.ts';
import { enrol } from '../../../../src-main/enrolment/enrol.ts';
import { findDeepLink, readDeepLink } from '../../../../src-main/enrolment/enrolment-link.ts';
import { createTokenKeeper, type TokenKeeper } from '../../../../src-main/enrolment/token-keeper.ts';
import { readRelayAddress } from '../../../../src-main/relay-link/relay-address.ts';
import { freshTokens, sampleSession } from '../../../support/desktop-link.ts';
import { pretendKeyStore } from '../../../support/pretend-key-store.ts';
import { startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';
import { tempDir } from '../../../support/temp-dir.ts';

let relay: ScriptedRelay;
let keeper: TokenKeeper;

beforeEach(async () => {
  relay = await startScriptedRelay();
  relay.answers.set('GET /session', () => ({ problem: 'not_signed_in' }));
  keeper = createTokenKeeper({ path: join(tempDir(), 'device.json'), keyStore: pretendKeyStore() });
});
afterEach(() => relay.close());

describe('an address', () => {
  it.each([
    ['relay.delcourt-maes.example', 'https://relay.delcourt-maes.example'],
    [' https://relay.example/ ', 'https://relay.example'],
    ['https://firm.example/callbrief/', 'https://firm.example/callbrief'],
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
    ['http://localhost:8000/', 'http://localhost:8000'],
    ['http://relay.example', null],
    ['http://127.0.0.1.evil.example', null],
    ['ftp://relay.example', null],
    ['https://user:pass@relay.example', null],
    ['https://relay.example/?token=x', null],
    ['relay example', null],
    ['https://', null],
    ['', null],
  ])('%j is %j', (typed, expected) => expect(readRelayAddress(typed)).toBe(expected));
});

describe('checking an address', () => {
  it('finds a relay, and sends it nothing about this computer', async () => {
    expect(await checkRelay(relay.url)).toEqual({ result: 'found' });
    expect(relay.requests).toMatchObject([{ method: 'GET', authorization: undefined, body: undefined }]);
  });

  it('finds a relay that is restarting', async () => {
    relay.answers.set('GET /session', () => ({ problem: 'shutting_down' }));
    expect(await checkRelay(relay.url)).toEqual({ result: 'found' });
  });

  it('tells another web server, a refused connection and a server without TLS apart', async () => {
    relay.answers.set('GET /session', () => ({ status: 404, contentType: 'text/html', text: '<h1>nginx</h1>' }));
    expect(await checkRelay(relay.url)).toEqual({ result: 'not_a_relay' });
    expect(await checkRelay(relay.url.replace('http:', 'https:'))).toEqual({ result: 'not_a_relay' });
    const gone = relay.url;
    await relay.close();
    expect(await checkRelay(gone)).toEqual({ result: 'not_reachable' });
    relay = await startScriptedRelay();
  });

  it.each([
    [{ code: 'ENOTFOUND' }, 'no_such_server'],
    [{ code: 'EAI_AGAIN' }, 'not_reachable'],
    [{ code: 'ECONNREFUSED' }, 'not_reachable'],
    [{ code: 'ETIMEDOUT' }, 'not_reachable'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate_not_trusted'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'certificate_not_trusted'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate_not_trusted'],
    [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'certificate_not_trusted'],
  ])('Node’s %j is %s', async (cause, expected) => {
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), cause) }));
    expect(await checkRelay('https://relay.example', { fetch })).toMatchObject({ result: expected });
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'no_such_server'],
    ['net::ERR_CONNECTION_REFUSED', 'not_reachable'],
    ['net::ERR_INTERNET_DISCONNECTED', 'not_reachable'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate_not_trusted'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'certificate_not_trusted'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'not_a_relay'],
  ])('Electron’s %s is %s', async (message, expected) => {
    const fetch = () => Promise.reject(new Error(message));
    expect(await checkRelay('https://relay.example', { fetch })).toMatchObject({ result: expected });
  });
});

describe('enrolling', () => {
  const ask = () => ({ relayUrl: relay.url, code: 'k7qf 2m9d', deviceName: ' PC-LIT-07 ' });
  const start = (more = {}) =>
    enrol({ ...ask(), ...more }, { keeper, platform: 'linux', appVersion: '0.1.0' }).then(({ result }) => result);

  it('stores the tokens and knows who it is', async () => {
    relay.answers.set('POST /enrolment', () => ({ body: freshTokens(1) }));
    relay.answers.set('GET /session', () => ({ body: sampleSession('2026-11-19T09:00:00.000Z') }));
    expect(await start()).toEqual({ result: 'connected', personName: 'Jonas Peeters', keyStore: 'system' });
    expect(keeper.current()).toMatchObject({ deviceId: 'device-1', deviceName: 'PC-LIT-07', accessToken: 'access-1' });
    expect(relay.requests[0]?.body).toEqual({
      code: 'K7QF-2M9D',
      deviceName: 'PC-LIT-07',
      platform: 'linux',
      appVersion: '0.1.0',
    });
  });

  it('is connected from the moment the code was taken, whatever fails after', async () => {
    relay.answers.set('POST /enrolment', () => ({ body: freshTokens(1) }));
    relay.answers.set('GET /session', () => 'cut');
    expect(await start()).toMatchObject({ result: 'connected', personName: '' });
    expect(keeper.current()).not.toBeNull();
  });

  it.each([
    ['code_refused', 'code_refused'],
    ['code_expired', 'code_expired'],
    ['too_many_requests', 'too_many_attempts'],
    ['shutting_down', 'not_reachable'],
  ] as const)('%s leaves nothing behind', async (problem, expected) => {
    relay.answers.set('POST /enrolment', () => ({ problem }));
    expect(await start()).toEqual({ result: expected });
    expect(keeper.current()).toBeNull();
  });

  it('does not send what cannot be a code or an address', async () => {
    expect(await start({ code: 'K7QF-2M9' })).toEqual({ result: 'code_malformed' });
    expect(await start({ relayUrl: 'http://relay.example' })).toEqual({ result: 'not_an_address' });
    expect(relay.requests).toEqual([]);
  });
});

describe('deep links', () => {
  const relayUrl = 'https%3A%2F%2Frelay.example';
  it.each([
    [`callbrief://enrol?relay=${relayUrl}&code=K7QF-2M9D`, 'enrol'],
    [`callbrief://enrol/?relay=${relayUrl}&code=k7qf2m9d`, 'enrol'],
    ['callbrief://call/6f1b2c3d-1234-4567-8901-234567890123', 'call'],
    [`callbrief://enrol?relay=http%3A%2F%2Frelay.example&code=K7QF-2M9D`, 'unknown'],
    [`callbrief://enrol?relay=${relayUrl}&code=`, 'unknown'],
    ['callbrief://call/../../etc/passwd', 'unknown'],
    ['callbrief://call/', 'unknown'],
    ['callbrief://format-disk', 'unknown'],
    ['callbrief://enrol?relay=javascript%3Aalert(1)&code=K7QF-2M9D', 'unknown'],
    ['callbrief://enrol?relay=file%3A%2F%2F%2Fetc%2Fpasswd&code=K7QF-2M9D', 'unknown'],
    ['callbrief://enrol?relay=http%3A%2F%2F192.168.1.1&code=K7QF-2M9D', 'unknown'],
    ['callbrief://enrol?relay=http%3A%2F%2F127.0.0.1.evil.example&code=K7QF-2M9D', 'unknown'],
    ['callbrief://enrol?relay=https%3A%2F%2Fjonas%3Asecret%40relay.example&code=K7QF-2M9D', 'unknown'],
    [`callbrief://enrol?relay=https%3A%2F%2F${'a'.repeat(10_000)}.example&code=K7QF-2M9D`, 'unknown'],
    [`callbrief://enrol?relay=${relayUrl}&code=%3Cscript%3E`, 'unknown'],
    ['callbrief://user:password@call/a', 'call'],
    ['callbrief:enrol', 'unknown'],
    ['CALLBRIEF://nothing\u0000', 'unknown'],
    ['https://relay.example', 'unknown'],
    ['javascript:alert(1)', 'unknown'],
    [`callbrief://call/${'a'.repeat(3_000)}`, 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (text, kind) => expect(readDeepLink(text).kind).toBe(kind));

  it('brings address and code in the form in which they are typed', () => {
    expect(readDeepLink(`callbrief://enrol?relay=${relayUrl}%2F&code=k7qf2m9d`)).toEqual({
      kind: 'enrol',
      relayUrl: 'https://relay.example',
      code: 'K7QF-2M9D',
    });
  });

  it('is found among the arguments of a second start', () => {
    expect(findDeepLink(['/usr/bin/callbrief', '--no-sandbox', 'callbrief://call/a'])).toBe('callbrief://call/a');
    expect(findDeepLink(['/usr/bin/callbrief'])).toBeNull();
    expect(findDeepLink(['', '--inspect=0.0.0.0:9229', '--relay=callbrief://call/a', 'x'.repeat(100_000)])).toBeNull();
  });
});

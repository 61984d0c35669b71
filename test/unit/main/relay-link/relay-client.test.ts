import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRelayClient, type RelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { freshTokens, memoryTokens, sampleCall, sampleSession } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { startScriptedRelay, type ScriptedRelay } from '../../../support/scripted-relay.ts';

let relay: ScriptedRelay;
let clock: ManualClock;
let tokens: ReturnType<typeof memoryTokens>;
let client: RelayClient;

beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
  tokens = memoryTokens();
  client = createRelayClient({ relayUrl: relay.url, tokens, clock });
});
afterEach(() => relay.close());

const refreshes = () => relay.requests.filter(({ path }) => path === '/tokens/refresh');
const session = () => ({ body: sampleSession(clock.now().toISOString()) });
const page = (items: unknown[], next: string | null = null) => ({ body: { items, next, total: items.length } });

describe('refreshing', () => {
  beforeEach(() => {
    let n = 1;
    relay.answers.set('POST /tokens/refresh', () => ({ body: freshTokens((n += 1)) }));
  });

  it('happens once for many requests that are refused together', async () => {
    const answer = ({ authorization }: { authorization: string | undefined }) =>
      authorization === 'Bearer access-2' ? session() : ({ problem: 'token_expired' } as const);
    relay.answers.set('GET /session', answer);
    await Promise.all(Array.from({ length: 8 }, () => client.session()));
    expect(refreshes()).toHaveLength(1);
  });

  it('does not happen again for a refusal that comes after it', async () => {
    const late = Promise.withResolvers<void>();
    relay.answers.set('GET /session', ({ authorization }) =>
      authorization === 'Bearer access-2' ? session() : { problem: 'token_expired' },
    );
    relay.answers.set('GET /people', async ({ authorization }) => {
      if (authorization === 'Bearer access-2') return page([]);
      await late.promise;
      return { problem: 'token_expired' };
    });
    const people = client.people(null, 10);
    await client.session();
    late.resolve();
    await people;
    expect(refreshes()).toHaveLength(1);
    expect(refreshes()[0]?.body).toEqual({ refreshToken: 'refresh-1-of-sufficient-length' });
  });

  it('does not go round in circles', async () => {
    relay.answers.set('GET /session', () => ({ problem: 'token_expired' }));
    await expect(client.session()).rejects.toMatchObject({ code: 'token_expired', retryable: true });
    expect(refreshes()).toHaveLength(1);
  });

  it('tells once that this computer was removed, and asks the relay nothing more', async () => {
    const told = vi.fn();
    client.bearer.onRemoved(told);
    relay.answers.set('GET /session', () => ({ problem: 'token_expired' }));
    relay.answers.set('POST /tokens/refresh', () => ({ problem: 'device_revoked' }));
    await expect(client.session()).rejects.toMatchObject({ code: 'device_revoked', retryable: false });
    const before = relay.requests.length;
    await expect(client.session()).rejects.toMatchObject({ code: 'device_revoked' });
    expect(relay.requests).toHaveLength(before);
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe('what rings or sends', () => {
  it('is asked with its own method, address and body, and with ids that stay one part of the address', async () => {
    relay.answers.set('POST /calls/a%2Fb/actions', () => ({ body: { actionId: '1', state: 'done' } }));
    relay.answers.set('POST /dial', () => ({ body: { actionId: '2', state: 'unconfirmed' } }));
    const act = { action: 'digits', digits: '12#' } as const;
    expect(await client.actOnCall('a/b', { actionId: '1', act })).toEqual({ actionId: '1', state: 'done' });
    expect(await client.dial({ actionId: '2', to: '+32440271836' })).toMatchObject({ state: 'unconfirmed' });
    expect(relay.requests).toMatchObject([
      { method: 'POST', path: '/calls/a%2Fb/actions', body: { actionId: '1', act } },
      { method: 'POST', path: '/dial', body: { actionId: '2', to: '+32440271836' } },
    ]);
  });

  it('is asked again by nobody but a fresh token: the relay had not looked at it', async () => {
    relay.answers.set('POST /tokens/refresh', () => ({ body: freshTokens(2) }));
    relay.answers.set('POST /dial', ({ authorization }) =>
      authorization === 'Bearer access-2'
        ? { body: { actionId: '1', state: 'done' } }
        : ({ problem: 'token_expired' } as const),
    );
    expect(await client.dial({ actionId: '1', to: '+32440271836' })).toMatchObject({ state: 'done' });
    relay.answers.set('POST /dial', () => 'cut' as const);
    const before = relay.requests.length;
    await expect(client.dial({ actionId: '2', to: '+32440271836' })).rejects.toMatchObject({ code: 'not_reachable' });
    expect(relay.requests).toHaveLength(before + 1);
  });

  it('comparing with the provider’s log may take three minutes', async () => {
    const arrived = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    relay.answers.set('POST /reconcile', async () => {
      arrived.resolve();
      await late.promise;
      return { body: { compared: 4_000, healed: 1 } };
    });
    const asked = client.reconcile(15);
    await arrived.promise;
    clock.advance(170_000);
    late.resolve();
    expect(await asked).toEqual({ compared: 4_000, healed: 1 });
  });
});

describe('answers', () => {
  it('leaves rows out that this version cannot read, and keeps the others', async () => {
    relay.answers.set('GET /calls', () => page([sampleCall('a'), { id: 'from the future' }, sampleCall('b')], 'next'));
    const { items, next } = await client.calls(null, 500);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(next).toBe('next');
    expect(relay.requests[0]?.path).toBe('/calls?limit=500');
  });

  it('gives a hanging network up after fifteen seconds', async () => {
    const arrived = Promise.withResolvers<void>();
    relay.answers.set('GET /session', async () => {
      arrived.resolve();
      await new Promise(() => {});
      return 'cut' as const;
    });
    const asked = client.session();
    await arrived.promise;
    clock.advance(15_000);
    await expect(asked).rejects.toMatchObject({ code: 'timed_out', retryable: true });
  });

  it('never follows a redirect with the token in its hand', async () => {
    const elsewhere = await startScriptedRelay();
    relay.answers.set('GET /session', () => ({
      status: 307,
      contentType: 'text/html',
      text: '',
      headers: { Location: `${elsewhere.url}/api/v1/session` },
    }));
    await expect(client.session()).rejects.toMatchObject({ code: 'not_understood', retryable: true });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('does not take an answer without end into memory', async () => {
    relay.answers.set('GET /session', () => ({
      status: 200,
      contentType: 'application/json',
      text: `"${'x'.repeat(40_000_000)}"`,
    }));
    await expect(client.session()).rejects.toMatchObject({ code: 'not_understood', retryable: true });
    relay.answers.set('GET /session', () => ({ status: 502, contentType: 'text/html', text: 'x'.repeat(5_000_000) }));
    await expect(client.session()).rejects.toMatchObject({ code: 'not_understood', status: 502 });
  });

  it('leaves out of names what nobody sees: a direction override turns no line around', async () => {
    const session = sampleSession('2026-11-19T09:00:00.000Z');
    const name = 'Jonas \u202Egpj.exe\u2066\u0007 \u05D3\u05DF\u200F';
    relay.answers.set('GET /session', () => ({ body: { ...session, person: { ...session.person, name } } }));
    expect((await client.session()).person.name).toBe('Jonas gpj.exe \u05D3\u05DF\u200F');
  });

  it('knows the relay’s own words for a refusal, with the time to wait', async () => {
    relay.answers.set('GET /session', () => ({ problem: 'too_many_requests', headers: { 'Retry-After': '12' } }));
    await expect(client.session()).rejects.toMatchObject({
      code: 'too_many_requests',
      status: 429,
      retryAfterMs: 12_000,
      retryable: true,
    });
  });

  it('takes a page of something else for "not understood", which may pass', async () => {
    relay.answers.set('GET /session', () => ({ status: 200, contentType: 'text/html', text: '<h1>Sign in</h1>' }));
    await expect(client.session()).rejects.toMatchObject({ code: 'not_understood', retryable: true });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import {
  createStreamTokens,
  TOKEN_LIFE_MS,
  type StreamTokens,
} from '../../../../relay/src/media/session/stream-tokens.ts';

const call = { tenantId: 'firm-a', callId: 'call-1' };
let atMs = 0;
let tokens: StreamTokens;
beforeEach(() => {
  atMs = 1_000_000;
  tokens = createStreamTokens({ now: () => new Date(atMs) });
});

describe('a token for a stream', () => {
  it('opens the stream of its call once', () => {
    const token = tokens.issue(call);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens.redeem(token, { callId: 'call-1' })).toEqual({ call });
    expect(tokens.redeem(token, { callId: 'call-1' })).toEqual({ refused: 'used' });
  });

  it('is worth nothing after a minute', () => {
    const token = tokens.issue(call);
    atMs += TOKEN_LIFE_MS;
    expect(tokens.redeem(token, { callId: 'call-1' })).toEqual({ refused: 'expired' });
  });

  it.each([
    ['other_call', { callId: 'call-2' }],
    ['other_tenant', { callId: 'call-1', tenantId: 'firm-b' }],
  ] as const)('shown for the wrong one it is refused (%s) and spent', (refused, shown) => {
    const token = tokens.issue(call);
    expect(tokens.redeem(token, shown)).toEqual({ refused });
    expect(tokens.redeem(token, { callId: 'call-1' })).toEqual({ refused: 'used' });
  });

  it('cannot be made up', () => {
    tokens.issue(call);
    for (const guess of ['', 'x', 'a'.repeat(43), '../../etc/passwd'])
      expect(tokens.redeem(guess, { callId: 'call-1' })).toEqual({ refused: 'unknown' });
  });

  it('a call whose stream is awaited is found by its firm only, the newest first, and once', () => {
    tokens.issue(call);
    tokens.issue({ tenantId: 'firm-a', callId: 'call-2' });
    tokens.issue({ tenantId: 'firm-b', callId: 'call-3' });
    expect(tokens.expected('firm-a').map(({ callId }) => callId)).toEqual(['call-2', 'call-1']);
    expect(tokens.take(call)).toBe(true);
    expect(tokens.take(call)).toBe(false);
    expect(tokens.expected('firm-a').map(({ callId }) => callId)).toEqual(['call-2']);
    tokens.withdraw({ tenantId: 'firm-a', callId: 'call-2' });
    expect(tokens.expected('firm-a')).toEqual([]);
  });

  it('old ones are forgotten, so that none fills the memory', () => {
    for (let i = 0; i < 100; i += 1) tokens.issue({ tenantId: 'firm-a', callId: `call-${i}` });
    atMs += 2 * TOKEN_LIFE_MS + 1;
    tokens.issue(call);
    expect(tokens.size).toBe(1);
  });
});

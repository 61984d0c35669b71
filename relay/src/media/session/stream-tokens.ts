import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Whose sound goes over a stream. */
export interface BoundCall {
  readonly tenantId: string;
  readonly callId: string;
}

export type TokenRefusal = 'unknown' | 'expired' | 'used' | 'other_call' | 'other_tenant';
export type Redeemed = { readonly call: BoundCall } | { readonly refused: TokenRefusal };

/** One-time tokens for media streams, in the memory of this process: a stream comes seconds after it was asked for. */
export interface StreamTokens {
  /** @returns 43 characters that fit into a path. */
  issue(call: BoundCall): string;
  /**
   * @param shown the call and, where the address names one, the firm that the stream claims. A token that is shown for
   *   another call is spent: whoever has it, it is in the wrong hands.
   */
  redeem(token: string, shown: { callId?: string; tenantId?: string }): Redeemed;
  /** Streams that a provider opens at an address without a call: is one expected at all? The newest is first. */
  expected(tenantId: string): BoundCall[];
  /** Takes one of `expected`; its token is used with it. False: it is not expected (any more). */
  take(call: BoundCall): boolean;
  /** The call is over before its stream came. */
  withdraw(call: BoundCall): void;
  readonly size: number;
}

/** A provider connects within seconds of our answer; two bridges give up after five and fifteen (ms). */
export const TOKEN_LIFE_MS = 60_000;
/** Tokens at a time. More is a caller of `issue` gone wild; the oldest go. */
const MOST = 10_000;

const digestOf = (token: string) => createHash('sha256').update(token).digest();

export function createStreamTokens(deps: { now: () => Date; lifeMs?: number }): StreamTokens {
  const lifeMs = deps.lifeMs ?? TOKEN_LIFE_MS;
  /** By the token's digest: how long a look-up takes says something about a digest, and nothing about a token. */
  const known = new Map<string, { digest: Buffer; call: BoundCall; untilMs: number; state: 'open' | 'used' }>();

  function sweep(): void {
    const nowMs = deps.now().getTime();
    for (const [key, { untilMs }] of known) {
      // Kept a while longer, so that "expired" and "used" can be told from "unknown" in the log.
      if (untilMs + lifeMs >= nowMs && known.size <= MOST) break;
      known.delete(key);
    }
  }

  const open = () => [...known.values()].filter((one) => one.state === 'open' && one.untilMs > deps.now().getTime());
  const same = (a: BoundCall, b: BoundCall) => a.callId === b.callId && a.tenantId === b.tenantId;

  return {
    issue(call) {
      sweep();
      const token = randomBytes(32).toString('base64url');
      const digest = digestOf(token);
      const untilMs = deps.now().getTime() + lifeMs;
      known.set(digest.toString('hex'), { digest, call: { ...call }, untilMs, state: 'open' });
      return token;
    },
    redeem(token, shown) {
      const digest = digestOf(token);
      const found = known.get(digest.toString('hex'));
      if (!found || !timingSafeEqual(found.digest, digest)) return { refused: 'unknown' };
      if (found.state === 'used') return { refused: 'used' };
      found.state = 'used';
      if (found.untilMs <= deps.now().getTime()) return { refused: 'expired' };
      if (shown.tenantId !== undefined && shown.tenantId !== found.call.tenantId) return { refused: 'other_tenant' };
      if (shown.callId !== undefined && shown.callId !== found.call.callId) return { refused: 'other_call' };
      return { call: found.call };
    },
    expected: (tenantId) =>
      open()
        .filter(({ call }) => call.tenantId === tenantId)
        .map(({ call }) => call)
        .toReversed(),
    take(call) {
      const mine = open().filter((one) => same(one.call, call));
      for (const one of mine) one.state = 'used';
      return mine.length > 0;
    },
    withdraw(call) {
      for (const [key, one] of known) if (same(one.call, call)) known.delete(key);
    },
    get size() {
      return known.size;
    },
  };
}

import { randomBytes } from 'node:crypto';

/** A telephone that the provider dials with a caller of ours, until it says what became of it. */
export interface Dial {
  readonly tenantId: string;
  /** The caller's call at the provider. */
  readonly callId: string;
  answered(): Promise<void>;
  /** It is over. @returns whether the caller comes back to us */
  ended(how: { wasAnswered: boolean; status: string; isCallerThere: boolean }): Promise<'back' | 'hang_up'>;
}

/** The keys in the addresses that a provider asks when a dialled telephone answers or is done with. */
export interface Dials {
  begin(dial: Dial): string;
  find(key: string, tenantId: string): Dial | null;
  /** Once: asked again for the same it is not known any more. */
  take(key: string, of: { tenantId: string; callId: string }): Dial | null;
  drop(key: string): void;
  readonly size: number;
}

/** A talk longer than this has ended without anybody telling us (ms). */
const LONGEST_MS = 12 * 3_600_000;
const MOST = 5_000;

export function createDials(now: () => Date): Dials {
  const dials = new Map<string, { dial: Dial; untilMs: number }>();

  function sweep(): void {
    for (const [key, { untilMs }] of dials) {
      if (untilMs > now().getTime() && dials.size < MOST) break;
      dials.delete(key);
    }
  }

  const find: Dials['find'] = (key, tenantId) => {
    const found = dials.get(key);
    return found && found.dial.tenantId === tenantId ? found.dial : null;
  };
  return {
    begin(dial) {
      sweep();
      const key = randomBytes(32).toString('base64url');
      dials.set(key, { dial, untilMs: now().getTime() + LONGEST_MS });
      return key;
    },
    find,
    take(key, { tenantId, callId }) {
      const dial = find(key, tenantId);
      if (dial === null || dial.callId !== callId) return null;
      dials.delete(key);
      return dial;
    },
    drop: (key) => void dials.delete(key),
    get size() {
      return dials.size;
    },
  };
}

import type { Logger } from 'pino';
import { withinPatience } from '../control/within-patience.ts';
import { ProviderError, type ProviderAccount } from '../providers/port.ts';
import type { ProviderPresence } from './combine-presence.ts';

/** What was heard longer ago than this is not told any more: nobody is called "free" on the word of a dead line (ms). */
const BELIEVED_MS = 60_000;
/** A provider that fails is asked more and more rarely, up to this (ms). */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** One account's presence, asked now and again. A failure is logged once, until it works again. */
export interface ProviderLine {
  /** Asks, unless it is being asked, was asked too lately, or failed and has a pause. Never rejects. */
  ask(account: ProviderAccount): Promise<void>;
  /** By the provider's user id; empty when nothing was heard for a minute. */
  heard(): ReadonlyMap<string, ProviderPresence>;
}

const nothing: ReadonlyMap<string, ProviderPresence> = new Map();

export function createProviderLine(deps: {
  tenantId: string;
  now: () => Date;
  log: Logger;
  everyMs: number;
}): ProviderLine {
  let states = nothing;
  let heardAtMs = -Infinity;
  let askAgainAtMs = -Infinity;
  let failures = 0;
  let asking: Promise<void> | null = null;

  async function askNow(account: ProviderAccount): Promise<void> {
    const { provider } = account;
    const where = { tenantId: deps.tenantId, provider };
    try {
      const told = await withinPatience(account.presence(), BELIEVED_MS);
      states = new Map(told.map(({ providerUserId, state, until }) => [providerUserId, { state, until }]));
      heardAtMs = deps.now().getTime();
      // A little less than the timer's pace, which would else miss every second turn.
      askAgainAtMs = heardAtMs + deps.everyMs / 2;
      if (failures > 0) deps.log.info(where, 'presence_back');
      failures = 0;
    } catch (error) {
      failures += 1;
      const asked = error instanceof ProviderError ? error.retryAfterMs : 0;
      const pauseMs = Math.max(asked, Math.min(deps.everyMs * 2 ** failures, LONGEST_PAUSE_MS));
      askAgainAtMs = deps.now().getTime() + pauseMs;
      if (failures === 1) deps.log.warn({ ...where, err: error }, 'presence_failed');
    }
  }

  return {
    ask(account) {
      if (asking) return asking;
      if (deps.now().getTime() < askAgainAtMs) return Promise.resolve();
      asking = askNow(account).finally(() => {
        asking = null;
      });
      return asking;
    },
    heard: () => (deps.now().getTime() - heardAtMs > BELIEVED_MS ? nothing : states),
  };
}

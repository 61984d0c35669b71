import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ProblemError } from './problem-error.ts';

/** Counts attempts per key in windows of one minute. */
export interface RateLimit {
  /** @throws ProblemError too_many_requests beyond the limit */
  attempt(key: string): Promise<void>;
  close(): Promise<void>;
}

const WINDOW_MS = 60_000;
/** More addresses than this in a minute is a flood; then the oldest counts are forgotten first. */
const MAX_KEYS = 10_000;

export function createMemoryRateLimit(deps: { perMinute: number; now: () => Date }): RateLimit {
  const counts = new Map<string, { since: number; attempts: number }>();
  return {
    async attempt(key) {
      const nowMs = deps.now().getTime();
      const known = counts.get(key);
      const entry = known && nowMs - known.since < WINDOW_MS ? known : { since: nowMs, attempts: 0 };
      entry.attempts += 1;
      if (entry !== known) counts.delete(key);
      counts.set(key, entry);
      for (const oldest of counts.keys()) {
        if (counts.size <= MAX_KEYS) break;
        counts.delete(oldest);
      }
      if (entry.attempts > deps.perMinute) throw tooMany(entry.since + WINDOW_MS - nowMs);
    },
    async close() {},
  };
}

/** Shared by all processes. When Redis does not answer, each process counts for itself: slower guessing is enough. */
export function createRedisRateLimit(deps: {
  url: string;
  perMinute: number;
  now: () => Date;
  log: Logger;
  /** Keeps installations on one Redis apart. */
  prefix?: string;
}): RateLimit {
  const redis = new Redis(deps.url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 2_000 });
  redis.on('error', (error: unknown) => deps.log.warn({ err: error }, 'rate_limit_redis_failed'));
  const own = createMemoryRateLimit(deps);
  const prefix = `${deps.prefix ?? 'callbrief'}:attempts:`;
  return {
    async attempt(key) {
      let attempts: number;
      const name = `${prefix}${key}`;
      try {
        const answers = await redis.multi().incr(name).pexpire(name, WINDOW_MS, 'NX').exec();
        attempts = Number(answers?.[0]?.[1]);
      } catch {
        await own.attempt(key);
        return;
      }
      if (attempts > deps.perMinute) throw tooMany(WINDOW_MS);
    },
    async close() {
      redis.disconnect();
    },
  };
}

function tooMany(waitMs: number): ProblemError {
  return new ProblemError('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
}

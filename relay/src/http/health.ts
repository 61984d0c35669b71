import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { FanOut } from '../events/fan-out.ts';
import type { Hub } from '../events/hub.ts';
import type { Storage } from '../storage/port.ts';
import { notShownKinds } from '../webhooks/not-shown.ts';
import type { WebhookCounts } from '../webhooks/webhook-counts.ts';
import { WIRE_VERSION } from '../wire/version.ts';

/**
 * `/healthz`: the process lives and is a Callbrief relay (the desktop checks a typed address with it).
 * `/readyz`: it can take a call now, with counts for operators; 503 when it cannot, or is shutting down. Other processes
 * out of reach (`fanOut`) make events late, by a heartbeat at most, and the relay no less ready to take a call.
 * Both are open to everybody, so they hold no name, no number and no tenant.
 */
export function createHealthRouter(deps: {
  storage: Storage;
  hub: Hub;
  fanOut: Pick<FanOut, 'check'>;
  counts: WebhookCounts;
  isDraining: () => boolean;
  version: string;
  log: Logger;
}): Router {
  const router = express.Router();
  const identity = { name: 'callbrief-relay', version: deps.version, wireVersion: WIRE_VERSION };

  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok', ...identity });
  });

  // The check writes to disk; asked a thousand times at once, it is still done once.
  let running: Promise<[Awaited<ReturnType<typeof look>>, 'ok' | 'failing']> | null = null;
  async function look() {
    try {
      await deps.storage.check();
      const inbox = { total: 0, unreadable: 0, unknown: 0 };
      const tenants = await deps.storage.tenants.list();
      for (const { id } of tenants) {
        const counts = await deps.storage.tenant(id).inboxCounts(notShownKinds);
        inbox.total += counts.total;
        inbox.unreadable += counts.unreadable;
        inbox.unknown += counts.unknown;
      }
      return { storage: 'ok' as const, tenants: tenants.length, inbox };
    } catch (error) {
      deps.log.error({ err: error }, 'storage_check_failed');
      return { storage: 'failing' as const };
    }
  }

  async function reachOthers(): Promise<'ok' | 'failing'> {
    try {
      await deps.fanOut.check();
      return 'ok';
    } catch (error) {
      deps.log.warn({ err: error }, 'fan_out_check_failed');
      return 'failing';
    }
  }

  router.get('/readyz', async (_req, res) => {
    running ??= Promise.all([look(), reachOthers()]).finally(() => {
      running = null;
    });
    const [found, fanOut] = await running;
    const draining = deps.isDraining();
    const status = draining ? 'draining' : found.storage === 'ok' ? 'ready' : 'not_ready';
    const streams = deps.hub.readerCount();
    res
      .status(status === 'ready' ? 200 : 503)
      .json({ status, ...found, fanOut, streams, webhooks: deps.counts, ...identity });
  });
  return router;
}

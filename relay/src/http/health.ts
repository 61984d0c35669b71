import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { Hub } from '../events/hub.ts';
import type { Storage } from '../storage/port.ts';
import { WIRE_VERSION } from '../wire/version.ts';

/**
 * `/healthz`: the process lives and is a Callbrief relay (the desktop checks a typed address with it).
 * `/readyz`: it can take a call now, with counts for operators; 503 when it cannot, or is shutting down.
 * Both are open to everybody, so they hold no name, no number and no tenant.
 */
export function createHealthRouter(deps: {
  storage: Storage;
  hub: Hub;
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
  let running: ReturnType<typeof look> | null = null;
  async function look() {
    try {
      await deps.storage.check();
      const inbox = { total: 0, unreadable: 0, unknown: 0 };
      const tenants = await deps.storage.tenants.list();
      for (const { id } of tenants) {
        const counts = await deps.storage.tenant(id).inboxCounts();
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

  router.get('/readyz', async (_req, res) => {
    running ??= look().finally(() => {
      running = null;
    });
    const found = await running;
    const draining = deps.isDraining();
    const status = draining ? 'draining' : found.storage === 'ok' ? 'ready' : 'not_ready';
    res.status(status === 'ready' ? 200 : 503).json({ status, ...found, streams: deps.hub.readerCount(), ...identity });
  });
  return router;
}

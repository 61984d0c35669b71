import express, { type Request, type Response } from 'express';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { askingAdmin } from '../recordings/routes/asking-admin.ts';
import type { Storage, StoredEvent } from '../storage/port.ts';
import { MOST_SYNC_ROWS, syncBody } from './sync-body.ts';
import { syncDirectory } from './sync-directory.ts';

/** Large enough for 5,000 rows; read only when the asker is known. */
const SYNC_BODY_LIMIT = '10mb';

/** PUT /directory/sync, for software that keeps the firm's contacts and matters (docs/sync.md). Admins only. */
export function createSyncRoute(deps: {
  storage: Storage;
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}): CallerRoute {
  const readJson = express.json({ limit: SYNC_BODY_LIMIT });
  return async (caller, req, res) => {
    await askingAdmin(caller);
    await parsed(readJson, req, res);
    const body = readBody(req, syncBody);
    const { contacts, matters, deleted } = body;
    const rows = contacts.length + matters.length + deleted.contacts.length + deleted.matters.length;
    if (rows > MOST_SYNC_ROWS) {
      throw new ProblemError('too_large', { detail: `At most ${String(MOST_SYNC_ROWS)} rows at once.` });
    }
    const tenant = await deps.storage.tenants.byId(caller.tenantId);
    if (!tenant) throw new ProblemError('not_signed_in');
    // All of the firm's matters, also those that are restricted to others: of those it is told that they were written.
    const answer = await syncDirectory(deps.storage.tenant(caller.tenantId), body, {
      at: deps.now().toISOString(),
      country: tenant.firm.country,
      publish: (events) => deps.publish(caller.tenantId, events),
    });
    res.json(answer);
  };
}

function parsed(readJson: ReturnType<typeof express.json>, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    readJson(req, res, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new ProblemError('bad_request'));
    });
  });
}

import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { StoredEvent } from '../storage/port.ts';
import { newContact } from '../wire/directory.ts';

/** POST /contacts. The desktop made the id, so a repeated request is the same contact. */
export function createAddContactRoute(deps: {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}): CallerRoute {
  return async ({ store, tenantId }, req, res) => {
    const written = await store.putContact(readBody(req, newContact), deps.now().toISOString());
    deps.publish(tenantId, written.events);
    res.status(201).json(written.value);
  };
}

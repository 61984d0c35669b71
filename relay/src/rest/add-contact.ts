import { ProblemError } from '../http/problem-error.ts';
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
    const wanted = readBody(req, newContact);
    const [other] = wanted.externalId === null ? [] : await store.contactsByExternalId([wanted.externalId]);
    if (other && other.id !== wanted.id) {
      throw new ProblemError('malformed', { field: 'externalId', detail: 'It is another one’s already.' });
    }
    const written = await store.putContact(wanted, deps.now().toISOString());
    deps.publish(tenantId, written.events);
    res.status(201).json(written.value);
  };
}

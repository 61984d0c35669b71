import { readBody } from '../http/read.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { StoredEvent } from '../storage/port.ts';
import { callEdit } from '../wire/call.ts';

/** A clock may be a little ahead; a note from next week would win over every later one. */
const MAX_AHEAD_MS = 5 * 60_000;

/** PATCH /calls/:id. Field by field the later writing wins, so sending the same edit again changes nothing. */
export function createEditCallRoute(deps: {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const edit = readBody(req, callEdit);
    const callId = String(req.params['callId']);
    const person = await store.person(device.personId);
    if (!person) throw new ProblemError('not_signed_in');
    if (edit.contactId && !(await store.contact(edit.contactId))) {
      throw new ProblemError('malformed', { field: 'contactId', detail: 'There is no such contact.' });
    }
    if (edit.matterId && !(await store.matter(edit.matterId))) {
      throw new ProblemError('malformed', { field: 'matterId', detail: 'There is no such matter.' });
    }
    const now = deps.now();
    const at = Date.parse(edit.at) > now.getTime() + MAX_AHEAD_MS ? now.toISOString() : edit.at;
    const author = { personId: person.id, name: person.shortName };
    const written = await store.editCall(callId, { ...edit, at }, author, now.toISOString());
    if (!written) throw new ProblemError('not_found');
    deps.publish(tenantId, written.events);
    res.json(written.value);
  };
}

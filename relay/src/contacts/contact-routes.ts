import type { Router } from 'express';
import { z } from 'zod';
import { askingPerson } from '../control/asking-person.ts';
import { editTime } from '../directory/edit-time.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody, readQuery } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import type { StoredEvent } from '../storage/port.ts';
import { contactEdit } from '../wire/directory.ts';
import { id } from '../wire/scalars.ts';

interface Deps {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

/** One contact: read, written field by field, merged into another, removed; and which may be one and the same. */
export function addContactRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  router.get('/contacts/duplicates', signedIn(listDuplicates));
  router.get('/contacts/:contactId', signedIn(readContact));
  router.patch('/contacts/:contactId', signedIn(editContact(deps)));
  router.delete('/contacts/:contactId', signedIn(removeContact(deps)));
  router.post('/contacts/:contactId/merge', signedIn(mergeContact(deps)));
}

const duplicatesQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(200))
    .default(50),
});

const listDuplicates: CallerRoute = async ({ store }, req, res) => {
  const { limit } = readQuery(req, duplicatesQuery);
  res.json({ items: await store.duplicateContacts(limit) });
};

const readContact: CallerRoute = async ({ store }, req, res) => {
  const found = await store.contact(String(req.params['contactId']));
  if (!found) throw new ProblemError('not_found');
  res.json(found);
};

/** Anybody of the firm may write a contact. The same edit again changes nothing. */
function editContact(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const edit = readBody(req, contactEdit);
    const contactId = idIn(req.params['contactId']);
    const person = await askingPerson(caller);
    const now = deps.now();
    const by = { personId: person.id, name: person.shortName };
    const timed = { ...edit, at: editTime(edit.at, now) };
    const written = await caller.store.editContact(contactId, timed, by, now.toISOString());
    if (written === 'incomplete') throw new ProblemError('malformed', { field: 'name', detail: 'A name is needed.' });
    if (written === 'taken') throw taken();
    deps.publish(caller.tenantId, written.events);
    res.json(written.value);
  };
}

/** Admins and lawyers. What it had stays, as nobody's. */
function removeContact(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const person = await askingPerson(caller);
    if (person.role === 'receptionist') throw new ProblemError('not_allowed');
    const contactId = String(req.params['contactId']);
    const written = await caller.store.removeContact(contactId, null, deps.now().toISOString());
    if (!written) throw new ProblemError('not_found');
    deps.publish(caller.tenantId, written.events);
    res.status(204).end();
  };
}

/** `{into}`: the contact that stays. Answers it as it is then. */
function mergeContact(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const { into } = readBody(req, z.object({ into: id }));
    const contactId = String(req.params['contactId']);
    const { store } = caller;
    await askingPerson(caller);
    if (!(await store.contact(contactId))) throw new ProblemError('not_found');
    if (into === contactId) {
      throw new ProblemError('malformed', { field: 'into', detail: 'A contact cannot be merged into itself.' });
    }
    const written = await store.removeContact(contactId, into, deps.now().toISOString());
    if (!written?.value) throw new ProblemError('malformed', { field: 'into', detail: 'There is no such contact.' });
    deps.publish(caller.tenantId, written.events);
    res.json(written.value);
  };
}

function idIn(text: unknown): string {
  const read = id.safeParse(text);
  if (!read.success) throw new ProblemError('malformed', { field: 'contactId', detail: 'At most 100 characters.' });
  return read.data;
}

const taken = () => new ProblemError('malformed', { field: 'externalId', detail: 'It is another one’s already.' });

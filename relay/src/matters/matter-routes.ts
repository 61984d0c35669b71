import type { Router } from 'express';
import { askingPerson } from '../control/asking-person.ts';
import { editTime } from '../directory/edit-time.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import type { StoredEvent, TenantStore } from '../storage/port.ts';
import { matterEdit, type Matter, type MatterEdit } from '../wire/directory.ts';
import { id } from '../wire/scalars.ts';
import { mayEditMatter, mayRemoveMatter } from './may-edit-matter.ts';

interface Deps {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

/** One matter: read, written field by field, removed. */
export function addMatterRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  router.get('/matters/:matterId', signedIn(readMatter));
  router.patch('/matters/:matterId', signedIn(editMatter(deps)));
  router.delete('/matters/:matterId', signedIn(removeMatter(deps)));
}

const readMatter: CallerRoute = async ({ store }, req, res) => {
  const found = await store.matter(String(req.params['matterId']));
  if (!found) throw new ProblemError('not_found');
  res.json(found);
};

function editMatter(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const edit = readBody(req, matterEdit);
    const matterId = id.safeParse(req.params['matterId']);
    if (!matterId.success) {
      throw new ProblemError('malformed', { field: 'matterId', detail: 'At most 100 characters.' });
    }
    const { store } = caller;
    const person = await askingPerson(caller);
    const before = await store.matter(matterId.data);
    if (!mayEditMatter(person, before, edit.set)) throw new ProblemError('not_allowed');
    await checkNamed(store, before, edit.set);
    const now = deps.now();
    const by = { personId: person.id, name: person.shortName };
    const timed = { ...edit, at: editTime(edit.at, now) };
    const written = await store.editMatter(matterId.data, timed, by, now.toISOString());
    if (written === 'incomplete') {
      throw new ProblemError('malformed', { field: 'set', detail: 'A new matter needs a number and a title.' });
    }
    if (written === 'taken') {
      throw new ProblemError('malformed', { field: 'externalId', detail: 'It is another one’s already.' });
    }
    deps.publish(caller.tenantId, written.events);
    res.json(written.value);
  };
}

/** Its calls, messages and callbacks stay, under no matter. */
function removeMatter(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const person = await askingPerson(caller);
    const matterId = String(req.params['matterId']);
    const found = await caller.store.matter(matterId);
    if (!found) throw new ProblemError('not_found');
    if (!mayRemoveMatter(person, found)) throw new ProblemError('not_allowed');
    // Its calls would be everybody's at that moment.
    if (found.restrictedTo !== null) throw refused('restrictedTo', 'It is restricted. Lift that first.');
    const written = await caller.store.removeMatter(matterId, deps.now().toISOString());
    if (!written) throw new ProblemError('not_found');
    deps.publish(caller.tenantId, written.events);
    res.status(204).end();
  };
}

/** Whom an edit names must be there. What stood there before may have gone meanwhile, and is no fault of this edit. */
async function checkNamed(store: TenantStore, before: Matter | null, set: MatterEdit['set']): Promise<void> {
  const knownContacts = new Set(before?.parties.map((party) => party.contactId));
  for (const [index, { contactId }] of (set.parties ?? []).entries()) {
    if (!knownContacts.has(contactId) && !(await store.contact(contactId))) {
      throw refused(`set.parties.${String(index)}.contactId`, 'There is no such contact.');
    }
  }
  const knownPeople = new Set([
    before?.responsiblePersonId,
    ...(before?.teamPersonIds ?? []),
    ...(before?.restrictedTo ?? []),
  ]);
  const named: [string, string][] = [
    ...(set.responsiblePersonId ? [['set.responsiblePersonId', set.responsiblePersonId] as [string, string]] : []),
    ...(set.teamPersonIds ?? []).map((personId, n): [string, string] => [`set.teamPersonIds.${String(n)}`, personId]),
    ...(set.restrictedTo ?? []).map((personId, n): [string, string] => [`set.restrictedTo.${String(n)}`, personId]),
  ];
  for (const [field, personId] of named) {
    if (!knownPeople.has(personId) && !(await store.person(personId))) throw refused(field, 'There is no such person.');
  }
}

const refused = (field: string, detail: string) => new ProblemError('malformed', { field, detail });

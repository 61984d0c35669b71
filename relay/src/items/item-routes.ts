import type { Router } from 'express';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import { pageRoute } from '../rest/pages.ts';
import type { StoredEvent } from '../storage/port.ts';
import { itemEditSchemas, type ItemKind } from '../wire/item.ts';
import { practice, type Practice } from '../wire/practice.ts';

interface Deps {
  now: () => Date;
  publish: (tenantId: string, events: StoredEvent[]) => void;
}

const paths: { [K in ItemKind]: string } = { callback: '/callbacks', task: '/tasks', time_entry: '/time-entries' };

/** Callbacks, tasks and time entries: GET a page by id, PATCH to merge a writing (or to make one). GET and PUT /practice. */
export function addItemRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  for (const kind of Object.keys(paths) as ItemKind[]) {
    router.get(paths[kind], signedIn(pageRoute((store, cursor, limit) => store.itemPage(kind, cursor, limit))));
    router.get(`${paths[kind]}/:itemId`, signedIn(readItem(kind)));
    router.patch(`${paths[kind]}/:itemId`, signedIn(editItem(kind, deps)));
  }
  router.get(
    '/practice',
    signedIn(async ({ store }, _req, res) => {
      res.json(await store.practice());
    }),
  );
  router.put('/practice', signedIn(savePractice(deps)));
}

function readItem(kind: ItemKind): CallerRoute {
  return async ({ store }, req, res) => {
    const item = await store.item(kind, String(req.params['itemId']));
    if (!item) throw new ProblemError('not_found');
    res.json(item);
  };
}

/** Sending the same edit again changes nothing: it carries its own id and time. */
function editItem(kind: ItemKind, deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const edit = readBody(req, itemEditSchemas[kind]);
    const itemId = String(req.params['itemId']);
    if (itemId.length > 100)
      throw new ProblemError('malformed', { field: 'itemId', detail: 'At most 100 characters.' });
    const person = await store.person(device.personId);
    if (!person) throw new ProblemError('not_signed_in');
    const now = deps.now();
    // Of a clock that runs ahead it counts from here, as the words on a call do: else it would win over later ones.
    const at = new Date(Math.min(Date.parse(edit.at), now.getTime())).toISOString();
    const by = { personId: person.id, name: person.shortName };
    const written = await store.editItem(kind, itemId, { ...edit, at }, by, now.toISOString());
    if (written === 'incomplete') {
      throw new ProblemError('malformed', { field: 'set', detail: 'A new one needs more than this.' });
    }
    deps.publish(tenantId, written.events);
    res.json(written.value);
  };
}

/**
 * Admins only. The body carries the revision it was made from, the answer the next one; somebody else's save in between is
 * a `revision_conflict`.
 */
function savePractice(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const person = await store.person(device.personId);
    if (person?.role !== 'admin') throw new ProblemError('not_allowed');
    const wanted = readBody(req, practice);
    const next: Practice = { ...wanted, revision: wanted.revision + 1 };
    const written = await store.setPractice(next, wanted.revision, deps.now().toISOString());
    if (!written) throw new ProblemError('revision_conflict');
    deps.publish(tenantId, written.events);
    res.json(written.value);
  };
}

import type { Logger } from 'pino';
import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { learnCaller } from '../routing/caller-facts.ts';
import { checkRouting, type KnownToFirm } from '../routing/check-routing.ts';
import { decideRoute } from '../routing/decide-route.ts';
import type { Storage, Tenant, TenantStore } from '../storage/port.ts';
import { routePreviewRequest, routing as routingShape, type Routing } from '../wire/routing.ts';

interface Deps {
  storage: Storage;
  log: Logger;
}

/** GET /routing: any device of the firm. */
export function createRoutingRoute(deps: Deps): CallerRoute {
  return async (caller, _req, res) => {
    res.json((await tenantOf(deps, caller)).routing);
  };
}

/**
 * PUT /routing, admins only. The body carries the revision it was made from, the answer the next one; somebody else's
 * save in between is a `revision_conflict`, never overwritten.
 */
export function createSaveRoutingRoute(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const { tenantId, store, device } = caller;
    const person = await store.person(device.personId);
    if (person?.role !== 'admin') throw new ProblemError('not_allowed');
    const wanted = readBody(req, routingShape);
    checkRouting(wanted, await knownToFirm(await tenantOf(deps, caller), store));
    const saved: Routing = { ...wanted, revision: wanted.revision + 1 };
    const done = await deps.storage.tenants.setRouting(tenantId, saved, wanted.revision);
    if (!done) throw new ProblemError('revision_conflict');
    deps.log.info({ tenantId, personId: person.id, revision: saved.revision }, 'routing_saved');
    res.json(saved);
  };
}

/** POST /routing/preview: what would happen to a call, by the saved rules or by a draft of them. Nothing is written. */
export function createPreviewRoutingRoute(deps: Deps): CallerRoute {
  return async (caller, req, res) => {
    const { at, from, to, draft } = readBody(req, routePreviewRequest);
    const tenant = await tenantOf(deps, caller);
    if (draft) checkRouting(draft, await knownToFirm(tenant, caller.store), 'draft.');
    const facts = await learnCaller(caller.store, from);
    res.json(decideRoute(draft ?? tenant.routing, { at, to }, facts));
  };
}

async function tenantOf({ storage }: Deps, { tenantId }: Caller): Promise<Tenant> {
  const tenant = await storage.tenants.byId(tenantId);
  if (!tenant) throw new ProblemError('not_signed_in');
  return tenant;
}

/** Pages of people read at most: 10,000 people. */
const MOST_PAGES = 20;

async function knownToFirm(tenant: Tenant, store: TenantStore): Promise<KnownToFirm> {
  const lines = new Set(tenant.firm.lines.map((line) => line.number));
  const people = new Set<string>();
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next }: Awaited<ReturnType<TenantStore['personPage']>> = await store.personPage(cursor, 500);
    for (const person of items) {
      people.add(person.id);
      for (const line of person.lines) lines.add(line);
    }
    cursor = next;
    if (cursor === null) break;
  }
  return { lines, hasPerson: (personId) => people.has(personId) };
}

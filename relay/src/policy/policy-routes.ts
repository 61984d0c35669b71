import type { Router } from 'express';
import type { Logger } from 'pino';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import { capturePolicy, capturePreviewRequest, type CapturePolicy } from '../wire/insights.ts';
import { namesSomething } from './decide-capture.ts';
import { previewCapture } from './preview-capture.ts';

interface Deps {
  now: () => Date;
  log: Logger;
}

export function addPolicyRoutes(router: Router, signedIn: SignedIn, deps: Deps): void {
  router.get('/capture-policy', signedIn(readPolicy));
  router.put('/capture-policy', signedIn(createSavePolicyRoute(deps)));
  router.post('/capture-policy/preview', signedIn(previewPolicy));
}

/** GET /capture-policy: any device of the firm; whoever is on the phone may know what is done with it. */
const readPolicy: CallerRoute = async ({ store }, _req, res) => {
  res.json(await store.capturePolicy());
};

/** POST /capture-policy/preview: any device of the firm, as it may read the policy. */
const previewPolicy: CallerRoute = async ({ store }, req, res) => {
  const { draft, ...asked } = readBody(req, capturePreviewRequest);
  if (draft) checkPolicy(draft, 'draft.');
  res.json(await previewCapture(store, draft ?? (await store.capturePolicy()), asked));
};

/**
 * PUT /capture-policy, admins only. The body carries the revision it was made from, the answer the next one; somebody else's
 * save in between is a `revision_conflict`, never overwritten. It stands in the audit log.
 */
function createSavePolicyRoute(deps: Deps): CallerRoute {
  return async ({ store, tenantId, device }, req, res) => {
    const person = await store.person(device.personId);
    if (person?.role !== 'admin') throw new ProblemError('not_allowed');
    const wanted = readBody(req, capturePolicy);
    checkPolicy(wanted);
    const saved: CapturePolicy = { ...wanted, revision: wanted.revision + 1 };
    if (!(await store.setCapturePolicy(saved, wanted.revision))) throw new ProblemError('revision_conflict');
    const at = deps.now().toISOString();
    await store.addAudit({
      at,
      what: 'capture_policy_saved',
      callId: null,
      recordingId: null,
      personId: person.id,
      deviceId: device.id,
      detail: `revision ${String(saved.revision)}`,
    });
    deps.log.info({ tenantId, personId: person.id, revision: saved.revision }, 'capture_policy_saved');
    res.json(saved);
  };
}

/** @throws ProblemError malformed, with the place: a rule that names nothing would hold for everything or for nothing */
function checkPolicy({ rules }: CapturePolicy, under = ''): void {
  const ids = new Set<string>();
  for (const [index, { id, when }] of rules.entries()) {
    const field = `${under}rules.${String(index)}`;
    if (!namesSomething(when))
      throw new ProblemError('malformed', {
        field: `${field}.when`,
        detail: 'A rule must name a line, a country, a matter or a contact.',
      });
    if (ids.has(id)) throw new ProblemError('malformed', { field: `${field}.id`, detail: 'Two rules have this id.' });
    ids.add(id);
  }
}

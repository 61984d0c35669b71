import type { Router } from 'express';
import { z } from 'zod';
import { ProblemError } from '../http/problem-error.ts';
import { readQuery } from '../http/read.ts';
import type { CallerRoute, SignedIn } from '../http/signed-in.ts';
import { pageRoute } from '../rest/pages.ts';
import { id } from '../wire/scalars.ts';

export function addAuditRoutes(router: Router, signedIn: SignedIn): void {
  router.get('/audit', signedIn(readAudit));
}

const ofCall = z.object({ callId: id.optional() });

/** GET /audit?callId=, newest first, admins only: who heard, took out or removed what. */
const readAudit: CallerRoute = async (caller, req, res) => {
  const person = await caller.store.person(caller.device.personId);
  if (person?.role !== 'admin') throw new ProblemError('not_allowed');
  const { callId = null } = readQuery(req, ofCall);
  await pageRoute((store, cursor, limit) => store.auditPage({ callId }, cursor, limit))(caller, req, res);
};

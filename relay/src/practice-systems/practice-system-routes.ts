import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { askingPerson } from '../control/asking-person.ts';
import type { Caller } from '../devices/authenticate.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody, readQuery } from '../http/read.ts';
import type { SignedIn } from '../http/signed-in.ts';
import type { Storage } from '../storage/port.ts';
import type { Person } from '../wire/directory.ts';
import { clioConnect } from '../wire/time-export.ts';
import { callbackPage } from './clio/callback-page.ts';
import type { ClioConnections } from './clio/clio-connection.ts';

export interface PracticeSystemDeps {
  storage: Storage;
  now: () => Date;
  clio: ClioConnections;
}

const callbackQuery = z.object({
  state: z.string().max(200),
  code: z.string().max(2_000).optional(),
  error: z.string().max(200).optional(),
});

/** GET, POST and DELETE /practice-systems/clio, and the page to which Clio sends an administrator's browser back. */
export function addPracticeSystemRoutes(router: Router, signedIn: SignedIn, deps: PracticeSystemDeps): void {
  const { clio } = deps;
  router.get(
    '/practice-systems/clio',
    signedIn(async (caller, _req, res) => {
      const state = await clio.state(caller.store);
      const { role } = await askingPerson(caller);
      res.json(role === 'admin' ? state : { ...state, clientId: null });
    }),
  );
  router.post(
    '/practice-systems/clio',
    signedIn(async (caller, req, res) => {
      const person = await admin(caller);
      const ask = readBody(req, clioConnect);
      res.status(201).json({ authorizeUrl: await clio.begin(caller.store, ask, person.id) });
    }),
  );
  router.delete(
    '/practice-systems/clio',
    signedIn(async (caller, _req, res) => {
      const person = await admin(caller);
      await clio.forget(caller.store);
      await audited(deps, caller.tenantId, person.id, 'clio_disconnected', caller.device.id, null);
      res.status(204).end();
    }),
  );
  router.get('/practice-systems/clio/callback', createCallbackRoute(deps));
}

/** No bearer: a browser comes from Clio. Its state is the proof, good once and for ten minutes. */
function createCallbackRoute(deps: PracticeSystemDeps): RequestHandler {
  return async (req, res) => {
    const { state, code = null, error } = readQuery(req, callbackQuery);
    const finished = await deps.clio.finish({ state, code: error === undefined ? code : null });
    if (finished.result === 'connected') {
      await audited(deps, finished.tenantId, finished.personId, 'clio_connected', null, finished.as);
    }
    res.setHeader('referrer-policy', 'no-referrer');
    res
      .status(finished.result === 'connected' ? 200 : 400)
      .type('html')
      .send(callbackPage(finished));
  };
}

async function admin(caller: Caller): Promise<Person> {
  const person = await askingPerson(caller);
  if (person.role !== 'admin') throw new ProblemError('not_allowed');
  return person;
}

async function audited(
  { storage, now }: PracticeSystemDeps,
  tenantId: string,
  personId: string,
  what: string,
  deviceId: string | null,
  detail: string | null,
): Promise<void> {
  const at = now().toISOString();
  await storage.tenant(tenantId).addAudit({ at, what, callId: null, recordingId: null, personId, deviceId, detail });
}

import { askingPerson } from '../control/asking-person.ts';
import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { reconcileRequest } from '../wire/control.ts';
import type { Reconciler } from './reconciler.ts';

/** POST /reconcile, admins only: it reads the provider's log of everybody. Answers when it is done. */
export function createReconcileRoute({ reconciler }: { reconciler: Reconciler }): CallerRoute {
  return async (caller, req, res) => {
    const { days } = readBody(req, reconcileRequest);
    if ((await askingPerson(caller)).role !== 'admin') throw new ProblemError('not_allowed');
    res.json(await reconciler.run(caller.tenantId, days));
  };
}

import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import { dialRequest } from '../wire/control.ts';
import { accountFor } from './accounts-of-firm.ts';
import { askingPerson } from './asking-person.ts';
import type { ControlDeps } from './control-deps.ts';
import { isEmergencyNumber } from './emergency-number.ts';

/** POST /dial. The call itself comes as the provider's event, like every other. */
export function createDialRoute(deps: ControlDeps): CallerRoute {
  return async (caller, req, res) => {
    const { actionId, to } = readBody(req, dialRequest);
    await deps.actionLimit.attempt(caller.device.id);
    const { tenantId, store, device } = caller;
    const ask = { tenantId, store, actionId, kind: 'dial', personId: device.personId };
    const result = await deps.once(ask, async () => {
      if (isEmergencyNumber(to)) throw new ProblemError('emergency_number');
      const [tenant, person] = await Promise.all([deps.storage.tenants.byId(tenantId), askingPerson(caller)]);
      if (!tenant) throw new ProblemError('not_signed_in');
      const account = await accountFor(deps, tenant, person, 'dial');
      return () => account.dial({ to, person });
    });
    res.json(result);
  };
}

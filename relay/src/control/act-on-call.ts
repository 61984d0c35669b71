import { ProblemError } from '../http/problem-error.ts';
import { readBody } from '../http/read.ts';
import type { CallerRoute } from '../http/signed-in.ts';
import type { LivePhone, ProviderAccount } from '../providers/port.ts';
import { isOver } from '../wire/call.ts';
import { callActionRequest, type CallAction, type ProviderCapabilities } from '../wire/control.ts';
import { askingPerson } from './asking-person.ts';
import type { ControlDeps } from './control-deps.ts';
import { phoneOf } from './phone-of.ts';

/** POST /calls/:callId/actions. What the action changes about the call comes back as the provider's own event. */
export function createActOnCallRoute(deps: ControlDeps): CallerRoute {
  return async (caller, req, res) => {
    const { actionId, act } = readBody(req, callActionRequest);
    await deps.actionLimit.attempt(caller.device.id);
    const { tenantId, store, device } = caller;
    const callId = String(req.params['callId']);
    const ask = { tenantId, store, actionId, kind: act.action, personId: device.personId };
    const result = await deps.once(ask, async () => {
      const [call, person] = await Promise.all([store.call(callId), askingPerson(caller)]);
      if (!call) throw new ProblemError('not_found');
      if (isOver(call.outcome)) throw new ProblemError('call_over');
      const phone = phoneOf(call, person);
      if (!phone) throw new ProblemError('not_your_call');
      const account = await deps.accounts.of(tenantId, call.provider);
      if (!account) throw new ProblemError('provider_not_connected');
      if (!account.capabilities[abilityFor(act)]) throw new ProblemError('provider_cannot');
      return () => perform(account, phone, act);
    });
    res.json(result);
  };
}

function abilityFor(act: CallAction): keyof ProviderCapabilities {
  switch (act.action) {
    case 'hang_up':
      return 'hangUp';
    case 'transfer':
      return act.attended ? 'attendedTransfer' : 'transfer';
    case 'hold':
    case 'mute':
    case 'digits':
      return act.action;
    default:
      return act satisfies never;
  }
}

function perform(account: ProviderAccount, phone: LivePhone, act: CallAction): Promise<void> {
  switch (act.action) {
    case 'hang_up':
      return account.hangUp(phone);
    case 'hold':
      return account.setHold(phone, act.on);
    case 'mute':
      return account.setMute(phone, act.on);
    case 'transfer':
      return account.transfer(phone, act.to, act.attended);
    case 'digits':
      return account.sendDigits(phone, act.digits);
    default:
      return act satisfies never;
  }
}

import { ProblemError } from '../../http/problem-error.ts';
import { readBody } from '../../http/read.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import { legalHoldRequest } from '../../wire/recording.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { askingAdmin } from './asking-admin.ts';

/**
 * PUT /calls/:id/legal-hold (admin): from then on nothing of the call is removed, or it may be again. It stands on the call:
 * what is told of it later is held too.
 */
export function createLegalHoldRoute(deps: RecordingDeps): CallerRoute {
  return async (caller, req, res) => {
    const { tenantId, store, device } = caller;
    const person = await askingAdmin(caller);
    const { on, reason } = readBody(req, legalHoldRequest);
    const callId = String(req.params['callId']);
    const held = await store.setLegalHold(callId, on);
    if (!held) throw new ProblemError('not_found');
    if (held.isNew) {
      const who = { callId, recordingId: null, personId: person.id, deviceId: device.id };
      const detail = `${on ? 'on' : 'off'}: ${reason}`.slice(0, 500);
      await store.addAudit({ at: deps.now().toISOString(), what: 'legal_hold', ...who, detail });
      deps.publish(tenantId, held.events);
    }
    res.json({ items: held.value });
  };
}

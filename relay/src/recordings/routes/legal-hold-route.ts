import { ProblemError } from '../../http/problem-error.ts';
import { readBody } from '../../http/read.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import { legalHoldRequest, type Recording } from '../../wire/recording.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { askingAdmin } from './asking-admin.ts';

/** PUT /calls/:id/legal-hold (admin): from then on nothing of the call is removed, or it may be again. */
export function createLegalHoldRoute(deps: RecordingDeps): CallerRoute {
  return async (caller, req, res) => {
    const { tenantId, store, device } = caller;
    const person = await askingAdmin(caller);
    const { on, reason } = readBody(req, legalHoldRequest);
    const callId = String(req.params['callId']);
    if (!(await store.call(callId))) throw new ProblemError('not_found');
    const recordings = await store.recordingsOfCall(callId);
    if (recordings.length === 0) throw new ProblemError('recording_not_ready');
    const held: Recording[] = [];
    for (const { id: recordingId } of recordings) {
      const at = deps.now().toISOString();
      const written = await store.changeRecording(recordingId, (before) =>
        before === null || before.legalHold === on ? null : { ...before, legalHold: on, updatedAt: at },
      );
      if (written) {
        const who = { callId, recordingId, personId: person.id, deviceId: device.id };
        await store.addAudit({
          at,
          what: 'legal_hold',
          ...who,
          detail: `${on ? 'on' : 'off'}: ${reason}`.slice(0, 500),
        });
        deps.publish(tenantId, written.events);
      }
      const now = written?.value ?? (await store.recording(recordingId));
      if (now) held.push(now);
    }
    res.json({ items: held });
  };
}

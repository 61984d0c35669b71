import { ProblemError } from '../../http/problem-error.ts';
import { readBody } from '../../http/read.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import type { StoredEvent } from '../../storage/port.ts';
import { removalConfirmed } from '../../wire/recording.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { removeRecording } from '../remove-recording.ts';
import { askingAdmin } from './asking-admin.ts';
import { foundRecording } from './found-recording.ts';

/**
 * DELETE /recordings/:id (admin): somebody has a right to that. What was written down of the call goes with it; on legal
 * hold nothing goes.
 */
export function createRemoveRoute(deps: RecordingDeps): CallerRoute {
  return async (caller, req, res) => {
    const { tenantId, store, device } = caller;
    const person = await askingAdmin(caller);
    const recordingId = String(req.params['recordingId']);
    const by = { personId: person.id, deviceId: device.id };
    // Desktops are told last: one that hears of it asks for the call's words again, and these must be gone by then.
    const events: StoredEvent[] = [];
    const toldLast = { ...deps, publish: (_: string, told: StoredEvent[]) => void events.push(...told) };
    let removed;
    try {
      removed = await removeRecording({ tenantId, store, recordingId, reason: 'demand', by, detail: null }, toldLast);
      if (removed === 'unknown') throw new ProblemError('not_found');
      if (removed === 'on_hold') throw new ProblemError('on_legal_hold');
      if (await store.removeInsights(removed.callId)) {
        const who = { callId: removed.callId, recordingId: null, personId: person.id, deviceId: device.id };
        await store.addAudit({ at: deps.now().toISOString(), what: 'removed', ...who, detail: 'texts: demand' });
      }
    } finally {
      if (events.length > 0) deps.publish(tenantId, events);
    }
    deps.log.info({ tenantId, recordingId, personId: person.id }, 'recording_removed');
    res.json(removed);
  };
}

/** How far back it is looked whether a desktop confirmed already; it repeats itself when an answer was lost. */
const LOOK_BACK = 500;

/** POST /recordings/:id/removed: this desktop's copy is gone. */
export function createConfirmRemovalRoute(deps: RecordingDeps): CallerRoute {
  return async ({ store, device }, req, res) => {
    const { at } = readBody(req, removalConfirmed);
    const recording = await foundRecording(store, req.params['recordingId']);
    if (recording.removed === null) throw new ProblemError('bad_request', { detail: 'It was not removed.' });
    const { callId, id: recordingId } = recording;
    const { items } = await store.auditPage({ callId }, null, LOOK_BACK);
    const what = 'removal_confirmed';
    const isKnown = items.some(
      (entry) => entry.what === what && entry.recordingId === recordingId && entry.deviceId === device.id,
    );
    if (!isKnown) {
      const who = { callId, recordingId, personId: device.personId, deviceId: device.id };
      await store.addAudit({ at: deps.now().toISOString(), what, ...who, detail: `gone since ${at}` });
    }
    res.status(204).end();
  };
}

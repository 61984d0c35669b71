import { ProblemError } from '../../http/problem-error.ts';
import { readBody } from '../../http/read.ts';
import type { CallerRoute } from '../../http/signed-in.ts';
import { removalConfirmed } from '../../wire/recording.ts';
import type { RecordingDeps } from '../recording-deps.ts';
import { removeRecording } from '../remove-recording.ts';
import { isTextRemoval, removeTexts } from '../remove-texts.ts';
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
    const { callId } = await foundRecording(store, recordingId);
    if (await store.isOnHold(callId)) throw new ProblemError('on_legal_hold');
    // The words first: a desktop that hears of the recording asks for them again, and they must be gone by then.
    await removeTexts({ tenantId, store, callId, by, detail: 'demand' }, deps);
    const removed = await removeRecording({ tenantId, store, recordingId, reason: 'demand', by, detail: null }, deps);
    if (removed === 'unknown') throw new ProblemError('not_found');
    if (removed === 'on_hold') throw new ProblemError('on_legal_hold');
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

/** DELETE /calls/:id/insights (admin): the words alone, such as a provider's transcript of a call without a recording. */
export function createRemoveTextsRoute(deps: RecordingDeps): CallerRoute {
  return async (caller, req, res) => {
    const { tenantId, store, device } = caller;
    const person = await askingAdmin(caller);
    const callId = String(req.params['callId']);
    if (!(await store.call(callId))) throw new ProblemError('not_found');
    if (await store.isOnHold(callId)) throw new ProblemError('on_legal_hold');
    const by = { personId: person.id, deviceId: device.id };
    if (!(await removeTexts({ tenantId, store, callId, by, detail: 'demand' }, deps)))
      throw new ProblemError('not_found');
    deps.log.info({ tenantId, callId, personId: person.id }, 'texts_removed');
    res.status(204).end();
  };
}

/** POST /calls/:id/insights/removed: this desktop's copy of the words is gone. */
export function createConfirmTextsRoute(deps: RecordingDeps): CallerRoute {
  return async ({ store, device }, req, res) => {
    const { at } = readBody(req, removalConfirmed);
    const callId = String(req.params['callId']);
    const { items } = await store.auditPage({ callId }, null, LOOK_BACK);
    const since = items.findIndex(isTextRemoval);
    if (since === -1) throw new ProblemError('bad_request', { detail: 'They were not removed.' });
    const what = 'removal_confirmed';
    // Newest first: what was made and removed again is confirmed again.
    const isKnown = items
      .slice(0, since)
      .some((entry) => entry.what === what && entry.recordingId === null && entry.deviceId === device.id);
    if (!isKnown) {
      const who = { callId, recordingId: null, personId: device.personId, deviceId: device.id };
      await store.addAudit({ at: deps.now().toISOString(), what, ...who, detail: `texts gone since ${at}` });
    }
    res.status(204).end();
  };
}

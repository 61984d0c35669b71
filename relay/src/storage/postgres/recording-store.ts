import type { EventDraft } from '../../calls/event-draft.ts';
import { insightsRemovedDraft, tellInsights } from '../../insights/ai-completed.ts';
import {
  isFetchedAgain,
  pendingRecording,
  recordingChangedDraft,
  withHold,
  type ToldMedia,
} from '../../recordings/told-recording.ts';
import type { Hops } from '../../wire/events.ts';
import type { RecordingStore } from '../recording-port.ts';
import type { TextLock } from '../text-lock.ts';
import { relockTalks, removeTalk } from './agent-talks.ts';
import { addAudit, auditPage } from './audit.ts';
import { callById, isOnHold, setHold } from './calls.ts';
import { capturePolicy, setCapturePolicy } from './capture-policies.ts';
import * as insights from './insights.ts';
import * as jobs from './jobs.ts';
import * as recordings from './recordings.ts';
import type { Scope } from './scope.ts';
import type { Session } from './session.ts';

/** Recordings, insights, jobs, the audit log and the capture policy of one tenant. */
export function createRecordingStore(
  tenantId: string,
  { scoped, logged }: Scope,
  now: () => Date,
  lock: TextLock,
): RecordingStore {
  const ours = (): Hops => {
    const at = now().toISOString();
    return { providerAt: null, receivedAt: at, committedAt: at };
  };

  return {
    recordingPage: (before, limit) => scoped((s) => recordings.recordingPage(s, tenantId, before, limit)),
    recording: (recordingId) => scoped((s) => recordings.recordingById(s, tenantId, recordingId)),
    recordingsOfCall: (callId) => scoped((s) => recordings.recordingsOfCall(s, tenantId, callId)),
    // `logged` holds the tenant's lock, so of two changes at once the second sees what the first did.
    changeRecording: (recordingId, change) =>
      logged(async (s, log) => {
        const value = change(await recordings.recordingById(s, tenantId, recordingId));
        if (!value) return null;
        await recordings.putRecording(s, tenantId, value);
        return { value, events: await log([recordingChangedDraft(value, ours())]) };
      }),
    media: (recordingId) => scoped((s) => recordings.mediaOf(s, tenantId, recordingId)),
    setMedia: (recordingId, media) => scoped((s) => recordings.setMedia(s, tenantId, recordingId, media)),
    mediaOfKey: (masterKeyId, limit) => scoped((s) => recordings.mediaOfKey(s, tenantId, masterKeyId, limit)),
    recordingsBefore: (before, limit) => scoped((s) => recordings.removableBefore(s, tenantId, before, limit)),

    isOnHold: (callId) => scoped((s) => isOnHold(s, tenantId, callId)),
    setLegalHold: (callId, on) =>
      logged(async (s, log) => {
        if (!(await callById(s, tenantId, callId))) return null;
        const before = await recordings.recordingsOfCall(s, tenantId, callId);
        const isNew = (await isOnHold(s, tenantId, callId)) !== on || before.some(({ legalHold }) => legalHold !== on);
        await setHold(s, tenantId, callId, on);
        const hops = ours();
        const value = before.map((one) => withHold(one, on, hops.committedAt));
        const changed = value.filter((one, index) => one !== before[index]);
        for (const one of changed) await recordings.putRecording(s, tenantId, one);
        return { isNew, value, events: await log(changed.map((one) => recordingChangedDraft(one, hops))) };
      }),

    insights: (callId) =>
      scoped(async (s) => (await insights.insightsOfCall(s, tenantId, callId, lock))?.insights ?? null),
    changeInsights: (callId, change) =>
      logged(async (s, log) => {
        const stored = await callById(s, tenantId, callId);
        if (!stored) return null;
        const before = await insights.insightsOfCall(s, tenantId, callId, lock);
        const changed = change(before?.insights ?? null);
        if (!changed) return null;
        const hops = ours();
        const revision = (before?.insights.revision ?? 0) + 1;
        const value = { ...changed, callId, revision, updatedAt: hops.committedAt };
        const tells = tellInsights(tenantId, stored.call, value, before?.told ?? {}, hops);
        await insights.putInsights(s, tenantId, { insights: value, told: tells.told }, lock);
        return { value, events: await log(tells.events) };
      }),
    insightsPage: (cursor, limit) => scoped((s) => insights.insightsPage(s, tenantId, cursor, limit)),
    insightsBefore: (before, limit) => scoped((s) => insights.insightsBefore(s, tenantId, before, limit)),
    removeInsights: (callId) =>
      logged(async (s, log) => {
        if (await isOnHold(s, tenantId, callId)) return [];
        const hadInsights = await insights.removeInsights(s, tenantId, callId);
        const hadTalk = await removeTalk(s, tenantId, callId);
        return hadInsights || hadTalk ? log([insightsRemovedDraft(callId, ours())]) : [];
      }),
    // Under the tenant's lock: a change at the same moment would else be undone.
    relockTexts: (limit) =>
      logged(async (s) => {
        const relocked = await insights.relockInsights(s, tenantId, limit, lock);
        return relocked + (await relockTalks(s, tenantId, limit - relocked, lock));
      }),
    sentimentsBetween: (from, to) => scoped((s) => insights.sentimentsBetween(s, tenantId, from, to)),
    sentimentCounts: (from, to) => scoped((s) => insights.sentimentCounts(s, tenantId, from, to)),

    addJob: (job) => scoped((s) => jobs.addJob(s, tenantId, job)),
    claimJob: (kinds, at, leaseMs) =>
      scoped((s) => jobs.claimJob(s, tenantId, kinds, at, new Date(Date.parse(at) + leaseMs).toISOString())),
    renewJob: (held, until) => scoped((s) => jobs.renewJob(s, tenantId, held, until)),
    finishJob: (held) => scoped((s) => jobs.finishJob(s, tenantId, held, now().toISOString())),
    failJob: (held, reason, retryAt) =>
      scoped((s) => jobs.failJob(s, tenantId, held, { reason, retryAt }, now().toISOString())),
    giveBackJob: (held) => scoped((s) => jobs.giveBackJob(s, tenantId, held, now().toISOString())),
    jobsOfCall: (callId) => scoped((s) => jobs.jobsOfCall(s, tenantId, callId)),

    addAudit: (entry) => scoped((s) => addAudit(s, tenantId, entry)),
    auditPage: ({ callId }, before, limit) => scoped((s) => auditPage(s, tenantId, callId, before, limit)),

    capturePolicy: () => scoped((s) => capturePolicy(s, tenantId)),
    setCapturePolicy: (policy, expected) => scoped((s) => setCapturePolicy(s, tenantId, policy, expected)),
  };
}

/**
 * In the transaction of the delivery that told of it: a process that dies afterwards has lost nothing. They are few
 * beside the calls, so each asks for itself.
 */
export async function keepToldMedia(
  session: Session,
  tenantId: string,
  told: readonly ToldMedia[],
  hops: Hops,
): Promise<EventDraft[]> {
  const drafts: EventDraft[] = [];
  for (const { recording, job } of told) {
    const known = recording && (await recordings.recordingById(session, tenantId, recording.id));
    if (known && !isFetchedAgain(known)) continue;
    if (recording && !known) {
      const legalHold = await isOnHold(session, tenantId, job.callId);
      const pending = pendingRecording(job.callId, { ...recording, legalHold }, job.dueAt);
      await recordings.putRecording(session, tenantId, pending);
      drafts.push(recordingChangedDraft(pending, hops));
    }
    await jobs.offerJob(session, tenantId, job);
  }
  return drafts;
}

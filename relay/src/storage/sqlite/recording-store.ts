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
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** Recordings, insights, jobs, the audit log and the capture policy of one tenant. */
export function createRecordingStore(
  tenantId: string,
  { write, read, now }: Connection,
  { recordings, insights, agentTalks, jobs, audit, capturePolicies, calls, log }: Tables,
  lock: TextLock,
): RecordingStore {
  const ours = (): Hops => {
    const at = now().toISOString();
    return { providerAt: null, receivedAt: at, committedAt: at };
  };

  return {
    recordingPage: (before, limit) => read(() => recordings.page(tenantId, before, limit)),
    recording: (recordingId) => read(() => recordings.byId(tenantId, recordingId)),
    recordingsOfCall: (callId) => read(() => recordings.ofCall(tenantId, callId)),
    changeRecording: (recordingId, change) =>
      write(() => {
        const value = change(recordings.byId(tenantId, recordingId));
        if (!value) return null;
        recordings.put(tenantId, value);
        return { value, events: log.append(tenantId, [recordingChangedDraft(value, ours())]) };
      }),
    media: (recordingId) => read(() => recordings.media(tenantId, recordingId)),
    setMedia: (recordingId, media) => write(() => recordings.setMedia(tenantId, recordingId, media)),
    mediaOfKey: (masterKeyId, limit) => read(() => recordings.mediaOfKey(tenantId, masterKeyId, limit)),
    recordingsBefore: (startedBefore, limit) => read(() => recordings.removableBefore(tenantId, startedBefore, limit)),

    isOnHold: (callId) => read(() => calls.isOnHold(tenantId, callId)),
    setLegalHold: (callId, on) =>
      write(() => {
        if (!calls.byId(tenantId, callId)) return null;
        const before = recordings.ofCall(tenantId, callId);
        const isNew = calls.isOnHold(tenantId, callId) !== on || before.some(({ legalHold }) => legalHold !== on);
        calls.setHold(tenantId, callId, on);
        const hops = ours();
        const value = before.map((one) => withHold(one, on, hops.committedAt));
        const changed = value.filter((one, index) => one !== before[index]);
        for (const one of changed) recordings.put(tenantId, one);
        return {
          isNew,
          value,
          events: log.append(
            tenantId,
            changed.map((one) => recordingChangedDraft(one, hops)),
          ),
        };
      }),

    insights: (callId) => read(() => insights.ofCall(tenantId, callId, lock)?.insights ?? null),
    changeInsights: (callId, change) =>
      write(() => {
        const call = calls.byId(tenantId, callId)?.call;
        if (!call) return null;
        const before = insights.ofCall(tenantId, callId, lock);
        const changed = change(before?.insights ?? null);
        if (!changed) return null;
        const hops = ours();
        const revision = (before?.insights.revision ?? 0) + 1;
        const value = { ...changed, callId, revision, updatedAt: hops.committedAt };
        const tells = tellInsights(tenantId, call, value, before?.told ?? {}, hops);
        insights.put(tenantId, { insights: value, told: tells.told }, lock);
        return { value, events: log.append(tenantId, tells.events) };
      }),
    insightsPage: (cursor, limit) => read(() => insights.page(tenantId, cursor, limit)),
    insightsBefore: (startedBefore, limit) => read(() => insights.before(tenantId, startedBefore, limit)),
    removeInsights: (callId) =>
      write(() => {
        if (calls.isOnHold(tenantId, callId)) return [];
        const removed = [insights.remove(tenantId, callId), agentTalks.remove(tenantId, callId)];
        return removed.includes(true) ? log.append(tenantId, [insightsRemovedDraft(callId, ours())]) : [];
      }),
    relockTexts: (limit) =>
      write(() => {
        const relocked = insights.relock(tenantId, limit, lock);
        return relocked + agentTalks.relock(tenantId, limit - relocked, lock);
      }),
    sentimentsBetween: (from, to) => read(() => insights.sentimentOf(tenantId, from, to)),
    sentimentCounts: (from, to) => read(() => insights.sentiments(tenantId, from, to)),

    addJob: (job) => write(() => jobs.add(tenantId, job)),
    claimJob: (kinds, at, leaseMs) =>
      write(() => jobs.claim(tenantId, kinds, at, new Date(Date.parse(at) + leaseMs).toISOString())),
    renewJob: (held, until) => write(() => jobs.renew(tenantId, held, until)),
    finishJob: (held) => write(() => jobs.finish(tenantId, held, now().toISOString())),
    failJob: (held, reason, retryAt) => write(() => jobs.fail(tenantId, held, reason, retryAt, now().toISOString())),
    giveBackJob: (held) => write(() => jobs.giveBack(tenantId, held, now().toISOString())),
    jobsOfCall: (callId) => read(() => jobs.ofCall(tenantId, callId)),

    addAudit: (entry) => write(() => audit.add(tenantId, entry)),
    auditPage: ({ callId }, before, limit) => read(() => audit.page(tenantId, callId, before, limit)),

    capturePolicy: () => read(() => capturePolicies.of(tenantId)),
    setCapturePolicy: (policy, expected) =>
      write(() => {
        if (capturePolicies.of(tenantId).revision !== expected) return false;
        capturePolicies.put(tenantId, policy);
        return true;
      }),
  };
}

/** In the transaction of the delivery that told of it: a process that dies afterwards has lost nothing. */
export function keepToldMedia(
  tenantId: string,
  { recordings, jobs, calls }: Pick<Tables, 'recordings' | 'jobs' | 'calls'>,
  told: readonly ToldMedia[],
  hops: Hops,
): EventDraft[] {
  const drafts: EventDraft[] = [];
  for (const { recording, job } of told) {
    const known = recording && recordings.byId(tenantId, recording.id);
    if (known && !isFetchedAgain(known)) continue;
    if (recording && !known) {
      const legalHold = calls.isOnHold(tenantId, job.callId);
      const pending = pendingRecording(job.callId, { ...recording, legalHold }, job.dueAt);
      recordings.put(tenantId, pending);
      drafts.push(recordingChangedDraft(pending, hops));
    }
    jobs.offer(tenantId, job);
  }
  return drafts;
}

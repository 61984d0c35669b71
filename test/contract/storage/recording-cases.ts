import { expect } from 'vitest';
import type { FieldState } from '@callbrief/relay/wire/field-state';
import { loggedEvent, type LoggedEvent } from '@callbrief/relay/wire/events';
import { recording as recordingSchema } from '@callbrief/relay/wire/recording';
import { beginInsights } from '../../../relay/src/insights/begin-insights.ts';
import { editInsights } from '../../../relay/src/insights/edit-insights.ts';
import type { StoredEvent, TenantStore } from '../../../relay/src/storage/port.ts';
import type { NewJob } from '../../../relay/src/storage/recording-port.ts';
import { pendingRecording } from '../../../relay/src/recordings/told-recording.ts';
import { addedFact, deliveryOf, factOf, later, NOW, pastCall, ringing, tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const read = (events: readonly StoredEvent[]): LoggedEvent[] =>
  events.map((event) => loggedEvent.parse(JSON.parse(event.json)));
const recordingOf = (id: string, callId = 'c1', given = {}) => ({
  ...pendingRecording(callId, { id, kind: 'call' }, NOW),
  ...given,
});
const mediaNamed = (objectName: string, masterKeyId = 'm1') => ({
  objectName,
  masterKeyId,
  lockedKey: 'AAAA',
  sizeBytes: 12,
  peaksJson: null,
});
export const jobNamed = (key: string, given: Partial<NewJob> = {}): NewJob => ({
  key,
  kind: 'fetch',
  callId: 'c1',
  recordingId: null,
  dueAt: NOW,
  payload: { url: 'https://cdn.example/r.mp3' },
  ...given,
});
const link = (second: number, url: string) => addedFact(second, { recording: { url, durationSeconds: 55 } });
const completed = (at: string): FieldState => ({
  status: 'completed',
  reason: null,
  progress: null,
  attempts: 1,
  nextAttemptAt: null,
  updatedAt: at,
});
const skipped = (at: string): FieldState => ({ ...completed(at), status: 'skipped', reason: 'no_engine' });

async function withCall(store: TenantStore, given: Parameters<typeof pastCall>[0] = {}): Promise<string> {
  const call = pastCall(given);
  await store.importCalls([call], NOW);
  return call.id;
}

/** What is kept of a call's audio, and who touched it. */
export const recordingCases: StorageCase[] = [
  {
    name: 'a link to a recording makes one recording and one job in the delivery’s own transaction',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(deliveryOf('1', factOf('ended', { at: later(60), durationSeconds: 55 })));
      const callId = calls[0]?.id ?? '';
      expect((await store.recordingPage(null, 10)).total).toBe(0);
      const { events } = await store.accept(deliveryOf('1', link(90, 'https://cdn.example/one.mp3')));
      expect(read(events).map((event) => event.type)).toEqual([
        'call_changed',
        ...(events.length === 3 ? ['call_event_created'] : []),
        'recording_changed',
      ]);
      const [recording] = await store.recordingsOfCall(callId);
      expect(recordingSchema.parse(recording)).toMatchObject({ callId, kind: 'call', audio: { status: 'pending' } });
      expect(JSON.stringify(events)).not.toContain('cdn.example');
      const [job] = await store.jobsOfCall(callId);
      expect(job).toMatchObject({
        kind: 'fetch',
        recordingId: recording?.id,
        state: 'waiting',
        attempts: 0,
        payload: { provider: 'ringover', url: 'https://cdn.example/one.mp3', durationSeconds: 55 },
      });
      // The same delivery, and the same fact in another delivery.
      await store.accept(deliveryOf('1', link(90, 'https://cdn.example/one.mp3')));
      await store.accept(deliveryOf('1', link(90, 'https://cdn.example/one.mp3'), { dedupeKey: 'other' }));
      expect(await store.jobsOfCall(callId)).toEqual([job]);
      // A newer address of a recording that is not here yet replaces the older one, in whatever order they come.
      await store.accept(deliveryOf('1', link(200, 'https://cdn.example/three.mp3')));
      await store.accept(deliveryOf('1', link(150, 'https://cdn.example/two.mp3')));
      expect(await store.jobsOfCall(callId)).toMatchObject([
        { id: job?.id, payload: { url: 'https://cdn.example/three.mp3' } },
      ]);
      expect((await store.recordingPage(null, 10)).total).toBe(1);
    },
  },
  {
    name: 'a link that comes before its call waits for it; a message and a transcript have their own jobs',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.accept(deliveryOf('7', link(90, 'https://cdn.example/early.mp3')));
      expect((await store.recordingPage(null, 10)).total).toBe(0);
      const { calls } = await store.accept(ringing('7'));
      const callId = calls[0]?.id ?? '';
      await store.accept(
        deliveryOf(
          '7',
          addedFact(95, {
            voicemailRecording: { url: 'https://cdn.example/vm.mp3', durationSeconds: null },
            transcriptionUrl: 'https://cdn.example/words.json',
          }),
        ),
      );
      expect((await store.recordingsOfCall(callId)).map((r) => r.kind).toSorted()).toEqual(['call', 'voicemail']);
      const jobs = await store.jobsOfCall(callId);
      expect(jobs.map((job) => job.kind).toSorted()).toEqual(['fetch', 'fetch', 'import']);
      expect(new Set(jobs.map((job) => job.key)).size).toBe(3);
    },
  },
  {
    name: 'a recording that is here, or that the firm removed, is not fetched again for another link',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const [id, given] of [
        ['1', { audio: completed(NOW) }],
        ['2', { audio: completed(NOW), removed: { at: NOW, reason: 'demand' } }],
        ['3', { audio: { ...skipped(NOW), reason: 'policy_no_recording' } }],
      ] as const) {
        const { calls } = await store.accept(deliveryOf(id, factOf('ended', { added: link(0, 'https://a/1').added! })));
        const callId = calls[0]?.id ?? '';
        const [recording] = await store.recordingsOfCall(callId);
        await store.changeRecording(recording?.id ?? '', (before) => before && { ...before, ...given });
        const job = await store.claimJob(['fetch'], NOW, 1_000);
        expect(job && (await store.finishJob(job))).toBe(true);
        await store.accept(deliveryOf(id, link(99, 'https://a/2')));
        expect(await store.jobsOfCall(callId)).toMatchObject([{ state: 'done', payload: { url: 'https://a/1' } }]);
      }
    },
  },
  {
    name: 'recordings are listed newest first, page by page, and found by call',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const [i, id] of ['r1', 'r2', 'r3'].entries())
        await store.changeRecording(id, () => recordingOf(id, 'c1', { createdAt: later(i < 2 ? 5 : 9) }));
      const first = await store.recordingPage(null, 2);
      expect([first.items.map((r) => r.id), first.total]).toEqual([['r3', 'r2'], 3]);
      const rest = await store.recordingPage(first.next, 2);
      expect([rest.items.map((r) => r.id), rest.next]).toEqual([['r1'], null]);
      await expect(store.recordingPage('nonsense', 2)).rejects.toMatchObject({ code: 'bad_cursor' });
      expect((await store.recordingsOfCall('c1')).map((r) => r.id)).toEqual(['r1', 'r2', 'r3']);
      expect(await store.recordingsOfCall('c2')).toEqual([]);
      expect(await store.recording('no-such')).toBeNull();
    },
  },
  {
    name: 'changes of one recording at the same moment all count, and each is told',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      await store.changeRecording('r1', (before) => before ?? recordingOf('r1'));
      const more = (handle: TenantStore) =>
        handle.changeRecording('r1', (before) => before && { ...before, sizeBytes: (before.sizeBytes ?? 0) + 1 });
      await Promise.all(Array.from({ length: 20 }, (_, i) => more(i % 2 === 0 ? store : other)));
      expect((await store.recording('r1'))?.sizeBytes).toBe(20);
      const told = read(await store.eventsAfter(0, 100));
      expect(told.map((e) => e.type === 'recording_changed' && e.recording.sizeBytes)).toEqual([
        null,
        ...Array.from({ length: 20 }, (_, i) => i + 1),
      ]);
      expect(await store.changeRecording('r1', () => null)).toBeNull();
      expect(await store.changeRecording('no-such', (before) => before)).toBeNull();
      expect(await store.lastEventId()).toBe(21);
    },
  },
  {
    name: 'where the bytes are is kept apart, found by the key that locks them, and forgotten',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.setMedia('r1', mediaNamed('o1'));
      await store.setMedia('r2', mediaNamed('o2'));
      await store.setMedia('r3', mediaNamed('o3', 'm2'));
      expect(await store.media('r1')).toEqual(mediaNamed('o1'));
      expect((await store.mediaOfKey('m1', 10)).map((m) => m.recordingId)).toEqual(['r1', 'r2']);
      expect(await store.mediaOfKey('m1', 1)).toHaveLength(1);
      await store.setMedia('r1', mediaNamed('o1', 'm2'));
      expect((await store.mediaOfKey('m1', 10)).map((m) => m.recordingId)).toEqual(['r2']);
      await store.setMedia('r2', null);
      await store.setMedia('r2', null);
      expect([await store.media('r2'), await store.mediaOfKey('m1', 10)]).toEqual([null, []]);
      expect(await store.lastEventId()).toBe(0);
    },
  },
  {
    name: 'what may be removed are recordings and texts of old calls that are not on hold, the oldest first',
    async run(subject) {
      const store = await openWithTenant(subject);
      const ids: string[] = [];
      for (const second of [30, 10, 20, 500]) ids.push(await withCall(store, { startedAt: later(second) }));
      const [c30 = '', c10 = '', c20 = '', c500 = ''] = ids;
      for (const callId of ids) {
        await store.changeRecording(`r-${callId}`, () => recordingOf(`r-${callId}`, callId));
        await store.changeInsights(callId, () => beginInsights(callId, null, NOW));
      }
      const recordings = async (before: number) =>
        (await store.recordingsBefore(later(before), 10)).map((r) => r.callId);
      expect(await recordings(500)).toEqual([c10, c20, c30]);
      expect(await store.insightsBefore(later(500), 2)).toEqual([c10, c20]);
      await store.changeRecording(`r-${c10}`, (r) => r && { ...r, legalHold: true });
      await store.changeRecording(`r-${c20}`, (r) => r && { ...r, removed: { at: NOW, reason: 'retention' } });
      expect(await recordings(600)).toEqual([c30, c500]);
      expect(await store.insightsBefore(later(600), 10)).toEqual([c20, c30, c500]);
      await store.changeRecording(`r-${c10}`, (r) => r && { ...r, legalHold: false });
      expect(await recordings(15)).toEqual([c10]);
      const removed = await store.removeInsights(c10);
      expect(read(removed)).toMatchObject([{ type: 'insights_removed', callId: c10 }]);
      expect(await store.eventsAfter((removed[0]?.id ?? 0) - 1, 10)).toEqual(removed);
      expect(await store.removeInsights(c10)).toEqual([]);
      expect(await store.insights(c10)).toBeNull();
    },
  },
  {
    name: 'a legal hold stands on the call: on what it has, on what is told later, and through every other change of it',
    async run(subject) {
      const store = await openWithTenant(subject);
      const { calls } = await store.accept(ringing('9'));
      const callId = calls[0]?.id ?? '';
      expect(await store.setLegalHold('none', true)).toBeNull();
      expect([await store.isOnHold(callId), await store.isOnHold('none')]).toEqual([false, false]);
      // Of which there is nothing yet.
      expect(await store.setLegalHold(callId, true)).toEqual({ isNew: true, value: [], events: [] });
      // Words without a recording, such as a provider's transcript.
      await store.changeInsights(callId, () => beginInsights(callId, null, NOW));
      expect([await store.insightsBefore(later(500), 10), await store.removeInsights(callId)]).toEqual([[], []]);
      await store.accept(deliveryOf('9', factOf('ended', { at: later(60), durationSeconds: 55 })));
      await store.editCall(callId, { at: NOW, note: 'held' }, { personId: 'ada', name: 'Ada' }, NOW);
      await store.accept(deliveryOf('9', link(90, 'https://cdn.example/one.mp3')));
      const [recording] = await store.recordingsOfCall(callId);
      expect(recording?.legalHold).toBe(true);
      expect(await store.setLegalHold(callId, true)).toMatchObject({ isNew: false, events: [] });
      const everything = async () => [
        (await store.recordingsBefore(later(500), 10)).length,
        (await store.insightsBefore(later(500), 10)).length,
        (await store.removeInsights(callId)).length,
      ];
      expect(await everything()).toEqual([0, 0, 0]);
      const over = await store.setLegalHold(callId, false);
      expect(over).toMatchObject({ isNew: true, value: [{ id: recording?.id, legalHold: false }] });
      expect(read(over?.events ?? [])).toMatchObject([{ type: 'recording_changed', recording: { legalHold: false } }]);
      expect(await store.isOnHold(callId)).toBe(false);
      expect(await everything()).toEqual([1, 1, 1]);
    },
  },
  {
    name: 'two edits at the same moment end as the later one, in both orders, and a restart knows it still',
    async run(subject) {
      const store = await openWithTenant(subject);
      const said = { speaker: 'caller', channel: 0, startMs: 0, endMs: 900, language: null, words: null } as const;
      const ends: unknown[] = [];
      for (const reversed of [false, true]) {
        const callId = await withCall(store, { id: `c-${String(reversed)}`, providerCallId: `p-${String(reversed)}` });
        await store.changeInsights(callId, () => {
          const begun = beginInsights(callId, null, NOW);
          const segments = [{ ...said, id: 's1', text: 'Friday', edited: null }];
          return { ...begun, transcript: { ...begun.transcript, ...completed(NOW), segments } };
        });
        const write = (text: string, by: string, second: number) =>
          store.changeInsights(callId, (before) => {
            const edit = { edit: 'segment', segmentId: 's1', text } as const;
            const times = { at: later(second), receivedAt: later(500) };
            const outcome = before && editInsights(before, edit, { personId: by, name: by }, times);
            return typeof outcome === 'string' ? null : outcome;
          });
        const both = [() => write('Monday', 'ada', 60), () => write('Friday', 'bob', 90)];
        for (const one of reversed ? both.toReversed() : both) await one();
        // Older than both; the second put back what the machine wrote, and that is remembered too.
        expect(await write('Sunday', 'ada', 30)).toBeNull();
        const kept = await store.insights(callId);
        ends.push([kept?.transcript.segments, kept?.written]);
      }
      const written = { 'segment/s1': { at: later(90), byPersonId: 'bob', arrivedAt: later(500) } };
      expect(ends).toEqual([0, 1].map(() => [[{ ...said, id: 's1', text: 'Friday', edited: null }], written]));
    },
  },
  {
    name: 'every change of insights has the next revision, also of many at the same moment, and tells states without words',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const callId = await withCall(store);
      expect(await store.insights(callId)).toBeNull();
      const begun = await store.changeInsights(callId, (before) => before ?? beginInsights(callId, 'r1', NOW));
      expect(begun?.value.revision).toBe(1);
      const comment = (handle: TenantStore, text: string) =>
        handle.changeInsights(
          callId,
          (before) =>
            before && {
              ...before,
              comments: [...before.comments, { id: text, byPersonId: 'ada', byName: 'Ada', at: NOW, atMs: 0, text }],
            },
        );
      const changes = await Promise.all(
        Array.from({ length: 12 }, (_, i) => comment(i % 2 === 0 ? store : other, `secret-${String(i)}`)),
      );
      expect(changes.map((c) => c?.value.revision ?? 0).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 12 }, (_, i) => i + 2),
      );
      const stored = await other.insights(callId);
      expect([stored?.revision, stored?.comments.length]).toEqual([13, 12]);
      const told = read(changes.flatMap((c) => c?.events ?? []));
      expect(told).toHaveLength(12);
      expect(told[0]).toMatchObject({ type: 'insights_changed', callId, fields: { summary: { status: 'pending' } } });
      expect(JSON.stringify(told)).not.toContain('secret-');
      expect(await store.changeInsights(callId, () => null)).toBeNull();
      expect(await store.changeInsights('no-such-call', () => beginInsights('no-such-call', null, NOW))).toBeNull();
      expect(await store.insights('no-such-call')).toBeNull();
    },
  },
  {
    name: 'what was produced is told once nothing is under way any more, once, and only that',
    async run(subject) {
      const store = await openWithTenant(subject);
      const callId = await withCall(store, { providerCallId: 'p-1' });
      const change = async (
        given: Partial<Record<'dynamics' | 'transcript' | 'summary', FieldState>>,
        all?: FieldState,
      ) => {
        const changed = await store.changeInsights(callId, (before) => {
          const after = before ?? beginInsights(callId, 'r1', NOW);
          const fields = [
            'transcript',
            'summary',
            'keyPassages',
            'tasks',
            'sentiment',
            'topics',
            'mentions',
            'dynamics',
          ] as const;
          for (const field of fields) if (all) Object.assign(after[field], all);
          for (const [field, state] of Object.entries(given)) Object.assign(after[field as 'summary'], state);
          return after;
        });
        return read(changed?.events ?? []).filter((event) => event.type === 'call_ai_completed');
      };
      expect(await change({ dynamics: completed(later(1)) })).toEqual([]);
      expect(await change({ dynamics: completed(later(1)) }, skipped(later(2)))).toMatchObject([
        { id: callId, tenant_id: 'firm-a', call_id: 'p-1', produced: ['dynamics'] },
      ]);
      expect(await change({})).toEqual([]);
      expect(await change({ transcript: { ...completed(later(3)), status: 'processing' } })).toEqual([]);
      expect(await change({ transcript: completed(later(4)) })).toMatchObject([{ produced: ['transcript'] }]);
      // It failed, and will be tried again by itself: that is not the end yet.
      const failed = { ...skipped(later(5)), status: 'failed', nextAttemptAt: later(60) } as const;
      expect(await change({ transcript: completed(later(6)), summary: failed })).toEqual([]);
      expect(await change({ summary: { ...failed, nextAttemptAt: null } })).toMatchObject([
        { produced: ['transcript'] },
      ]);
    },
  },
  {
    name: 'which calls have insights is listed by call id with their revisions; moods are counted over a time',
    async run(subject) {
      const store = await openWithTenant(subject);
      const ids: string[] = [];
      for (const second of [0, 10, 20]) ids.push(await withCall(store, { startedAt: later(second) }));
      for (const [i, callId] of ids.entries())
        await store.changeInsights(callId, () => {
          const begun = beginInsights(callId, null, NOW);
          begun.sentiment.overall = i === 2 ? null : { score: i, label: i === 0 ? 'neutral' : 'positive' };
          return begun;
        });
      await store.changeInsights(ids[1] ?? '', (before) => before);
      const sorted = ids.toSorted();
      const first = await store.insightsPage(null, 2);
      expect([first.items.map((i) => i.callId), first.total]).toEqual([sorted.slice(0, 2), 3]);
      const rest = await store.insightsPage(first.next, 2);
      expect([rest.items.map((i) => i.callId), rest.next]).toEqual([sorted.slice(2), null]);
      const all = [...first.items, ...rest.items];
      expect(ids.map((callId) => all.find((i) => i.callId === callId)?.revision)).toEqual([1, 2, 1]);
      expect(await store.sentimentCounts(NOW, later(20))).toEqual({ positive: 1, neutral: 1, negative: 0 });
      const labels = (await store.sentimentsBetween(NOW, later(20))).map(({ label }) => label);
      expect(new Set(labels)).toEqual(new Set(['positive', 'neutral']));
      expect(await store.sentimentsBetween(later(1), later(20))).toMatchObject([{ label: 'positive' }]);
      expect(await store.sentimentCounts(later(1), later(20))).toEqual({ positive: 1, neutral: 0, negative: 0 });
    },
  },
  {
    name: 'the audit log is read newest first, of everything or of one call',
    async run(subject) {
      const store = await openWithTenant(subject);
      const entry = (what: string, callId: string | null) => ({
        at: NOW,
        what,
        callId,
        recordingId: null,
        personId: 'ada',
        deviceId: null,
        detail: null,
      });
      for (const [i, callId] of ['c1', 'c2', null, 'c1'].entries())
        await store.addAudit(entry(`w${String(i)}`, callId));
      const first = await store.auditPage({ callId: null }, null, 3);
      expect([first.items.map((e) => e.what), first.total]).toEqual([['w3', 'w2', 'w1'], 4]);
      expect((await store.auditPage({ callId: null }, first.next, 3)).items).toMatchObject([
        { what: 'w0', callId: 'c1' },
      ]);
      const ofCall = await store.auditPage({ callId: 'c1' }, null, 10);
      expect([ofCall.items.map((e) => e.what), ofCall.next, ofCall.total]).toEqual([['w3', 'w0'], null, 2]);
      await expect(store.auditPage({ callId: null }, 'x', 3)).rejects.toMatchObject({ code: 'bad_cursor' });
    },
  },
  {
    name: 'of two administrators who save the capture policy at once one is told that the other was first',
    async run(subject) {
      const store = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const policy = await store.capturePolicy();
      expect(policy).toMatchObject({ revision: 0, otherwise: { mayLeaveMachine: false }, rules: [] });
      const next = (audioDays: number) => ({ ...policy, revision: 1, retention: { ...policy.retention, audioDays } });
      const saved = await Promise.all([store.setCapturePolicy(next(1), 0), other.setCapturePolicy(next(2), 0)]);
      expect(saved.toSorted()).toEqual([false, true]);
      expect((await other.capturePolicy()).retention.audioDays).toBe(saved[0] ? 1 : 2);
      expect(await store.setCapturePolicy({ ...next(3), revision: 2 }, 1)).toBe(true);
      expect(await store.setCapturePolicy({ ...next(4), revision: 2 }, 1)).toBe(false);
    },
  },
  {
    name: 'recordings, texts, jobs, the audit log and the policy of one tenant are nothing to another',
    async run(subject) {
      const storage = await subject.open();
      for (const id of ['firm-a', 'firm-b']) await storage.tenants.create(tenantNamed(id));
      const [a, b] = [storage.tenant('firm-a'), storage.tenant('firm-b')];
      const callId = await withCall(a);
      await a.changeRecording('r1', () => recordingOf('r1', callId));
      await a.setMedia('r1', mediaNamed('o1'));
      await a.changeInsights(callId, () => beginInsights(callId, 'r1', NOW));
      await a.addJob(jobNamed('fetch/r1', { callId }));
      await a.addAudit({ at: NOW, what: 'x', callId, recordingId: null, personId: null, deviceId: null, detail: null });
      await a.setCapturePolicy({ ...(await a.capturePolicy()), revision: 5 }, 0);
      const before = [await a.recording('r1'), await a.insights(callId), await a.lastEventId()];

      expect([await b.recording('r1'), await b.recordingsOfCall(callId), await b.media('r1')]).toEqual([
        null,
        [],
        null,
      ]);
      expect((await b.recordingPage(null, 10)).total).toBe(0);
      expect([await b.recordingsBefore(later(9), 9), await b.insightsBefore(later(9), 9)]).toEqual([[], []]);
      expect(await b.mediaOfKey('m1', 10)).toEqual([]);
      expect(await b.changeRecording('r1', (r) => r && { ...r, legalHold: true })).toBeNull();
      await b.setMedia('r1', null);
      expect([await b.insights(callId), await b.removeInsights(callId)]).toEqual([null, []]);
      expect(await b.changeInsights(callId, () => beginInsights(callId, null, NOW))).toBeNull();
      expect((await b.insightsPage(null, 10)).total).toBe(0);
      expect(await b.sentimentCounts(NOW, later(9))).toEqual({ positive: 0, neutral: 0, negative: 0 });
      expect([await b.claimJob(['fetch'], later(9), 1_000), await b.jobsOfCall(callId)]).toEqual([null, []]);
      const job = await a.claimJob(['fetch'], later(9), 1_000);
      expect(job && (await b.renewJob(job, later(99)))).toBe(false);
      expect(job && (await b.finishJob(job))).toBe(false);
      expect(job && (await b.failJob(job, 'internal', null))).toBe(false);
      expect(job && (await b.giveBackJob(job))).toBe(false);
      // The same key is another job.
      expect(await b.addJob(jobNamed('fetch/r1', { callId }))).toBe(true);
      expect((await b.auditPage({ callId: null }, null, 10)).total).toBe(0);
      expect((await b.capturePolicy()).revision).toBe(0);
      expect([await a.recording('r1'), await a.insights(callId), await a.lastEventId()]).toEqual(before);
      expect(await a.media('r1')).toEqual(mediaNamed('o1'));
      expect(await b.lastEventId()).toBe(0);
    },
  },
];

import { describe, expect, test, vi } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { callInsights, type CallInsights, type CapturePolicy } from '@callbrief/relay/wire/insights';
import { recording as recordingShape } from '@callbrief/relay/wire/recording';
import type { FieldOutcome, Makers, WordField } from '../../../../relay/src/insights/makers.ts';
import { understandInParts } from '../../../../relay/src/insights/understand-in-parts.ts';
import { MediaError } from '../../../../relay/src/recordings/ports.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import {
  contents,
  engineFails,
  fieldNames,
  localEngine,
  pretendMakers,
  said,
  settledInsights,
  startRelayWithMakers,
  tellRecordedCall,
} from '../../../support/recorded-calls.ts';
import { TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';

const statuses = (insights: CallInsights) =>
  Object.fromEntries(fieldNames.map((field) => [field, insights[field].reason ?? insights[field].status]));
const all = (status: string, more: object = {}) => ({
  ...Object.fromEntries(fieldNames.map((field) => [field, status])),
  ...more,
});
const eventsOf = async (relay: RelayUnderTest) =>
  (await relay.storage.tenant(TENANT).eventsAfter(0, 10_000)).map((event) => loggedEvent.parse(JSON.parse(event.json)));
const producedIn = async (relay: RelayUnderTest) =>
  (await eventsOf(relay)).flatMap((event) => (event.type === 'call_ai_completed' ? [event.produced] : []));

async function setPolicy(relay: RelayUnderTest, otherwise: Partial<CapturePolicy['otherwise']>): Promise<void> {
  const store = relay.storage.tenant(TENANT);
  const policy = await store.capturePolicy();
  const next = { ...policy, revision: policy.revision + 1, otherwise: { ...policy.otherwise, ...otherwise } };
  expect(await store.setCapturePolicy(next, policy.revision)).toBe(true);
}

describe('a recorded call', () => {
  test('ends as a recording, a transcript and everything that is made of it, told to desktops and integrations', async () => {
    const relay = await startRelayWithMakers(pretendMakers());
    const { accessToken } = await relay.enrolDevice();
    const stream = await relay.stream({ accessToken });
    const callId = await tellRecordedCall(relay);
    const insights = await settledInsights(relay, callId);
    expect(callInsights.parse(insights)).toEqual(insights);
    expect(statuses(insights)).toEqual(all('completed'));
    expect(insights.transcript).toMatchObject({ source: 'engine', engine: localEngine, attempts: 1, progress: null });
    expect(insights.summary.sentences).toEqual(contents.summary.sentences);
    const [recording] = await relay.storage.tenant(TENANT).recordingsOfCall(callId);
    expect(recordingShape.parse(recording)).toMatchObject({
      audio: { status: 'completed', attempts: 1 },
      sha256: 'a'.repeat(64),
      durationMs: 120_000,
      channels: ['caller', 'firm'],
    });
    expect(insights.recordingId).toBe(recording?.id);
    const told = await producedIn(relay);
    expect(told.flat().toSorted()).toEqual([...fieldNames].toSorted());
    // Over the wire, and no event has the words or the provider's address.
    await stream.until(() => stream.events.some(({ type }) => type === 'call_ai_completed'));
    const completed = stream.events.find(({ type }) => type === 'call_ai_completed');
    expect(completed?.data).toMatchObject({ id: callId, call_id: 'call-1', tenant_id: TENANT });
    const everything = JSON.stringify(await eventsOf(relay));
    expect(everything).not.toContain('hearing');
    expect(everything).not.toContain('cdn.ringover.com');
    expect((await relay.ask(`/api/v1/calls/${callId}/insights`, { token: accessToken })).body).toEqual(insights);
  });

  test('on a relay without any engine still has its dynamics, and says why there is no more', async () => {
    const relay = await startRelayWithMakers(pretendMakers({ hearing: null, understanding: null }));
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('no_engine', { dynamics: 'completed' }));
    await expect.poll(() => producedIn(relay)).toEqual([['dynamics']]);
  });

  test('in which nobody says anything has no transcript that claims to be one', async () => {
    const hearing = { engine: localEngine, transcribe: () => Promise.resolve([]) };
    const relay = await startRelayWithMakers(pretendMakers({ hearing }));
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('nothing_said', { dynamics: 'completed' }));
  });

  test('of which nothing at all could be made is told to no integration', async () => {
    const measureDynamics = () => {
      throw new MediaError('corrupt', 'noise', { retryable: false });
    };
    const relay = await startRelayWithMakers(pretendMakers({ hearing: null, measureDynamics }));
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('no_engine', { dynamics: 'corrupt' }));
    expect(await producedIn(relay)).toEqual([]);
  });

  test('whose recording cannot be had says so with a reason, and is tried again by the hour', async () => {
    const clock = createManualClock();
    let tries = 0;
    const fetchRecording: Makers['fetchRecording'] = () => {
      tries += 1;
      return Promise.reject(new MediaError('link_gone', 'gone', { retryable: tries === 1 }));
    };
    const relay = await startRelayWithMakers(pretendMakers({ fetchRecording }), {
      overrides: { now: () => clock.now(), jobClock: clock },
    });
    const callId = await tellRecordedCall(relay);
    clock.advance(50);
    const audio = async () => (await relay.storage.tenant(TENANT).recordingsOfCall(callId))[0]?.audio;
    await expect.poll(audio).toMatchObject({
      status: 'failed',
      reason: 'link_gone',
      attempts: 1,
      nextAttemptAt: new Date(clock.now().getTime() + 60_000).toISOString(),
    });
    clock.advance(61_000);
    await expect.poll(audio).toMatchObject({ status: 'failed', attempts: 2, nextAttemptAt: null });
    expect(await relay.storage.tenant(TENANT).insights(callId)).toBeNull();
    expect(await producedIn(relay)).toEqual([]);
  });
});

describe('a relay that died between two steps', () => {
  test('goes on where it was: what is there is not made again', async () => {
    const transcribe = vi.fn(() => Promise.resolve([said(1, 'Hello')]));
    const fetchRecording = vi.fn(pretendMakers().fetchRecording ?? undefined);
    const relay = await startRelayWithMakers(
      pretendMakers({ hearing: { engine: localEngine, transcribe }, fetchRecording: fetchRecording }),
    );
    const store = relay.storage.tenant(TENANT);
    const callId = await tellRecordedCall(relay);
    const { recordingId } = await settledInsights(relay, callId);
    const again = { callId, recordingId, dueAt: new Date().toISOString(), payload: null };
    // The words were there, and nobody was asked to make anything of them.
    await store.changeInsights(
      callId,
      (before) => before && { ...before, topics: { ...before.topics, status: 'pending' } },
    );
    await store.addJob({ ...again, key: `transcribe/${callId}`, kind: 'transcribe' });
    await expect.poll(async () => (await store.insights(callId))?.topics.status).toBe('completed');
    expect(transcribe).toHaveBeenCalledTimes(1);
    // The audio was there, and nothing had been begun with it.
    await store.removeInsights(callId);
    await store.addJob({ ...again, key: `fetch/${recordingId ?? ''}`, kind: 'fetch' });
    await expect
      .poll(async () => {
        const insights = await store.insights(callId);
        return insights && statuses(insights);
      })
      .toEqual(all('completed'));
    expect(fetchRecording).toHaveBeenCalledTimes(1);
  });
});

describe('progress', () => {
  test('of a long transcript is told while it is made, and a desktop sees it fall back never', async () => {
    const clock = createManualClock();
    const shares = [0.1, 0.11, 0.5, 0.9];
    const hearing: Makers['hearing'] = {
      engine: localEngine,
      async transcribe({ onProgress }) {
        for (const share of shares) {
          clock.advance(share === 0.11 ? 10 : 1_000);
          onProgress(share);
          await new Promise((resolve) => setImmediate(resolve));
        }
        return [said(1, 'Hello')];
      },
    };
    const relay = await startRelayWithMakers(pretendMakers({ hearing }), {
      overrides: { now: () => clock.now(), jobClock: clock },
    });
    const callId = await tellRecordedCall(relay);
    clock.advance(50);
    await settledInsights(relay, callId);
    const told = (await eventsOf(relay)).flatMap((event) =>
      event.type === 'insights_changed' && event.fields.transcript.status === 'processing'
        ? [event.fields.transcript.progress]
        : [],
    );
    expect([...new Set(told)]).toEqual([0, 0.1, 0.5, 0.9]);
  });
});

describe('one field that fails', () => {
  const outcomes = (failing: Partial<Record<WordField, FieldOutcome<WordField>>>) =>
    understandInParts(({ only }) =>
      Promise.resolve(
        Object.fromEntries(
          only.map((field) => [
            field,
            failing[field] ?? { status: 'completed', content: contents[field], engine: null },
          ]),
        ),
      ),
    );

  test('leaves the others as they are, with its own reason', async () => {
    const understanding = outcomes({
      summary: { status: 'failed', reason: 'model_answer_invalid', retryable: false },
      tasks: { status: 'skipped', reason: 'transcript_too_poor' },
      topics: { status: 'completed', content: { topics: [] }, engine: null },
    });
    const relay = await startRelayWithMakers(pretendMakers({ understanding }));
    const callId = await tellRecordedCall(relay);
    const insights = await settledInsights(relay, callId);
    expect(statuses(insights)).toEqual(
      all('completed', {
        summary: 'model_answer_invalid',
        tasks: 'transcript_too_poor',
        topics: 'nothing_said',
      }),
    );
    await expect
      .poll(async () => (await producedIn(relay)).flat().toSorted())
      .toEqual(['dynamics', 'keyPassages', 'mentions', 'sentiment', 'transcript']);
  });

  test('for a passing reason is made again by itself, alone, and is news of its own', async () => {
    const clock = createManualClock();
    const asked: (readonly WordField[])[] = [];
    let isDown = true;
    const understanding = understandInParts(({ only }) => {
      asked.push(only);
      return Promise.resolve(
        Object.fromEntries(
          only.map((field) => [
            field,
            field === 'summary' && isDown
              ? { status: 'failed', reason: 'engine_unreachable', retryable: true }
              : { status: 'completed', content: contents[field], engine: null },
          ]),
        ),
      );
    });
    const relay = await startRelayWithMakers(pretendMakers({ understanding }), {
      overrides: { now: () => clock.now(), jobClock: clock },
    });
    const callId = await tellRecordedCall(relay);
    clock.advance(50);
    const summary = async () => (await relay.storage.tenant(TENANT).insights(callId))?.summary;
    await expect
      .poll(summary)
      .toMatchObject({ status: 'failed', reason: 'engine_unreachable', nextAttemptAt: expect.any(String) as string });
    // It will be tried again: not the end yet.
    expect(await producedIn(relay)).toEqual([]);
    isDown = false;
    asked.length = 0;
    await expect
      .poll(async () => (await relay.storage.tenant(TENANT).jobsOfCall(callId)).map((job) => job.state).toSorted())
      .toEqual(['done', 'done', 'done', 'waiting']);
    clock.advance(61_000);
    await expect.poll(summary).toMatchObject({ status: 'completed', attempts: 2 });
    expect(asked).toEqual([['summary']]);
    expect((await producedIn(relay)).flat()).toHaveLength(8);
  });

  test('that is never told of counts as failed, and is no summary that hangs for ever', async () => {
    const understanding = {
      understand: async ({ onField }: Parameters<NonNullable<Makers['understanding']>['understand']>[0]) =>
        onField('topics', { status: 'completed', content: contents.topics, engine: null }),
    };
    const relay = await startRelayWithMakers(pretendMakers({ understanding }));
    const callId = await tellRecordedCall(relay);
    await expect
      .poll(async () => (await relay.storage.tenant(TENANT).insights(callId))?.summary)
      .toMatchObject({ status: 'failed', reason: 'internal' });
    expect((await relay.storage.tenant(TENANT).insights(callId))?.topics.status).toBe('completed');
  });

  test('is made again when a person asks, and nothing else is', async () => {
    const failing: Partial<Record<WordField, FieldOutcome<WordField>>> = {
      summary: { status: 'failed', reason: 'engine_failed', retryable: false },
    };
    const inner = outcomes(failing);
    const understand = vi.fn(inner.understand.bind(inner));
    const hearing = pretendMakers().hearing;
    const transcribe = vi.fn(
      (ask: Parameters<NonNullable<Makers['hearing']>['transcribe']>[0]) =>
        hearing?.transcribe(ask) ?? Promise.resolve([]),
    );
    const relay = await startRelayWithMakers(
      pretendMakers({ understanding: { understand }, hearing: { engine: localEngine, transcribe } }),
    );
    const { accessToken: token } = await relay.enrolDevice();
    const callId = await tellRecordedCall(relay);
    expect((await settledInsights(relay, callId)).summary.reason).toBe('engine_failed');
    delete failing.summary;
    const path = `/api/v1/calls/${callId}/insights/summary/retry`;
    const answer = await relay.ask(path, { token, method: 'POST' });
    expect([answer.status, answer.body['summary']]).toMatchObject([202, { status: 'pending', reason: null }]);
    await expect
      .poll(async () => (await relay.storage.tenant(TENANT).insights(callId))?.summary)
      .toMatchObject({ status: 'completed', attempts: 2 });
    expect(understand.mock.calls.map(([ask]) => ask.fields.length)).toEqual([6, 1]);
    expect(transcribe).toHaveBeenCalledTimes(1);
    // It is there: asking again changes nothing.
    const { revision } = (await relay.storage.tenant(TENANT).insights(callId)) ?? { revision: 0 };
    const again = await relay.ask(path, { token, method: 'POST' });
    expect([again.status, again.body['revision']]).toEqual([202, revision]);
    expect((await relay.ask(path.replace('summary', 'horoscope'), { token, method: 'POST' })).status).toBe(404);
    expect((await relay.ask('/api/v1/calls/none/insights/summary/retry', { token, method: 'POST' })).status).toBe(404);
  });

  test('for want of words brings the transcript with it when a person asks', async () => {
    let isDown = true;
    const transcribe: NonNullable<Makers['hearing']>['transcribe'] = () =>
      isDown ? Promise.reject(engineFails('engine_crashed')) : Promise.resolve([said(1, 'Hello')]);
    const relay = await startRelayWithMakers(pretendMakers({ hearing: { engine: localEngine, transcribe } }));
    const { accessToken: token } = await relay.enrolDevice();
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('engine_crashed', { dynamics: 'completed' }));
    expect((await relay.storage.tenant(TENANT).insights(callId))?.summary.status).toBe('skipped');
    isDown = false;
    await relay.ask(`/api/v1/calls/${callId}/insights/topics/retry`, { token, method: 'POST' });
    await expect
      .poll(async () => statuses((await relay.storage.tenant(TENANT).insights(callId)) as CallInsights))
      .toEqual(all('completed'));
  });
});

describe('the firm’s rules', () => {
  test('a call that must not be recorded is not even asked for at the provider', async () => {
    const fetchRecording = vi.fn(pretendMakers().fetchRecording ?? undefined);
    const relay = await startRelayWithMakers(pretendMakers({ fetchRecording: fetchRecording }));
    await setPolicy(relay, { audio: 'none' });
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('policy_no_recording'));
    expect(fetchRecording).not.toHaveBeenCalled();
    expect(await relay.storage.tenant(TENANT).recordingsOfCall(callId)).toMatchObject([
      { audio: { status: 'skipped', reason: 'policy_no_recording' } },
    ]);
    expect(await producedIn(relay)).toEqual([]);
  });

  test('a call that must not be analysed is kept and only played', async () => {
    const decode = vi.fn();
    const relay = await startRelayWithMakers(pretendMakers({ mediaOf: () => ({ open: decode, decode }) }));
    await setPolicy(relay, { analyse: false });
    const callId = await tellRecordedCall(relay);
    expect(statuses(await settledInsights(relay, callId))).toEqual(all('policy_no_analysis'));
    expect(decode).not.toHaveBeenCalled();
    expect(await relay.storage.tenant(TENANT).recordingsOfCall(callId)).toMatchObject([
      { audio: { status: 'completed' } },
    ]);
  });

  test('an engine elsewhere hears nothing unless the firm allows it, and then only in allowed regions', async () => {
    const transcribe = vi.fn(() => Promise.resolve([said(1, 'Hello')]));
    const hearing = { engine: { id: 'deepgram:nova', leavesMachine: true, region: 'us' }, transcribe };
    const relay = await startRelayWithMakers(pretendMakers({ hearing }));
    const first = await tellRecordedCall(relay, 'call-1');
    const refused = all('policy_engine_refused', { dynamics: 'completed' });
    expect(statuses(await settledInsights(relay, first))).toEqual(refused);
    await setPolicy(relay, { mayLeaveMachine: true, regions: ['eu'] });
    const second = await tellRecordedCall(relay, 'call-2');
    expect(statuses(await settledInsights(relay, second))).toEqual(refused);
    expect(transcribe).not.toHaveBeenCalled();
    await setPolicy(relay, { regions: ['eu', 'us'] });
    const third = await tellRecordedCall(relay, 'call-3');
    expect(statuses(await settledInsights(relay, third))).toEqual(all('completed'));
    expect((await settledInsights(relay, third)).transcript.engine).toEqual(hearing.engine);
  });

  test('where only words may be kept, the audio is removed as soon as they are written down', async () => {
    const removed: unknown[] = [];
    const removeRecording = (ask: unknown) => Promise.resolve(removed.push(ask));
    const relay = await startRelayWithMakers(pretendMakers({ removeRecording }));
    await setPolicy(relay, { audio: 'notes' });
    const callId = await tellRecordedCall(relay);
    const { recordingId } = await settledInsights(relay, callId);
    await expect.poll(() => removed[0]).toEqual({ tenantId: TENANT, recordingId, reason: 'policy' });
  });
});

describe('a provider’s own transcript', () => {
  const withTranscript = async (relay: RelayUnderTest, callId: string) => {
    const store = relay.storage.tenant(TENANT);
    const payload = { provider: 'ringover', transcriptionUrl: 'https://api.ringover.com/t/1' };
    const dueAt = new Date().toISOString();
    await store.addJob({ key: `import/${callId}`, kind: 'import', callId, recordingId: null, dueAt, payload });
  };
  const fetchProviderTranscript = () =>
    Promise.resolve({
      state: 'there' as const,
      timesAreKnown: true,
      segments: [said(1, 'As the provider heard it')],
    });

  test('is taken over where there is no engine of ours, and understood', async () => {
    const relay = await startRelayWithMakers(pretendMakers({ hearing: null, fetchProviderTranscript }));
    const callId = await tellRecordedCall(relay);
    await settledInsights(relay, callId);
    await withTranscript(relay, callId);
    await expect
      .poll(async () => statuses((await relay.storage.tenant(TENANT).insights(callId)) as CallInsights))
      .toEqual(all('completed'));
    expect((await relay.storage.tenant(TENANT).insights(callId))?.transcript).toMatchObject({
      source: 'provider',
      engine: { id: 'ringover', leavesMachine: true },
      segments: [{ text: 'As the provider heard it' }],
    });
  });

  test('does not replace ours', async () => {
    const relay = await startRelayWithMakers(pretendMakers({ fetchProviderTranscript }));
    const callId = await tellRecordedCall(relay);
    await settledInsights(relay, callId);
    await withTranscript(relay, callId);
    const job = async () =>
      (await relay.storage.tenant(TENANT).jobsOfCall(callId)).find((one) => one.kind === 'import');
    await expect.poll(async () => (await job())?.state).toBe('done');
    expect((await relay.storage.tenant(TENANT).insights(callId))?.transcript.source).toBe('engine');
  });

  test('that is not ready says nothing while ours is made, and says so where ours is not made', async () => {
    const notReady = () => Promise.resolve({ state: 'not_ready' as const });
    const gate = Promise.withResolvers<void>();
    const hearing: Makers['hearing'] = {
      engine: localEngine,
      async transcribe() {
        await gate.promise;
        return [said(1, 'As we heard it')];
      },
    };
    const relay = await startRelayWithMakers(pretendMakers({ hearing, fetchProviderTranscript: notReady }));
    const store = relay.storage.tenant(TENANT);
    const transcript = async (callId: string) => (await store.insights(callId))?.transcript;
    const callId = await tellRecordedCall(relay);
    await expect.poll(async () => (await transcript(callId))?.status).toBe('processing');
    await withTranscript(relay, callId);
    const job = async (of: string) => (await store.jobsOfCall(of)).find((one) => one.kind === 'import');
    await expect.poll(async () => (await job(callId))?.lastReason).toBe('transcript_not_ready');
    expect(await transcript(callId)).toMatchObject({ status: 'processing', reason: null });
    gate.resolve();
    await expect.poll(async () => (await transcript(callId))?.source).toBe('engine');

    const without = await startRelayWithMakers(pretendMakers({ hearing: null, fetchProviderTranscript: notReady }));
    const other = await tellRecordedCall(without);
    await settledInsights(without, other);
    await withTranscript(without, other);
    await expect
      .poll(async () => (await without.storage.tenant(TENANT).insights(other))?.transcript)
      .toMatchObject({ status: 'failed', reason: 'transcript_not_ready', nextAttemptAt: expect.any(String) as string });
  });

  test('in which nobody says anything is told as that', async () => {
    const nothing = () => Promise.resolve({ state: 'there' as const, timesAreKnown: true, segments: [] });
    const relay = await startRelayWithMakers(pretendMakers({ hearing: null, fetchProviderTranscript: nothing }));
    const callId = await tellRecordedCall(relay);
    await settledInsights(relay, callId);
    await withTranscript(relay, callId);
    await expect
      .poll(async () => (await relay.storage.tenant(TENANT).insights(callId))?.transcript.reason)
      .toBe('nothing_said');
  });
});

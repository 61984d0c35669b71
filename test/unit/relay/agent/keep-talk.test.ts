import { describe, expect, it } from 'vitest';
import type { CapturePolicy } from '@callbrief/relay/wire/insights';
import { keepTalk, type KeepTalkDeps } from '../../../../relay/src/agent/keep-talk.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { editInsights } from '../../../../relay/src/insights/edit-insights.ts';
import type { Makers } from '../../../../relay/src/insights/makers.ts';
import { talkNamed } from '../../../support/kept-talk.ts';
import {
  pretendMakers,
  settledInsights,
  startRelayWithMakers,
  tellRecordedCall,
} from '../../../support/recorded-calls.ts';
import { TENANT, type RelayUnderTest } from '../../../support/relay-under-test.ts';

async function firm(makers: Partial<Makers> = pretendMakers()) {
  const relay = await startRelayWithMakers(makers);
  const deps: KeepTalkDeps = {
    storage: relay.storage,
    now: () => new Date(),
    log: createLogger({ level: 'silent' }),
    publish: () => undefined,
    wakeJobs: () => undefined,
  };
  return { relay, deps, store: relay.storage.tenant(TENANT) };
}
async function callOf(relay: RelayUnderTest): Promise<string> {
  await relay.ring('call-1');
  return (await relay.storage.tenant(TENANT).callPage(null, 1)).items[0]?.id ?? '';
}
async function setPolicy(relay: RelayUnderTest, otherwise: Partial<CapturePolicy['otherwise']>): Promise<void> {
  const store = relay.storage.tenant(TENANT);
  const policy = await store.capturePolicy();
  const next = { ...policy, revision: policy.revision + 1, otherwise: { ...policy.otherwise, ...otherwise } };
  expect(await store.setCapturePolicy(next, policy.revision)).toBe(true);
}
const spoken = ['eviction', 'Anneke', '0470', 'Vermeer', 'noted', 'call you back'];

describe('A talk that is over', () => {
  const saidNo = { atMs: 31_000, kind: 'consent', generation: null, text: 'no', ms: null } as const;
  it.each([
    ['the firm lets nothing be analysed', { analyse: false }, []],
    ['the firm lets nothing be written down', { audio: 'none' as const }, []],
    ['the caller said no', {}, [saidNo]],
  ])('is kept without a word where %s', async (_why, policy, more) => {
    const { relay, deps, store } = await firm();
    const callId = await callOf(relay);
    await setPolicy(relay, policy);
    const talk = talkNamed(callId, { moments: [...talkNamed(callId).moments, ...more] });
    expect(await keepTalk(deps, TENANT, talk)).toBe('without_words');
    const kept = await store.agentTalk(callId);
    for (const word of spoken) expect(JSON.stringify(kept)).not.toContain(word);
    expect(kept).toMatchObject({ turns: talk.turns, lines: [], falseInterruptions: 1, heardBy: talk.heardBy });
    const texts = kept?.moments.flatMap(({ kind, text }) => (text === null ? [] : [`${kind} ${text}`]));
    expect(texts).toEqual(
      expect.arrayContaining(['reply_wanted words', 'tool save_intake', 'ended done', 'reply_wanted start']),
    );
    expect(await store.insights(callId)).toBeNull();
    expect(await store.jobsOfCall(callId)).toEqual([]);
  });

  it('keeps the words of a caller who said no first and yes then', async () => {
    const { relay, deps, store } = await firm();
    const callId = await callOf(relay);
    const consent = (atMs: number, text: string) =>
      ({ atMs, kind: 'consent', generation: null, text, ms: null }) as const;
    const talk = talkNamed(callId, { moments: [consent(1, 'no'), consent(2, 'yes')] });
    expect(await keepTalk(deps, TENANT, talk)).toBe('with_words');
    expect(await store.agentTalk(callId)).toEqual(talk);
  });

  it('in which nobody said a word makes no transcript', async () => {
    const { relay, deps, store } = await firm();
    const callId = await callOf(relay);
    await keepTalk(deps, TENANT, talkNamed(callId, { lines: [] }));
    expect(await store.insights(callId)).toBeNull();
  });

  it('of a call that is gone is kept nowhere', async () => {
    const { deps, store } = await firm();
    expect(await keepTalk(deps, TENANT, talkNamed('no-such'))).toBeNull();
    expect(await store.agentTalk('no-such')).toBeNull();
  });

  it('leaves the transcript of a recording as it is', async () => {
    const { relay, deps, store } = await firm();
    const callId = await tellRecordedCall(relay);
    const before = await settledInsights(relay, callId);
    expect(await keepTalk(deps, TENANT, talkNamed(callId))).toBe('with_words');
    expect(await store.insights(callId)).toEqual(before);
    expect(await store.agentTalk(callId)).not.toBeNull();
  });

  it('gives way to the transcript of a recording that comes later, and all is made anew of that', async () => {
    let mayFetch = () => {};
    const fetched = new Promise<void>((resolve) => (mayFetch = resolve));
    const makers = pretendMakers();
    const { relay, deps, store } = await firm({
      ...makers,
      fetchRecording: async (ask) => {
        await fetched;
        if (!makers.fetchRecording) throw new Error('There is none.');
        return makers.fetchRecording(ask);
      },
    });
    const callId = await tellRecordedCall(relay);
    await keepTalk(deps, TENANT, talkNamed(callId));
    const live = await settledInsights(relay, callId);
    expect(live.transcript).toMatchObject({ wasHeardLive: true, status: 'completed' });
    expect(live.transcript.segments).toHaveLength(5);
    mayFetch();
    await expect.poll(async () => (await store.insights(callId))?.transcript.wasHeardLive).toBe(false);
    const after = await settledInsights(relay, callId);
    expect(after.transcript.segments[0]?.text).toBe('Is the hearing still on Friday?');
    expect([after.tasks.status, after.dynamics.status]).toEqual(['completed', 'completed']);
    expect(await store.agentTalk(callId)).toMatchObject({ lines: talkNamed(callId).lines });
  });

  it('stays the transcript where people have corrected it', async () => {
    let mayFetch = () => {};
    const fetched = new Promise<void>((resolve) => (mayFetch = resolve));
    const makers = pretendMakers();
    const { relay, deps, store } = await firm({
      ...makers,
      fetchRecording: async (ask) => {
        await fetched;
        if (!makers.fetchRecording) throw new Error('There is none.');
        return makers.fetchRecording(ask);
      },
    });
    const callId = await tellRecordedCall(relay);
    await keepTalk(deps, TENANT, talkNamed(callId));
    await settledInsights(relay, callId);
    const at = new Date().toISOString();
    await store.changeInsights(callId, (before) => {
      const edit = { edit: 'segment', segmentId: 's2', text: 'I was served. Please call me back.' } as const;
      const outcome = before && editInsights(before, edit, { personId: 'ada', name: 'Ada' }, { at, receivedAt: at });
      return typeof outcome === 'string' ? null : outcome;
    });
    mayFetch();
    await expect.poll(async () => (await store.insights(callId))?.recordingId).not.toBeNull();
    await expect
      .poll(async () => (await store.jobsOfCall(callId)).find(({ kind }) => kind === 'transcribe')?.state)
      .toBe('done');
    expect((await store.insights(callId))?.transcript.segments[1]?.text).toBe('I was served. Please call me back.');
  });
});

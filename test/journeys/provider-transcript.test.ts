import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallInsights } from '@callbrief/relay/wire/insights';
import {
  startPretendRingoverApi,
  type PretendRingoverApi,
  type PretendSpeech,
} from '../../relay/simulator/pretend-ringover-api.ts';
import { systemClock } from '../../relay/src/providers/provider-clock.ts';
import { describeForIntegration } from '../../relay/src/rest/integration-call.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import { MEDIA_HOST, startRecordedFirm, type Desk, type RecordedFirm } from '../support/recorded-firm.ts';

const KEY = 'key-of-the-firm';
const until = <T>(assertion: () => T | Promise<T>, timeout = 20_000) =>
  vi.waitFor(assertion, { timeout, interval: 50 });

const timed: PretendSpeech[] = [
  { channelId: 1, text: 'Is the hearing at the Ghent court still on Friday?', start: 0.8, end: 4.2 },
  { channelId: 0, text: 'Yes, on Friday at nine.', start: 4.9, end: 7 },
];
const untimed: PretendSpeech[] = timed.map((one) =>
  'channelId' in one ? { speaker_id: one.channelId, content: one.text } : one,
);

/** A minute and more passes at once: what is tried again by itself is due. */
function clockThatJumps() {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + aheadMs) };
  return { clock, jump: (ms: number) => (aheadMs += ms) };
}

describe('a transcript that Ringover made', () => {
  let ringover: PretendRingoverApi;
  let recorded: RecordedFirm;
  let desk: Desk;
  const { clock, jump } = clockThatJumps();
  beforeAll(async () => {
    ringover = await startPretendRingoverApi({ keys: [{ key: KEY }], users: [], perSecond: 50 });
    recorded = await startRecordedFirm({
      ringover: { apiKey: KEY, baseUrl: ringover.url, defaultCallerId: null },
      overrides: { jobClock: clock, jobLimits: { pollMs: 50 } },
    });
    desk = await recorded.openDesk();
  }, 60_000);
  afterAll(async () => {
    await recorded[Symbol.asyncDispose]();
    await ringover.close();
  });

  /** A call that ends, and of which it is told that it was written down. */
  async function told(
    speeches: Parameters<PretendRingoverApi['setTranscription']>[1] | null,
    link = 'https://cdn.ringover.example/none.json',
  ): Promise<Call> {
    return recorded.play(['0s ring jonas', '4s answer jonas', '44s hang up', '60s transcription'], {
      transcriptLinkOf(callId) {
        if (speeches !== null) ringover.setTranscription(callId, speeches);
        return link;
      },
    });
  }
  const insightsOf = async (callId: string) =>
    until(async () => {
      const insights = await recorded.firm.store.insights(callId);
      if (!insights) throw new Error('Nothing yet.');
      return insights;
    });
  const transcriptOf = (callId: string, expected: Partial<CallInsights['transcript']>) =>
    until(async () => expect((await insightsOf(callId)).transcript).toMatchObject(expected));

  it('is the call’s transcript: found by its words, and said to be the provider’s', async () => {
    const { id: callId } = await told(timed);
    await transcriptOf(callId, {
      status: 'completed',
      source: 'provider',
      timesAreEstimated: false,
      engine: { id: 'ringover', leavesMachine: true, region: null },
    });
    const { transcript } = await insightsOf(callId);
    expect(transcript.segments).toMatchObject([
      { speaker: 'caller', startMs: 800, endMs: 4_200, text: 'Is the hearing at the Ghent court still on Friday?' },
      { speaker: 'firm', startMs: 4_900, endMs: 7_000, text: 'Yes, on Friday at nine.' },
    ]);
    await until(async () => expect((await insightsOf(callId)).keyPassages.status).toBe('completed'));
    const { rows } = await until(async () => {
      const found = await desk.desktop.handlers['calls:list']({
        filter: 'all',
        search: 'ghent court',
        offset: 0,
        limit: 10,
      });
      expect(found.rows.map(({ id }) => id)).toEqual([callId]);
      return found;
    });
    expect(rows[0]?.snippet?.find(({ hit }) => hit)?.text.toLowerCase()).toContain('ghent');
    expect(await desk.desktop.handlers['insights:get']({ callId })).toMatchObject({
      transcript: { source: 'provider' },
      dynamics: { status: 'skipped', reason: 'no_recording' },
    });
  });

  it('without times stands at times that are said to be estimated', async () => {
    const { id: callId } = await told(untimed);
    await transcriptOf(callId, { status: 'completed', source: 'provider', timesAreEstimated: true });
    const { segments } = (await insightsOf(callId)).transcript;
    expect(segments.map(({ speaker }) => speaker)).toEqual(['caller', 'firm']);
    expect(segments.at(-1)?.endMs).toBe(40_000);
  });

  it('that is not ready says so, and is asked for again until it is', async () => {
    const { id: callId, providerCallId } = await told('pending');
    await transcriptOf(callId, { status: 'failed', reason: 'transcript_not_ready', attempts: 1 });
    const { transcript } = await insightsOf(callId);
    const waitMs = Date.parse(transcript.nextAttemptAt ?? '') - clock.now().getTime();
    expect(waitMs).toBeGreaterThan(30_000);
    jump(waitMs + 1_000);
    await transcriptOf(callId, { status: 'failed', reason: 'transcript_not_ready', attempts: 2 });
    const again = Date.parse((await insightsOf(callId)).transcript.nextAttemptAt ?? '') - clock.now().getTime();
    expect(again).toBeGreaterThan(2 * waitMs);
    ringover.setTranscription(providerCallId, timed);
    jump(again + 1_000);
    await transcriptOf(callId, { status: 'completed', source: 'provider', attempts: 3 });
  });

  it('that cannot be read says why and is not tried again by itself; Retry takes it when it is well', async () => {
    const { id: callId, providerCallId } = await told(
      'unreadable',
      recorded.media.hold('t.json', {
        bytes: Buffer.from('<!doctype html><title>Sign in</title>'),
        contentType: 'application/json',
      }).url,
    );
    await transcriptOf(callId, { status: 'failed', reason: 'transcript_unreadable', nextAttemptAt: null });
    await until(async () => expect((await insightsOf(callId)).summary.reason).toBe('transcript_unreadable'));
    ringover.setTranscription(providerCallId, timed);
    expect(await desk.desktop.handlers['insights:retry']({ callId, field: 'transcript' })).toEqual({ result: 'done' });
    await transcriptOf(callId, { status: 'completed', source: 'provider', reason: null });
    await until(async () => expect((await insightsOf(callId)).keyPassages.status).toBe('completed'));
  });

  it('is fetched by its link where the account does not say, and never from a host that is nobody’s', async () => {
    const held = recorded.media.hold('words.json', {
      bytes: Buffer.from(JSON.stringify([{ transcription_status: 'DONE', speeches: timed }])),
      contentType: 'application/json',
    });
    expect(new URL(held.url).hostname).toBe(MEDIA_HOST);
    const { id: callId } = await told('unreadable', held.url);
    await transcriptOf(callId, { status: 'completed', source: 'provider' });
    const { id: elsewhere } = await told('unreadable', 'https://transcripts.example/1.json');
    await transcriptOf(elsewhere, { status: 'failed', reason: 'host_not_allowed', nextAttemptAt: null });
    const { id: inside } = await told('unreadable', 'http://169.254.169.254/latest/meta-data');
    await transcriptOf(inside, { status: 'failed', reason: 'private_address', nextAttemptAt: null });
  });

  it('never mixes with the provider’s own summary, which stands as it came, unverified and without a source', async () => {
    const theirs = 'The client will sue on 31 March 2031.';
    const steps = ['0s ring jonas', '4s answer jonas', '44s hang up', '60s transcription', `70s summary ${theirs}`];
    const { id: callId } = await recorded.play(steps, {
      transcriptLinkOf(id) {
        ringover.setTranscription(id, timed);
        return 'https://cdn.ringover.example/none.json';
      },
    });
    await until(async () => expect((await insightsOf(callId)).summary.status).toBe('completed'));
    const { summary } = await insightsOf(callId);
    expect(summary.sentences.length).toBeGreaterThan(0);
    for (const sentence of summary.sentences) {
      expect(sentence.segmentIds).not.toEqual([]);
      expect(sentence.text).not.toContain('2031');
    }
    await until(async () => {
      const detail = await desk.desktop.handlers['calls:get']({ callId });
      expect(detail?.added.summary).toBe(theirs);
    });
    const { rows } = await desk.desktop.handlers['calls:list']({ filter: 'all', search: '2031', offset: 0, limit: 9 });
    expect(rows.map(({ id }) => id)).toEqual([callId]);
    const call = await recorded.firm.store.call(callId);
    if (!call) throw new Error('No call.');
    const told = (of: CallInsights | null) =>
      describeForIntegration(call, null, { insights: of, recordings: [] }, null);
    // Integrations get the one or the other.
    expect(told(await recorded.firm.store.insights(callId))?.ai_summary).toBe(
      summary.sentences.map(({ text }) => text).join(' '),
    );
    expect(told(null)?.ai_summary).toBe(theirs);
  });

  it('is left where it is when the firm forbids analysis, and the call says that a rule does', async () => {
    const { store } = recorded.firm;
    const policy = await store.capturePolicy();
    const forbidden = { ...policy, revision: policy.revision + 1, otherwise: { ...policy.otherwise, analyse: false } };
    expect(await store.setCapturePolicy(forbidden, policy.revision)).toBe(true);
    const asked = ringover.seenOf('transcription').length;
    const { id: callId } = await told(timed);
    await transcriptOf(callId, { status: 'skipped', reason: 'policy_no_analysis', segments: [] });
    expect(ringover.seenOf('transcription')).toHaveLength(asked);
    await store.setCapturePolicy({ ...policy, revision: policy.revision + 2 }, policy.revision + 1);
  });
});

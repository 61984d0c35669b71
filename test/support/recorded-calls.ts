import { createHmac } from 'node:crypto';
import type { Makers } from '../../relay/src/insights/makers.ts';
import { EngineError } from '../../relay/src/insights/ports.ts';
import { MediaError } from '../../relay/src/recordings/ports.ts';
import type { CallInsights, TranscriptSegment } from '../../relay/src/wire/insights.ts';
import { madeUpTextLocks } from '../contract/storage/made-up.ts';
import { SECRET, startTestRelay, TENANT, type RelayUnderTest } from './relay-under-test.ts';

/** The compact webhook of a call that was recorded. @returns our id of it */
export async function tellRecordedCall(relay: RelayUnderTest, callId = 'call-1'): Promise<string> {
  const body = JSON.stringify({
    call_id: callId,
    tenant_id: TENANT,
    call_type: 'answered',
    caller_number: '+32470123456',
    callee_number: '+32471234567',
    direction: 'inbound',
    duration_seconds: 120,
    started_at: '2026-11-19T08:30:00Z',
    recording_url: 'https://cdn.ringover.com/r.mp3',
  });
  const answer = await fetch(`${relay.url}/api/v1/webhooks/ringover`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-ringover-signature': createHmac('sha256', SECRET).update(body).digest('hex'),
    },
    body,
  });
  if (!answer.ok) throw new Error(`not taken: ${String(answer.status)}`);
  const found = await relay.storage.tenant(TENANT).callByProviderId('ringover', callId);
  if (!found) throw new Error('no call was made of it');
  return found.call.id;
}

export const said = (index: number, text: string, speaker: 'caller' | 'firm' = 'caller'): TranscriptSegment => ({
  id: `s${String(index)}`,
  speaker,
  channel: speaker === 'caller' ? 0 : 1,
  startMs: index * 1_000,
  endMs: index * 1_000 + 900,
  text,
  language: 'en',
  words: null,
  edited: null,
});

export const localEngine = { id: 'local:test', leavesMachine: false, region: null };

/** Pretend engines that behave; what a test wants otherwise it says. */
export function pretendMakers(more: Partial<Makers> = {}): Partial<Makers> {
  return {
    fetchRecording: ({ onProgress }) => {
      onProgress(0.5);
      return Promise.resolve({
        sha256: 'a'.repeat(64),
        sizeBytes: 1_000,
        contentType: 'audio/mpeg',
        durationMs: 120_000,
        channels: ['caller', 'firm'],
      });
    },
    mediaOf: () => ({
      open: () => Promise.reject(new MediaError('internal', 'not asked for here', { retryable: false })),
      decode: () =>
        Promise.resolve({
          sampleRate: 8_000,
          channels: [new Int16Array(8), new Int16Array(8)],
          speakers: ['caller', 'firm'],
          durationMs: 120_000,
        }),
    }),
    measureDynamics: () => ({
      stepMs: 500,
      loudness: [
        [1, 2],
        [3, 4],
      ],
      overlaps: [],
      talk: { caller: 0.6, firm: 0.4 },
      interruptions: 1,
      silenceMs: 2_000,
    }),
    hearing: {
      engine: localEngine,
      transcribe: () => Promise.resolve([said(1, 'Is the hearing still on Friday?'), said(2, 'Yes, at nine.', 'firm')]),
    },
    understanding: {
      async understand({ fields, onField }) {
        for (const field of fields)
          await onField(field, { status: 'completed', content: contents[field], engine: null });
      },
    },
    ...more,
  };
}

/** Something in every field. */
export const contents: {
  [F in 'mentions' | 'keyPassages' | 'tasks' | 'summary' | 'sentiment' | 'topics']: Omit<
    CallInsights[F],
    'status' | 'reason' | 'progress' | 'attempts' | 'nextAttemptAt' | 'updatedAt' | 'engine'
  >;
} = {
  summary: {
    sentences: [
      { id: 'm1', text: 'The caller asks about the hearing.', segmentIds: ['s1'] },
      { id: 'm2', text: 'It is on Friday at nine.', segmentIds: ['s1', 's2'] },
    ],
    leftOut: 0,
    verified: null,
    edited: null,
  },
  keyPassages: { passages: [{ segmentId: 's1', text: 'Is the hearing still on Friday?' }] },
  tasks: {
    tasks: [
      {
        id: 't1',
        title: 'Confirm the hearing',
        dueDate: '2026-11-20',
        quote: 'still on Friday',
        segmentId: 's1',
        state: 'suggested',
        decided: null,
      },
    ],
  },
  sentiment: { overall: { score: 0.4, label: 'positive' }, segments: [{ segmentId: 's1', score: 0.4 }] },
  topics: { topics: ['hearing'] },
  mentions: {
    dates: [{ segmentId: 's1', quote: 'Friday', date: '2026-11-20', time: null }],
    phones: [],
    ibans: [],
    emails: [],
    urgent: [],
  },
};

export function startRelayWithMakers(makers: Partial<Makers>, options: Parameters<typeof startTestRelay>[0] = {}) {
  return startTestRelay({
    ...options,
    overrides: { makers, textLocks: madeUpTextLocks, jobLimits: { pollMs: 20 }, ...options.overrides },
  });
}

export const engineFails = (code: EngineError['code'], retryable = false) =>
  new EngineError(code, 'as the test says', { retryable });

/** Polls until every field of the call is settled. */
export async function settledInsights(relay: RelayUnderTest, callId: string): Promise<CallInsights> {
  const store = relay.storage.tenant(TENANT);
  for (let look = 0; look < 400; look += 1) {
    const insights = await store.insights(callId);
    const states = insights ? fieldNames.map((field) => insights[field]) : [];
    if (insights && states.every((s) => s.status !== 'pending' && s.status !== 'processing')) return insights;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`still under way: ${JSON.stringify(await store.jobsOfCall(callId))}`);
}

export const fieldNames = [
  'transcript',
  'summary',
  'keyPassages',
  'tasks',
  'sentiment',
  'topics',
  'mentions',
  'dynamics',
] as const;

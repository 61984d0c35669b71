import type { FieldState } from '@callbrief/relay/wire/field-state';
import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import type { AudioUsage, CallDetail, InsightsView, PeaksView, RecordingView } from '../../src-preload/contract.ts';
import { mockCalls } from './mock-calls.ts';

const DURATION_MS = 527_000;
const at = '2026-11-19T11:40:00.000Z';

export const done: FieldState = {
  status: 'completed',
  reason: null,
  progress: null,
  attempts: 1,
  nextAttemptAt: null,
  updatedAt: at,
};
export const pending: FieldState = { ...done, status: 'pending', attempts: 0 };
export const failed = (reason: FieldState['reason'], attempts = 2): FieldState => ({
  ...done,
  status: 'failed',
  reason,
  attempts,
  nextAttemptAt: '2026-11-19T11:52:00.000Z',
});
export const skipped = (reason: FieldState['reason']): FieldState => ({ ...done, status: 'skipped', reason });

export function aRecording(given: Partial<RecordingView> = {}): RecordingView {
  return {
    recordingId: 'r1',
    kind: 'call',
    state: 'here',
    reason: null,
    progress: null,
    durationMs: DURATION_MS,
    speakers: ['caller', 'firm'],
    sizeBytes: 2_110_000,
    url: 'recording://r1',
    starred: false,
    legalHold: false,
    ...given,
  };
}

/** Who, when, what; with times for each word where a third is given. */
const said: [speaker: 'caller' | 'firm', at: string, text: string][] = [
  ['firm', '0:03', 'Delcourt Maes Peeters, Jonas Peeters. This call is recorded for the file.'],
  ['caller', '0:09', 'Good morning, Anneke Verhulst. Yes, that is fine.'],
  ['caller', '0:19', 'I got the expert report on Tuesday and I don’t understand page twelve.'],
  ['firm', '0:33', 'Page twelve is about when the water came in first.'],
  ['caller', '0:44', 'He writes that it was before we bought. That cannot be.'],
  ['caller', '0:58', 'The building manager knew about it.'],
  ['firm', '1:12', 'Do you have that on paper?'],
  ['caller', '1:24', 'The building manager wrote to Immo Delta about the leak in March. I will send you a scan.'],
  ['firm', '1:46', 'Please do. The letter is worth more than what anybody remembers.'],
  ['caller', '2:05', 'And what does he mean by capillary rise?'],
  ['firm', '2:21', 'That the wall pulls water up from the ground. It would not be their fault.'],
  ['caller', '2:38', 'But it was the roof.'],
  [
    'firm',
    '2:48',
    'The expert dates the first leak to February, before the sale. That helps you more than it hurts you.',
  ],
  ['caller', '2:57', 'But he writes that I should have seen it when I visited.'],
  [
    'caller',
    '3:08',
    'And nobody has told me whether the expert report is accepted. The hearing is next week, isn’t it?',
  ],
  ['firm', '3:20', 'Thursday the twenty-sixth at nine. Me Delcourt has until tomorrow to file remarks on the report.'],
  ['caller', '3:31', 'Then please let her call me before she files. After four I am at the school, so earlier.'],
  ['firm', '3:40', 'Tomorrow before four. I am writing it down as please call back.'],
  ['caller', '3:52', '[inaudible, 2 s] and the second advance, I paid that one on Monday.'],
  ['firm', '4:09', 'I will have accounts look for it and send you a receipt.'],
  [
    'caller',
    '4:24',
    'Thank you. One more thing, the tenant downstairs says she has photographs from before Christmas.',
  ],
  ['firm', '4:33', 'Ask her to send the originals, not screenshots. The date in the file matters.'],
  ['caller', '4:46', 'Her name is Lucie. Elle parle français, seulement français.'],
  ['firm', '5:02', 'That is no trouble, Nadia will ring her.'],
  ['caller', '5:20', 'Good. Her number is zero four seven zero, one two three, four five six.'],
  ['firm', '5:40', 'I read it back when I write to you. Is there anything in the expert report about the roof?'],
  ['caller', '5:58', 'Only on page nine, one sentence.'],
  ['firm', '6:15', 'Then we ask him to say more. That is what the remarks are for.'],
  ['caller', '6:34', 'I feel better about it now.'],
  ['firm', '6:51', 'We send you the draft of the remarks this evening, with the expert report beside it.'],
  ['caller', '7:12', 'Thank you, that is kind of you.'],
  ['firm', '7:30', 'You hear from Me Delcourt tomorrow before four.'],
  ['caller', '7:48', 'Perfect. Have a good day.'],
  ['firm', '8:05', 'You too, Ms Verhulst.'],
];

const ms = (clock: string) => {
  const [minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return (minutes * 60 + seconds) * 1_000;
};

export const mockSegments: TranscriptSegment[] = said.map(([speaker, start, text], index) => {
  const startMs = ms(start);
  const next = said[index + 1];
  const endMs = Math.min(next ? ms(next[1]) - 400 : DURATION_MS - 8_000, startMs + Math.max(3_000, text.length * 180));
  const words = [...text.matchAll(/[^\s[\]]+/g)];
  const french = text.includes('français');
  return {
    id: `s${String(index + 1)}`,
    speaker,
    channel: speaker === 'caller' ? 0 : 1,
    startMs,
    endMs,
    text,
    language: french ? 'fr' : 'en',
    words: words.map((word) => ({
      text: word[0],
      startMs: Math.round(startMs + (word.index / text.length) * (endMs - startMs)),
      endMs: Math.round(startMs + ((word.index + word[0].length) / text.length) * (endMs - startMs)),
      confidence: startMs === ms('2:57') && /^(?:should|have|seen)$/.test(word[0]) ? 0.31 : 0.94,
    })),
    edited: null,
  };
});

const idAt = (clock: string) => mockSegments.find(({ startMs }) => startMs === ms(clock))?.id ?? '';
const engine = { id: 'office-model', leavesMachine: false, region: null };
const tense: Partial<Record<string, number>> = {
  '0:44': -0.4,
  '0:58': -0.3,
  '1:46': -0.3,
  '2:05': -0.35,
  '2:21': -0.7,
  '2:38': -0.4,
  '3:08': -0.5,
  '3:31': -0.8,
  '3:40': -0.65,
  '3:52': -0.3,
  '4:46': 0.3,
  '5:58': -0.3,
  '6:34': 0.45,
  '6:51': 0.4,
  '7:12': 0.7,
  '7:30': 0.5,
  '7:48': 0.8,
  '8:05': 0.7,
};

export const mockInsights: InsightsView = {
  callId: 'c1',
  revision: 7,
  recordingId: 'r1',
  callerName: 'Anneke Verhulst',
  firmName: 'Jonas Peeters',
  waiting: false,
  transcript: {
    ...done,
    engine,
    source: 'engine',
    segments: mockSegments,
    speakerNames: { caller: null, firm: null },
  },
  summary: {
    ...done,
    engine,
    sentences: [
      {
        id: 'a',
        text: 'Disputes page 12 of the expert report, which dates the leak before the sale.',
        segmentIds: [idAt('0:19')],
      },
      {
        id: 'b',
        text: 'The building manager wrote to Immo Delta about the leak in March; she will send a scan.',
        segmentIds: [idAt('1:24')],
      },
      { id: 'c', text: 'Asks whether the report is accepted.', segmentIds: [idAt('3:08')] },
      { id: 'd', text: 'Wants Me Delcourt to call before she files, before 16:00.', segmentIds: [idAt('3:31')] },
      { id: 'e', text: 'Says the second advance was paid on Monday.', segmentIds: [idAt('3:52')] },
    ],
    leftOut: 1,
    verified: null,
    edited: null,
  },
  keyPassages: {
    ...done,
    passages: [
      { segmentId: idAt('0:19'), text: 'I got the expert report on Tuesday and I don’t understand page twelve.' },
      { segmentId: idAt('3:20'), text: 'Me Delcourt has until tomorrow to file remarks on the report.' },
      { segmentId: idAt('3:31'), text: 'Then please let her call me before she files.' },
    ],
  },
  tasks: {
    ...done,
    engine,
    tasks: [
      {
        id: 't1',
        title: 'File remarks on expert report',
        dueDate: '2026-11-20',
        quote: 'Me Delcourt has until tomorrow to file remarks on the report.',
        segmentId: idAt('3:20'),
        state: 'accepted',
        decided: { byPersonId: 'jonas', byName: 'Jonas Peeters', at },
      },
      {
        id: 't2',
        title: 'Call Ms Verhulst before 16:00',
        dueDate: '2026-11-20',
        quote: 'Tomorrow before four.',
        segmentId: idAt('3:40'),
        state: 'suggested',
        decided: null,
      },
      {
        id: 't3',
        title: 'Look for second advance',
        dueDate: null,
        quote: 'I will have accounts look for it and send you a receipt.',
        segmentId: idAt('4:09'),
        state: 'suggested',
        decided: null,
      },
    ],
  },
  sentiment: {
    ...done,
    engine,
    overall: { score: -0.1, label: 'neutral' },
    segments: mockSegments.map(({ id, startMs }) => {
      const clock = `${String(Math.floor(startMs / 60_000))}:${String((startMs / 1_000) % 60).padStart(2, '0')}`;
      return { segmentId: id, score: tense[clock] ?? 0 };
    }),
  },
  topics: { ...done, engine, topics: ['expert report', 'advance', 'leak'] },
  mentions: {
    ...done,
    dates: [{ segmentId: idAt('3:20'), quote: 'Thursday the twenty-sixth at nine', date: '2026-11-26', time: '09:00' }],
    phones: [
      { segmentId: idAt('5:20'), quote: 'zero four seven zero, one two three, four five six', number: '+32470123456' },
    ],
    ibans: [],
    emails: [],
    urgent: [{ segmentId: idAt('3:20'), quote: 'has until tomorrow to file remarks' }],
  },
  dynamics: {
    ...done,
    stepMs: 1_000,
    loudness: [0, 1].map((channel) =>
      Array.from({ length: DURATION_MS / 1_000 }, (_, second) => {
        const speaks = mockSegments.some(
          (one) => one.channel === channel && one.startMs <= second * 1_000 && one.endMs > second * 1_000,
        );
        return speaks ? 30 + ((second * 37) % 50) : 2;
      }),
    ),
    overlaps: [{ startMs: 158_000, endMs: 161_000 }],
    talk: { caller: 0.58, firm: 0.34 },
    interruptions: 2,
    silenceMs: 42_000,
  },
  comments: [],
  updatedAt: at,
};

/** Heights of 0 to 1 as the main process hands them over. */
export const channelOf = (heights: readonly number[]): string =>
  btoa(String.fromCharCode(...heights.map((height) => Math.round(height * 127))));

/** As a telephone records: loud where somebody speaks, near nothing elsewhere. Always the same. */
export function mockPeaks(segments: readonly TranscriptSegment[] = mockSegments, durationMs = DURATION_MS): PeaksView {
  const stepMs = 100;
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return {
    stepMs,
    channels: [0, 1].map((channel) =>
      channelOf(
        Array.from({ length: Math.ceil(durationMs / stepMs) }, (_, step) => {
          const time = step * stepMs;
          const speaks = segments.some((one) => one.channel === channel && one.startMs <= time && one.endMs > time);
          const height = speaks ? 0.12 + 0.85 * random() * Math.abs(Math.sin(step / 3.1 + channel)) : 0.015 * random();
          return height;
        }),
      ),
    ),
  };
}

export const mockUsage: AudioUsage = {
  recordings: 212,
  bytes: 1_500_000_000,
  capBytes: 5_000_000_000,
  freeBytes: 84_000_000_000,
  downloading: 0,
  stopped: null,
};

/** The first call of the design's pictures, with its recording. */
export function recordedCall(given: Partial<CallDetail> = {}): CallDetail {
  const [first] = mockCalls;
  if (!first) throw new Error('There are no pretend calls');
  const note = first.note && { ...first.note, text: 'Sounded worried, keep it short.' };
  return {
    ...first,
    note,
    added: { ...first.added, tags: ['expert report', 'advance'] },
    recordings: [aRecording()],
    ...given,
  };
}

export interface RecordedState {
  call: CallDetail;
  view: InsightsView | null;
  peaks: boolean;
}

const nothingSaid = { ...mockInsights.transcript, segments: [], engine: null };
const notYet: Partial<InsightsView> = {
  summary: { ...mockInsights.summary, ...pending, sentences: [], leftOut: 0 },
  keyPassages: { ...pending, passages: [] },
  tasks: { ...mockInsights.tasks, ...pending, tasks: [] },
  sentiment: { ...mockInsights.sentiment, ...pending, overall: null, segments: [] },
  topics: { ...mockInsights.topics, ...pending, topics: [] },
  mentions: { ...pending, dates: [], phones: [], ibans: [], emails: [], urgent: [] },
  dynamics: { ...mockInsights.dynamics, ...pending, loudness: [], overlaps: [], talk: null },
};
const noModel = {
  summary: { ...mockInsights.summary, ...skipped('no_language_model'), sentences: [], leftOut: 0 },
  tasks: { ...mockInsights.tasks, ...skipped('no_language_model'), tasks: [] },
  sentiment: { ...mockInsights.sentiment, ...skipped('no_language_model'), overall: null, segments: [] },
  topics: { ...mockInsights.topics, ...skipped('no_language_model'), topics: [] },
};
const signed = { byPersonId: 'jonas', byName: 'Jonas Peeters', at: '2026-11-19T11:49:00.000Z' };

/** Every state of a recording and of what is made of it, by name. */
export function recordingStates(name: string): RecordedState {
  const whole: RecordedState = { call: recordedCall(), view: mockInsights, peaks: true };
  const only = (recording: Partial<RecordingView>, view: Partial<InsightsView> | null = {}): RecordedState => ({
    call: recordedCall({ recordings: [aRecording(recording)] }),
    view: view && { ...mockInsights, ...view },
    peaks: recording.url !== null,
  });
  const states: Record<string, () => RecordedState> = {
    processing: () =>
      only({}, { ...notYet, transcript: { ...nothingSaid, ...done, status: 'processing', progress: 0.62 } }),
    'summary-failed': () =>
      only({}, { ...notYet, summary: { ...mockInsights.summary, ...failed('engine_unreachable'), sentences: [] } }),
    'no-model': () => only({}, noModel),
    verified: () => {
      const { summary, transcript } = mockInsights;
      const segments = transcript.segments.map((one) =>
        one.startMs === 180_000 + 8_000
          ? { ...one, text: one.text.replace('accepted', 'admitted'), edited: { ...signed, original: one.text } }
          : one,
      );
      return only(
        { legalHold: true, starred: true },
        {
          summary: { ...summary, verified: signed, edited: signed },
          transcript: { ...transcript, segments },
          comments: [{ ...signed, id: 'k1', atMs: 190_000, text: 'Nadia: this is the point for the hearing.' }],
        },
      );
    },
    'at-the-office': () => only({ state: 'at_the_office', url: 'recording://r1' }),
    'not-here': () => only({ state: 'at_the_office', url: null }),
    downloading: () => only({ state: 'downloading', url: null, progress: 0.4 }),
    waiting: () => ({ ...only({ state: 'waiting', url: null, durationMs: null, progress: null }, null), peaks: false }),
    failed: () => only({ state: 'failed', url: null, durationMs: null, reason: 'link_gone' }, null),
    skipped: () => only({ state: 'skipped', url: null, durationMs: null, reason: 'policy_no_recording' }, null),
    removed: () => only({ state: 'removed', url: null, reason: 'demand' }, null),
    'removed-with-text': () => only({ state: 'removed', url: null, reason: 'retention' }),
    mono: () => only({ speakers: ['unknown'] }),
    'transcript-failed': () =>
      only({}, { ...notYet, transcript: { ...nothingSaid, ...failed('language_not_supported', 3) } }),
  };
  return states[name]?.() ?? whole;
}

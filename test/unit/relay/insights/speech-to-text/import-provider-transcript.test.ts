import { describe, expect, it } from 'vitest';
import { importProviderTranscript } from '../../../../../relay/src/insights/speech-to-text/import-provider-transcript.ts';
import { transcriptSegment } from '../../../../../relay/src/wire/insights.ts';

const call = { direction: 'inbound' as const, durationMs: 60_000, languages: ['en', 'fr', 'nl', 'de'] };
const timed = [
  {
    call_id: 7_534_779_999_276_888_538n.toString(),
    transcription_status: 'DONE',
    transcription_data: {
      speeches: [
        {
          channelId: 0,
          text: 'Cabinet Delcourt, bonjour.',
          start: 0.8,
          end: 2.4,
          words: [
            { word: 'Cabinet', start: 0.8, end: 1.2, confidence: 0.9 },
            { word: 'Delcourt,', start: 1.2, end: 1.8, confidence: 0.7 },
            { word: 'bonjour.', start: 1.9, end: 2.4, confidence: 0.95 },
          ],
        },
        { channelId: 1, text: 'Bonjour, je voudrais parler à un avocat.', start: 3, end: 5.5, words: [] },
      ],
    },
  },
];

async function there(json: unknown, more: { direction: 'inbound' | 'outbound' } = call) {
  const read = await importProviderTranscript(json, { ...call, ...more });
  if (read.state !== 'there') throw new Error(read.state);
  return read;
}

describe('Ringover’s transcript', () => {
  it('becomes segments with who, when and each word', async () => {
    const { segments, timesAreKnown } = await there(timed);
    expect(timesAreKnown).toBe(true);
    expect(segments).toMatchObject([
      {
        id: 's1',
        speaker: 'firm',
        channel: 1,
        startMs: 800,
        endMs: 2_400,
        text: 'Cabinet Delcourt, bonjour.',
        language: 'fr',
      },
      { id: 's2', speaker: 'caller', channel: 0, startMs: 3_000, endMs: 5_500, words: null },
    ]);
    expect(segments[0]?.words?.[1]).toEqual({ text: 'Delcourt,', startMs: 1_200, endMs: 1_800, confidence: 0.7 });
    for (const segment of segments) expect(transcriptSegment.safeParse(segment).success).toBe(true);
  });

  it('of a call that the firm made has the firm as the one who calls', async () => {
    expect((await there(timed, { direction: 'outbound' })).segments.map((segment) => segment.speaker)).toEqual([
      'caller',
      'firm',
    ]);
  });

  it('as its servers really send it has no times, and says that they are guesses', async () => {
    const speeches = [
      { speaker_id: 0, content: 'Law office, good morning.' },
      { speaker_id: 1, content: 'Good morning. I received a letter from the court and I have an urgent question.' },
    ];
    const { segments, timesAreKnown } = await there([{ transcription_status: 'DONE', speeches }]);
    expect(timesAreKnown).toBe(false);
    expect(segments.map(({ speaker, text }) => ({ speaker, text }))).toEqual([
      { speaker: 'firm', text: speeches[0]?.content },
      { speaker: 'caller', text: speeches[1]?.content },
    ]);
    expect(segments[0]?.endMs).toBe(segments[1]?.startMs);
    expect(segments[1]?.endMs).toBe(60_000);
  });

  it('is waited for until it is done', async () => {
    expect(await importProviderTranscript([], call)).toEqual({ state: 'not_ready' });
    expect(await importProviderTranscript([{ transcription_status: 'PENDING' }], call)).toEqual({ state: 'not_ready' });
  });

  it('in which nothing was said is empty', async () => {
    expect((await there([{ transcription_status: 'DONE', speeches: [] }])).segments).toEqual([]);
    expect((await there([{ speeches: [{ channelId: 1, text: '  ', start: 0, end: 1 }] }])).segments).toEqual([]);
  });

  it('with times beyond the call, and words of another shape, keeps its sentences', async () => {
    const speeches = [{ channelId: 1, text: 'Hello', start: 100, end: 2, words: [{ w: 'Hello' }] }];
    const { segments } = await there([{ transcription_status: 'DONE', speeches }]);
    expect(segments).toMatchObject([{ startMs: 60_000, endMs: 60_000, text: 'Hello', words: null }]);
  });

  it.each([
    ['nothing', null],
    ['a text', 'DONE'],
    ['no speeches', [{ transcription_status: 'DONE' }]],
    ['speeches of another kind', [{ transcription_status: 'DONE', speeches: [{ who: 1 }] }]],
    ['times that are none', [{ speeches: [{ channelId: 1, text: 'x', start: -1, end: 'later' }] }]],
  ])('that is %s is unreadable, not empty', async (_, json) => {
    expect(await importProviderTranscript(json, call)).toEqual({ state: 'unreadable' });
  });
});

import { z } from 'zod';
import type { TranscriptSegment } from '../../wire/insights.ts';
import { languagesOfSegments } from './languages-of-segments.ts';
import type { UnnumberedSegment } from './segments-of-heard.ts';

const time = z.number().finite().nonnegative();
/** Ringover's specification: who, what and when. Seconds. */
const timedSpeech = z.object({
  channelId: z.coerce.number().int(),
  text: z.string(),
  start: time,
  end: time,
  words: z
    .array(
      z.looseObject({
        word: z.string().optional(),
        text: z.string().optional(),
        start: time,
        end: time,
        confidence: z.number().nullish(),
      }),
    )
    .nullish()
    // Words are an extra: a shape that is not known loses them, not the sentence.
    .catch(null),
});
/** What its servers really send (seen on real traffic): who and what, without times. */
const plainSpeech = z.object({ speaker_id: z.coerce.number().int(), content: z.string() });
const speech = z.union([timedSpeech, plainSpeech]);
const speeches = z.object({ speeches: z.array(speech).max(20_000) });

const answer = z.looseObject({
  transcription_status: z.string().optional(),
  transcription_data: speeches.optional(),
  speeches: speeches.shape.speeches.optional(),
});

export type ProviderTranscript =
  | {
      state: 'there';
      segments: TranscriptSegment[];
      /**
       * False: the provider told no times, and each sentence stands at an estimate by the length of the texts before it.
       * An engine of ours does better; without one it is still worth reading.
       */
      timesAreKnown: boolean;
    }
  /** The provider is still at it. */
  | { state: 'not_ready' }
  | { state: 'unreadable' };

const LONGEST_TEXT = 5_000;
const LONGEST_WORD = 200;
/** About fifteen a second, where not even the length of the call is known. */
const LETTER_MS = 65;
/** Who called has 1, who was called 0 (Ringover's specification). */
const CALLING = 1;

/**
 * Reads Ringover's answer to `GET /transcriptions/{callId}`: an array of one, in either of its two shapes.
 * @param call.direction who of the two the firm is
 * @param json undefined: it was no JSON
 * @param call.durationMs of the call; times beyond it are brought back. 0: not known, and times stand as they were told
 */
export async function importProviderTranscript(
  json: unknown,
  call: { direction: 'inbound' | 'outbound'; durationMs: number; languages: readonly string[] },
): Promise<ProviderTranscript> {
  const [first] = Array.isArray(json) ? (json as unknown[]) : [json];
  if (first === undefined && json !== undefined) return { state: 'not_ready' };
  const read = answer.safeParse(first);
  if (!read.success) return { state: 'unreadable' };
  const { transcription_status: status } = read.data;
  if (status !== undefined && status !== 'DONE') return { state: 'not_ready' };
  const said = read.data.speeches ?? read.data.transcription_data?.speeches;
  if (said === undefined) return { state: 'unreadable' };
  const timesAreKnown = said.every((one) => 'channelId' in one);
  const placed = timesAreKnown ? said.map((one) => one) : estimated(said, call.durationMs);
  const segments = placed.flatMap((one) => ('channelId' in one ? segmentOf(one, call) : []));
  const sorted = segments.toSorted((a, b) => a.startMs - b.startMs);
  const named = await languagesOfSegments(sorted, call.languages);
  return {
    state: 'there',
    timesAreKnown,
    segments: named.map((segment, index) => ({ id: `s${String(index + 1)}`, ...segment, edited: null })),
  };
}

function segmentOf(
  said: z.infer<typeof timedSpeech>,
  call: { direction: 'inbound' | 'outbound'; durationMs: number },
): UnnumberedSegment[] {
  const text = said.text.trim().slice(0, LONGEST_TEXT);
  if (text === '') return [];
  const isFirm = (said.channelId === CALLING) === (call.direction === 'outbound');
  const within = (seconds: number) => Math.round(Math.min(seconds * 1_000, call.durationMs || Infinity));
  const startMs = within(said.start);
  const words = (said.words ?? []).flatMap((word) => {
    const written = (word.word ?? word.text ?? '').trim().slice(0, LONGEST_WORD);
    const wordStartMs = within(word.start);
    const confidence = word.confidence == null ? null : Math.min(1, Math.max(0, word.confidence));
    return written === ''
      ? []
      : [{ text: written, startMs: wordStartMs, endMs: Math.max(wordStartMs, within(word.end)), confidence }];
  });
  return [
    {
      speaker: isFirm ? 'firm' : 'caller',
      channel: isFirm ? 1 : 0,
      startMs,
      endMs: Math.max(startMs, within(said.end)),
      text,
      language: null,
      words: words.length > 0 ? words : null,
    },
  ];
}

/** As if everybody spoke equally fast and without pauses. */
function estimated(said: readonly z.infer<typeof speech>[], durationMs: number): z.infer<typeof timedSpeech>[] {
  const texts = said.map((one) => ('channelId' in one ? one.text : one.content));
  const letters = texts.reduce((sum, text) => sum + text.length, 0) || 1;
  const wholeMs = durationMs || letters * LETTER_MS;
  let before = 0;
  return said.map((one, index) => {
    const text = texts[index] ?? '';
    const start = (before / letters) * (wholeMs / 1_000);
    before += text.length;
    const end = (before / letters) * (wholeMs / 1_000);
    return { channelId: 'channelId' in one ? one.channelId : one.speaker_id, text, start, end, words: null };
  });
}

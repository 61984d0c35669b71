import type { TranscriptSegment } from '@callbrief/relay/wire/insights';

export interface TranscriptHit {
  segmentId: string;
  /** In the text of the segment. */
  from: number;
  to: number;
  /** When it is said: of the word, where words have times, else in proportion within the segment. */
  atMs: number;
}

/** Every place where the words stand, as typed but for case and accents. Empty: nothing is looked for. */
export function findInTranscript(segments: readonly TranscriptSegment[], search: string): TranscriptHit[] {
  const wanted = fold(search.trim()).text;
  if (wanted === '') return [];
  return segments.flatMap((segment) => {
    const { text, places } = fold(segment.text);
    const hits: TranscriptHit[] = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const from = places[at] ?? 0;
      const to = places[at + wanted.length] ?? segment.text.length;
      hits.push({ segmentId: segment.id, from, to, atMs: saidAt(segment, from) });
    }
    return hits;
  });
}

/** Lower case without accents, and where each letter stood: `É` may become two letters and back one. */
function fold(text: string): { text: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const plain = (text[at] ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (let index = 0; index < plain.length; index += 1) places.push(at);
    folded += plain;
  }
  places.push(text.length);
  return { text: folded, places };
}

function saidAt(segment: TranscriptSegment, from: number): number {
  const word = placeWords(segment).findLast((one) => one.from <= from);
  if (word !== undefined) return word.startMs;
  const share = segment.text.length === 0 ? 0 : from / segment.text.length;
  return Math.round(segment.startMs + share * (segment.endMs - segment.startMs));
}

export interface PlacedWord {
  index: number;
  from: number;
  to: number;
  startMs: number;
  endMs: number;
  unsure: boolean;
}

/** Surer than a coin. */
const UNSURE_BELOW = 0.5;

/** Where each timed word stands in the text. A corrected line has other words than the ones that were timed. */
export function placeWords({ text, words, edited }: TranscriptSegment): PlacedWord[] {
  if (words === null || edited !== null) return [];
  const placed: PlacedWord[] = [];
  let from = 0;
  for (const [index, word] of words.entries()) {
    const at = text.indexOf(word.text, from);
    if (at < 0 || word.text === '') continue;
    const { startMs, endMs, confidence } = word;
    from = at + word.text.length;
    placed.push({
      index,
      from: at,
      to: from,
      startMs,
      endMs,
      unsure: confidence !== null && confidence < UNSURE_BELOW,
    });
  }
  return placed;
}

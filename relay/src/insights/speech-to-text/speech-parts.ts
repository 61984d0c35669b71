import type { VoiceTrack } from './voice-activity.ts';

/** A stretch of one channel (ms). */
export interface Span {
  startMs: number;
  endMs: number;
}

/** What the engine gets at once: speech, with a little of the silence around it. */
export interface SpeechPart extends Span {
  /** Of the speech itself, for the transcript. */
  speech: Span;
}

/** Silero's usual hysteresis: speech begins above the first, and ends when it stays below the second. */
const BEGINS = 0.5;
const ENDS = 0.35;
/** A shorter gap is inside a word or a breath (ms). */
const SHORTEST_SILENCE_MS = 250;
/** A click, not a "yes" (ms). */
const SHORTEST_SPEECH_MS = 90;
/** Kept of the silence before and behind, so that no first or last sound is cut off (ms). */
const AROUND_MS = 250;
/** A longer pause ends what was said, also when nobody answers (ms). */
const LONGEST_PAUSE_MS = 1_200;
/** How much the other must say to count as having come in between (ms). */
const WORD_BETWEEN_MS = 150;

/** Where somebody speaks. */
export function speechSpans({ probabilities, stepMs }: VoiceTrack): Span[] {
  const spans: Span[] = [];
  let begunMs: number | null = null;
  let lastVoiceMs = 0;
  const end = () => {
    if (begunMs !== null && lastVoiceMs - begunMs >= SHORTEST_SPEECH_MS) {
      spans.push({ startMs: begunMs, endMs: lastVoiceMs });
    }
    begunMs = null;
  };
  probabilities.forEach((probability, step) => {
    const atMs = step * stepMs;
    if (probability >= BEGINS) begunMs ??= atMs;
    if (begunMs === null) return;
    if (probability >= ENDS) lastVoiceMs = atMs + stepMs;
    else if (atMs + stepMs - lastVoiceMs >= SHORTEST_SILENCE_MS) end();
  });
  end();
  return spans;
}

/**
 * Puts what was said in one breath together, up to `longestMs`, and cuts what is longer where it is least like speech.
 * @param other where the other side speaks; across that nothing is joined
 * @param longestPauseMs for engines that take whole conversations
 */
export function speechParts(
  track: VoiceTrack,
  ask: { longestMs: number; durationMs: number; other: readonly Span[]; longestPauseMs?: number },
): SpeechPart[] {
  const { durationMs, other, longestPauseMs = LONGEST_PAUSE_MS } = ask;
  const longestMs = ask.longestMs - 2 * AROUND_MS;
  const short = speechSpans(track).flatMap((span) => cut(track, span, longestMs));
  const joined: Span[] = [];
  for (const span of short) {
    const before = joined.at(-1);
    const isOneBreath =
      before !== undefined &&
      span.startMs - before.endMs <= longestPauseMs &&
      span.endMs - before.startMs <= longestMs &&
      !isBetween(other, before.endMs, span.startMs);
    if (isOneBreath) before.endMs = span.endMs;
    else joined.push({ ...span });
  }
  return joined.map((speech, index) => {
    // Neighbours share the silence between them.
    const previousEnd = joined[index - 1]?.endMs;
    const nextStart = joined[index + 1]?.startMs;
    const from = previousEnd === undefined ? 0 : (previousEnd + speech.startMs) / 2;
    const to = nextStart === undefined ? durationMs : (speech.endMs + nextStart) / 2;
    return {
      startMs: Math.round(Math.max(from, speech.startMs - AROUND_MS)),
      endMs: Math.round(Math.min(to, speech.endMs + AROUND_MS, durationMs)),
      speech: { startMs: Math.round(speech.startMs), endMs: Math.round(Math.min(speech.endMs, durationMs)) },
    };
  });
}

/** In the second half of what may be sent at once, where the voice is weakest over three steps. */
function cut(track: VoiceTrack, span: Span, longestMs: number): Span[] {
  const parts: Span[] = [];
  let { startMs } = span;
  while (span.endMs - startMs > longestMs) {
    const first = Math.floor((startMs + longestMs / 2) / track.stepMs);
    const last = Math.floor((startMs + longestMs) / track.stepMs) - 1;
    let best = last;
    let least = Number.POSITIVE_INFINITY;
    for (let step = first; step <= last; step += 1) {
      const at = (index: number) => track.probabilities[index] ?? 0;
      const voice = at(step - 1) + 2 * at(step) + at(step + 1);
      // Of equals the latest: the fewer parts, the fewer words at an edge.
      if (voice <= least) {
        least = voice;
        best = step;
      }
    }
    const endMs = best * track.stepMs;
    parts.push({ startMs, endMs });
    startMs = endMs;
  }
  parts.push({ startMs, endMs: span.endMs });
  return parts;
}

function isBetween(spans: readonly Span[], fromMs: number, toMs: number): boolean {
  return spans.some((span) => Math.min(span.endMs, toMs) - Math.max(span.startMs, fromMs) >= WORD_BETWEEN_MS);
}

import type { TranscriptSegment } from '../wire/insights.ts';
import type { Language } from '../wire/scalars.ts';
import type { CallFile } from './call-file.ts';
import { createFormats } from './formats.ts';
import { printable } from './printable.ts';
import { voicesOf } from './voices.ts';
import { wordsOf } from './words/export-words.ts';

/** What fits under a picture: two lines of 42 characters, as broadcasters set them. */
const LINE = 42;
const LINES = 2;
/** Shorter cues flash by unread (ms). */
const SHORTEST_MS = 300;
const LINE_END = '\r\n';

/** The transcript as subtitles, beside the audio in any player. */
export function writeTranscriptSrt(file: CallFile, language: Language): string {
  const voices = voicesOf(file, wordsOf(language), createFormats(language, file.firm.country, file.timeZone));
  const cues = [...(file.insights?.transcript.segments ?? [])]
    .sort((a, b) => a.startMs - b.startMs)
    .flatMap((segment) => cuesOf(segment, voices[segment.speaker]));
  return cues
    .map(({ startMs, endMs, lines }, index) =>
      [String(index + 1), `${clock(startMs)} --> ${clock(endMs)}`, ...lines, '', ''].join(LINE_END),
    )
    .join('');
}

interface Cue {
  startMs: number;
  endMs: number;
  lines: string[];
}

/** A long turn becomes several cues; each has its share of the time, by its length. */
function cuesOf({ startMs, endMs, text }: TranscriptSegment, voice: string): Cue[] {
  const lines = wrap(`${harmless(voice)}: ${harmless(text)}`);
  const blocks = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, at) =>
    lines.slice(at * LINES, (at + 1) * LINES),
  );
  const lengths = blocks.map((block) => block.join('').length);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const spanMs = Math.max(endMs - startMs, SHORTEST_MS * blocks.length);
  let before = 0;
  return blocks.map((block, at) => {
    const from = startMs + Math.round((spanMs * before) / whole);
    before += lengths[at] ?? 0;
    return { startMs: from, endMs: startMs + Math.round((spanMs * before) / whole), lines: block };
  });
}

/**
 * Players read `<i>` and `{\an8}` in a cue as orders and `-->` as the next time line; what was said has none. An empty
 * line, which would end the cue, is already gone.
 */
function harmless(text: string): string {
  return printable(text)
    .replace(/-{2,}>/g, '→')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/\{(?=\\)/g, '(');
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(pieces)) {
    if (line !== '' && line.length + 1 + word.length > LINE) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** A word longer than a line is cut between whole characters. */
function pieces(word: string): string[] {
  if (word.length <= LINE) return [word];
  const cut: string[] = [''];
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(word)) {
    const last = cut.length - 1;
    const so = cut[last] ?? '';
    if (so !== '' && so.length + segment.length > LINE) cut.push(segment);
    else cut[last] = so + segment;
  }
  return cut;
}

function clock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(ms % 1_000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)},${rest}`;
}

import type { TranscriptSegment } from '../../wire/insights.ts';
import type { Speaker } from '../../wire/recording.ts';
import type { CallFile } from '../call-file.ts';
import type { Formats } from '../formats.ts';
import { printable } from '../printable.ts';
import { fill, type ExportWords } from '../words/export-words.ts';
import type { Block, Fact, Point, Section } from './file-note.ts';

/** Longer passages are cut: the time beside them says where to listen. */
const LONGEST_QUOTE = 280;

/** What every section is written from. */
export interface Desk {
  file: CallFile;
  words: ExportWords;
  formats: Formats;
  voices: Record<Speaker, string>;
}

export const fact = (label: string, value: string, code = false): Fact => ({ label, value, code });

export const pointsSection = (
  heading: string,
  standing: Section['standing'],
  marks: string[],
  points: Point[],
): Section => ({
  heading,
  standing,
  marks,
  blocks: [{ kind: 'points', points }],
});

export const plain = (heading: string, blocks: Block[]): Section => ({ heading, standing: null, marks: [], blocks });

export const quiet = (text: string): Block => ({ kind: 'text', text, quiet: true });

export function absent(words: Record<'pending' | 'failed' | 'skipped', string>, status: string | undefined): string {
  if (status === 'failed') return words.failed;
  return status === 'pending' || status === 'processing' ? words.pending : words.skipped;
}

type Signed = { byName: string; at: string };

/** @param text with `{name}` and `{when}` */
export function signed(text: string, formats: Formats, by: Signed): string {
  return fill(text, { name: printable(by.byName), when: formats.short(by.at) });
}

export function quotesOf({ file, formats, voices }: Desk, ids: readonly string[]): Point['sources'] {
  const wanted = new Set(ids);
  const segments = file.insights?.transcript.segments.filter(({ id }) => wanted.has(id)) ?? [];
  return segments.map(({ startMs, speaker, text }: TranscriptSegment) => ({
    time: formats.position(startMs),
    speaker: voices[speaker],
    text: shortened(printable(text)),
  }));
}

export function shortened(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const cut = text.slice(0, LONGEST_QUOTE);
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_QUOTE / 2))
    .toWellFormed()
    .replace(/\uFFFD$/, '')} …`;
}

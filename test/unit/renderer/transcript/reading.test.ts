import type { TranscriptSegment } from '@callbrief/relay/wire/insights';
import { describe, expect, it } from 'vitest';
import { citationsOf } from '../../../../src-renderer/insights/citations.ts';
import { findInTranscript } from '../../../../src-renderer/transcript/find-in-transcript.ts';
import { linePieces } from '../../../../src-renderer/transcript/line-pieces.ts';
import { lineAt, turnFrom } from '../../../../src-renderer/transcript/places.ts';
import { voicesOf } from '../../../../src-renderer/transcript/voices.ts';
import { mockInsights, mockSegments } from '../../../support/mock-recordings.ts';

const aSegment = (given: Partial<TranscriptSegment>): TranscriptSegment => ({
  id: 's1',
  speaker: 'caller',
  channel: 0,
  startMs: 0,
  endMs: 10_000,
  text: 'one two',
  language: null,
  words: null,
  edited: null,
  ...given,
});

describe('the line that is heard', () => {
  it('is the last that began', () => {
    expect(lineAt(mockSegments, 0)).toBe(-1);
    expect(mockSegments[lineAt(mockSegments, 192_000)]?.text).toContain('nobody has told me');
    expect(lineAt(mockSegments, 1e9)).toBe(mockSegments.length - 1);
    expect(lineAt([], 5)).toBe(-1);
  });

  it('belongs to a turn: lines of one speaker are one turn', () => {
    expect(turnFrom(mockSegments, 192_000, 1)).toBe(200_000);
    expect(turnFrom(mockSegments, 192_000, -1)).toBe(177_000);
    expect(turnFrom(mockSegments, 177_500, -1)).toBe(168_000);
    expect(turnFrom(mockSegments, 1e9, 1)).toBeNull();
    expect(turnFrom([], 0, -1)).toBeNull();
  });
});

describe('search in a transcript', () => {
  it('finds every place with its time, whatever the case and the accents', () => {
    expect(findInTranscript(mockSegments, 'EXPERT REPORT')).toHaveLength(4);
    const [hit] = findInTranscript([aSegment({ text: 'À l’été, enfin' })], 'ete');
    expect(hit).toMatchObject({ from: 4, to: 7 });
    expect(hit?.atMs).toBeGreaterThan(0);
  });

  it('finds nothing for nothing, and takes signs for signs', () => {
    expect(findInTranscript(mockSegments, '  ')).toEqual([]);
    expect(findInTranscript(mockSegments, '.*')).toEqual([]);
  });
});

describe('a line', () => {
  const words = [
    { text: 'one', startMs: 0, endMs: 400, confidence: 0.9 },
    { text: 'two', startMs: 500, endMs: 900, confidence: 0.3 },
  ];

  it('shows unsure words, the word being said, and hits in their places', () => {
    const segment = aSegment({ words });
    const hits = findInTranscript([segment], 'two');
    const pieces = linePieces(segment, hits, hits[0] ?? null, 0);
    expect(pieces.map(({ text }) => text).join('')).toBe('one two');
    expect(pieces.map(({ text, now, unsure, hitNow }) => [text, now, unsure, hitNow])).toEqual([
      ['one', true, false, false],
      [' ', false, false, false],
      ['two', false, true, true],
    ]);
  });

  it('has no times for words that a person wrote', () => {
    const edited = { byPersonId: 'j', byName: 'J', at: '2026-11-19T11:00:00.000Z', original: 'one two' };
    const segment = aSegment({ words, text: 'one too', edited });
    expect(linePieces(segment, [], null, 0)).toHaveLength(1);
  });

  it('tells what the machine could not hear from what was said', () => {
    const pieces = linePieces(aSegment({ text: '[inaudible, 2 s] and then' }), [], null, -1);
    expect(pieces.map(({ aside }) => aside)).toEqual([true, false]);
  });
});

describe('voices', () => {
  it('are called by their first name, without a title, as somebody named them here', () => {
    expect(voicesOf(mockInsights, null, null).caller).toEqual({ full: 'Anneke Verhulst', short: 'Anneke' });
    expect(voicesOf(null, 'Me Hélène Castaing', null).caller.short).toBe('Hélène');
    expect(voicesOf(null, '+32 440 27 18 36', null).caller.short).toBeNull();
    const speakerNames = { caller: 'Lucie Maes', firm: null };
    const named = { ...mockInsights, transcript: { ...mockInsights.transcript, speakerNames } };
    expect(voicesOf(named, null, null).caller.short).toBe('Lucie');
  });
});

describe('citations', () => {
  it('are numbered as the summary names their lines, each line once', () => {
    const sentences = [
      { id: 'a', text: 'x', segmentIds: ['s5', 's3'] },
      { id: 'b', text: 'y', segmentIds: ['s3', 'not there'] },
    ];
    const citations = citationsOf({ ...mockInsights, summary: { ...mockInsights.summary, sentences } });
    expect([...citations.values()].map(({ number, segmentId }) => [number, segmentId])).toEqual([
      [1, 's5'],
      [2, 's3'],
    ]);
  });

  it('are those of the key passages where there is no summary', () => {
    const summary = { ...mockInsights.summary, status: 'skipped' as const, sentences: [] };
    expect(citationsOf({ ...mockInsights, summary }).size).toBe(3);
  });
});

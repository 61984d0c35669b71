import { describe, expect, it } from 'vitest';
import { wordsOfTokens } from '../../../../../relay/src/insights/speech-to-text/sherpa/words-of-tokens.ts';

const raw = (tokens: string[], timestamps: number[], more: { text?: string; durations?: number[] } = {}) => ({
  text: more.text ?? tokens.join('').replaceAll('▁', ' '),
  tokens,
  timestamps,
  durations: more.durations ?? [],
  language: '',
});
const times = (words: ReturnType<typeof wordsOfTokens>) => words?.map((w) => [w.text, w.startMs, w.endMs]);

describe('Words are put together from an engine’s tokens', () => {
  it('of letters with spaces between', () => {
    const heard = raw(['t', 'o', ' ', 'a', ' ', 'l', 'a', 'w'], [1, 1.05, 1.1, 1.2, 1.25, 1.3, 1.4, 1.5]);
    expect(times(wordsOfTokens(heard))).toEqual([
      ['to', 1_000, 1_100],
      ['a', 1_200, 1_250],
      ['law', 1_300, 1_620],
    ]);
  });

  it('of pieces that begin with their space, with the lengths that some models tell', () => {
    const heard = raw([' Bon', 'jour', ' Maître', '.'], [0.08, 0.24, 0.8, 1.2], {
      durations: [0.16, 0.24, 0.32, 0.08],
    });
    expect(times(wordsOfTokens(heard))).toEqual([
      ['Bonjour', 80, 480],
      ['Maître.', 800, 1_280],
    ]);
    expect(times(wordsOfTokens(raw(['▁ja', '▁gra', 'ag'], [0.1, 0.5, 0.7])))).toEqual([
      ['ja', 100, 220],
      ['graag', 500, 820],
    ]);
  });

  it('with the text’s own spelling', () => {
    expect(wordsOfTokens(raw([' NEUF', ' CENT'], [0, 1], { text: 'neuf cent' }))?.map((w) => w.text)).toEqual([
      'neuf',
      'cent',
    ]);
  });

  it('not at all where the tokens are not the words, or have no times', () => {
    expect(wordsOfTokens(raw([' nine', ' hundred'], [0, 1], { text: '900' }))).toBeNull();
    expect(wordsOfTokens(raw([' yes'], []))).toBeNull();
    expect(wordsOfTokens(raw([], []))).toBeNull();
  });
});

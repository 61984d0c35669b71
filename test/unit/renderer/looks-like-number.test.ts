import { describe, expect, it } from 'vitest';
import { looksLikeNumber } from '../../../src-renderer/call-control/looks-like-number.ts';

describe('typed text that is meant as a telephone number', () => {
  it.each(['+32 440 27 18 36', '0440/27.18.36', '(02) 000 61 40', '101', '0032440271836'])('%s is', (text) =>
    expect(looksLikeNumber(text)).toBe(true),
  );
  it.each(['', '12', 'Anneke', '2026/0318 Verhulst', 'tel 0440271836', '19:05', '+'])('%s is not', (text) =>
    expect(looksLikeNumber(text)).toBe(false),
  );
});

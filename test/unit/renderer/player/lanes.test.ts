import { describe, expect, it } from 'vitest';
import { axisTicks } from '../../../../src-renderer/player/axis-ticks.ts';
import { lanePeaks, silencesOf } from '../../../../src-renderer/player/silences.ts';
import { spreadPins } from '../../../../src-renderer/player/spread-pins.ts';
import { dynamicsBins, sentimentBins, sentimentLevel } from '../../../../src-renderer/player/strip-bins.ts';
import { channelOf, mockInsights } from '../../../support/mock-recordings.ts';

const dynamics = (loudness: number[][]) => ({ ...mockInsights.dynamics, stepMs: 1_000, loudness, overlaps: [] });

describe('silences', () => {
  it('are where no voice is heard for two seconds and more', () => {
    const ranges = silencesOf(
      dynamics([
        [40, 1, 1, 1, 40, 1, 40],
        [1, 1, 1, 1, 1, 40, 1],
      ]),
      null,
    );
    expect(ranges).toEqual([{ fromMs: 1_250, toMs: 3_750 }]);
  });

  it('reach to the end, and are none in an empty recording', () => {
    expect(silencesOf(dynamics([[40, 1, 1]]), null)).toEqual([{ fromMs: 1_250, toMs: 2_750 }]);
    expect(silencesOf(dynamics([]), null)).toEqual([]);
  });

  it('are found in the waveform where nobody measured the loudness', () => {
    const channels = [channelOf([0.5, 0.01, 0.01, 0.01, 0.4])];
    expect(silencesOf(null, { stepMs: 1_000, channels })).toEqual([{ fromMs: 1_250, toMs: 3_750 }]);
  });
});

describe('a lane', () => {
  it('has the heights that the main process found', () => {
    expect([...lanePeaks(channelOf([0, 1, 0]))]).toEqual([0, 1, 0]);
    expect(lanePeaks('')).toHaveLength(0);
  });
});

describe('the axis', () => {
  it.each([
    [52_000, [0, 10_000, 20_000, 30_000, 40_000]],
    [527_000, [0, 60_000, 120_000, 180_000, 240_000, 300_000, 360_000, 420_000, 480_000]],
  ])('has round times for %i ms', (duration, ticks) => expect(axisTicks(duration)).toEqual(ticks));

  it('never has more than nine, of ten hours neither', () => {
    for (const hours of [1, 2, 5, 10]) expect(axisTicks(hours * 3_600_000).length).toBeLessThanOrEqual(9);
  });

  it('stands at nought for nothing', () => expect(axisTicks(0)).toEqual([0]));
});

describe('pins', () => {
  it('stand beside one another where two sentences rest on the same moment', () => {
    const pin = (number: number, atMs: number) => ({ number, segmentId: String(number), atMs });
    const pins = spreadPins([pin(2, 51_000), pin(1, 50_000), pin(3, 90_000)], 100_000);
    expect(pins.map(({ citation, share }) => [citation.number, share])).toEqual([
      [1, 50],
      [2, 54],
      [3, 90],
    ]);
  });
});

describe('the sentiment strip', () => {
  it('has five levels', () => {
    expect([-1, -0.6, -0.3, 0, 0.3, 0.6, 1].map(sentimentLevel)).toEqual([-2, -2, -1, 0, 1, 2, 2]);
  });

  it('shows nothing where nobody spoke', () => {
    const bins = sentimentBins(mockInsights, 527_000);
    expect(bins).toHaveLength(42);
    expect(bins[0]).toBe(0);
    expect(bins.at(-1)).toBeNull();
  });

  it('is empty for a recording of no length', () => {
    expect(sentimentBins(mockInsights, 0).every((level) => level === null)).toBe(true);
  });
});

describe('the strip of loudness', () => {
  it('tells where both speak at once', () => {
    const bins = dynamicsBins(mockInsights.dynamics, 527_000);
    expect(bins.filter(({ overlaps }) => overlaps)).toHaveLength(1);
    expect(bins[12]?.overlaps).toBe(true);
  });
});

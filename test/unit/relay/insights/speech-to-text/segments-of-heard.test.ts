import { describe, expect, it } from 'vitest';
import { segmentsOfHeard } from '../../../../../relay/src/insights/speech-to-text/segments-of-heard.ts';
import { languagesOfSegments } from '../../../../../relay/src/insights/speech-to-text/languages-of-segments.ts';
import type { Heard } from '../../../../../relay/src/insights/ports.ts';
import { transcriptSegment } from '../../../../../relay/src/wire/insights.ts';

const part = { startMs: 10_000, endMs: 15_000, speech: { startMs: 10_250, endMs: 14_750 } };
const place = { part, speaker: 'caller' as const, channel: 0 };
const heard = (more: Partial<Heard>): Heard => ({
  startMs: 0,
  endMs: 5_000,
  text: 'hello',
  language: null,
  words: null,
  ...more,
});
const word = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs, confidence: null });

describe('What an engine heard gets its place in the call', () => {
  it('of the speech itself when the engine only knows that it was somewhere in there', () => {
    expect(segmentsOfHeard([heard({})], place)).toMatchObject([{ startMs: 10_250, endMs: 14_750, text: 'hello' }]);
  });

  it('of its own times where it tells them', () => {
    const said = heard({ startMs: 1_000, endMs: 2_000, words: [word('hello', 1_100, 1_900)] });
    expect(segmentsOfHeard([said], place)).toMatchObject([
      { startMs: 11_000, endMs: 12_000, words: [{ startMs: 11_100, endMs: 11_900 }] },
    ]);
  });

  it('inside the part, whatever times an engine makes up', () => {
    const said = heard({
      startMs: -3_000,
      endMs: 90_000,
      words: [word('hello', 4_000, 2_000), word('you', 60_000, 70_000)],
    });
    const [segment] = segmentsOfHeard([said], place);
    expect(segment?.startMs).toBeGreaterThanOrEqual(part.startMs);
    expect(segment?.endMs).toBeLessThanOrEqual(part.endMs);
    for (const { startMs, endMs } of segment?.words ?? []) {
      expect(startMs).toBeGreaterThanOrEqual(segment?.startMs ?? 0);
      expect(endMs).toBeLessThanOrEqual(segment?.endMs ?? 0);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
    }
  });

  it('in pieces that can be read at a glance when it was heard as one long speech', () => {
    const words = Array.from({ length: 120 }, (_, index) => word(`w${String(index)}`, index * 500, index * 500 + 400));
    // A longer pause after the thirtieth.
    const spoken = words.map((w, index) => (index < 30 ? w : { ...w, startMs: w.startMs + 600, endMs: w.endMs + 600 }));
    const long = { startMs: 0, endMs: 70_000, speech: { startMs: 0, endMs: 70_000 } };
    const said = heard({ endMs: 61_000, text: words.map((w) => w.text).join(' '), words: spoken });
    const segments = segmentsOfHeard([said], { part: long, speaker: 'firm', channel: 1 });
    expect(segments.length).toBeGreaterThan(3);
    expect(segments[0]?.words?.at(-1)?.text).toBe('w29');
    for (const segment of segments) {
      expect(segment.endMs - segment.startMs).toBeLessThanOrEqual(20_000);
      expect(segment.words?.map((w) => w.text).join(' ')).toBe(segment.text);
    }
    expect(segments.map((segment) => segment.text).join(' ')).toBe(said.text);
  });

  it('not at all when it is only spaces, and cut when an engine ran wild', () => {
    expect(segmentsOfHeard([heard({ text: '  ' })], place)).toEqual([]);
    const wild = heard({ text: 'la '.repeat(9_000), words: [word('l'.repeat(900), 0, 100)] });
    const [segment] = segmentsOfHeard([wild], place);
    expect(transcriptSegment.safeParse({ id: 's1', edited: null, ...segment }).success).toBe(true);
  });
});

describe('The language of what was said', () => {
  const said = (channel: number, text: string, language: string | null = null) => ({
    ...segmentsOfHeard([heard({ text, language })], { ...place, channel })[0]!,
  });
  const found = async (...segments: ReturnType<typeof said>[]) =>
    (await languagesOfSegments(segments, ['en', 'fr', 'nl', 'de'])).map((segment) => segment.language);

  it('is found in the words', async () => {
    expect(
      await found(
        said(0, 'je voudrais prendre rendez vous avec mon avocat'),
        said(1, 'ik bel u morgen terug over de zitting'),
        said(0, 'ich habe einen brief vom gericht bekommen'),
      ),
    ).toEqual(['fr', 'nl', 'de']);
  });

  it('of a short word is the one that its speaker speaks', async () => {
    const dutch = 'ik heb een brief van de rechtbank gekregen';
    const german = 'ich möchte einen termin vereinbaren';
    expect(await found(said(0, 'hallo'), said(1, 'stop'), said(0, german), said(1, dutch))).toEqual([
      'de',
      'nl',
      'de',
      'nl',
    ]);
    expect(await found(said(0, 'stop'), said(1, dutch))).toEqual(['nl', 'nl']);
  });

  it('is the engine’s where it tells one', async () => {
    expect(await found(said(0, 'ok', 'it'))).toEqual(['it']);
  });

  it('stays open where nothing tells it', async () => {
    expect(await found(said(0, '42'))).toEqual([null]);
  });
});

import { describe, expect, it } from 'vitest';
import { createPieceCutter, cutWhole } from '../../../../../relay/src/agent/text-to-speech/piece-cutter.ts';
import { joinedPcm } from '../../../../../relay/src/media/sound/pcm.ts';
import { createSoundCache } from '../../../../../relay/src/agent/text-to-speech/sound-cache.ts';
import { createSpeakingPace } from '../../../../../relay/src/agent/text-to-speech/speaking-pace.ts';
import { partsOf, speakable } from '../../../../../relay/src/agent/text-to-speech/speakable.ts';
import { createTurnsInOrder } from '../../../../../relay/src/agent/text-to-speech/espeak/turns-in-order.ts';
import { resampled } from '../../../../../relay/src/insights/speech-to-text/resample.ts';
import { growingTone } from '../../../../support/pretend-voice-server.ts';

describe('The pieces of a sentence', () => {
  it.each([22_050, 24_000, 44_100, 16_000, 8_000])(
    'cut anywhere at %d Hz are the sentence as it is at once',
    (from) => {
      const whole = growingTone(1, from);
      const cutter = createPieceCutter({ chars: 20, rate: 8_000, charsPerSecond: 15 });
      const pieces = [];
      for (let at = 0, step = 1; at < whole.length; at += step, step = (step * 7 + 3) % 5_000) {
        pieces.push(...cutter.push({ samples: whole.slice(at, at + step), sampleRate: from }));
      }
      pieces.push(...cutter.end());
      expect(joinedPcm(pieces.map(({ pcm }) => pcm))).toEqual(resampled(whole, from, 8_000));
      expect(pieces.reduce((sum, { chars }) => sum + chars, 0)).toBe(20);
      expect(pieces.every(({ pcm, chars }) => pcm.length > 0 && chars >= 0)).toBe(true);
      expect(cutter.seconds).toBeCloseTo(1, 3);
    },
  );

  it('never speak more characters than there are, however slow the voice is', () => {
    const cutter = createPieceCutter({ chars: 5, rate: 8_000, charsPerSecond: 100 });
    const [first] = cutter.push({ samples: growingTone(3, 8_000), sampleRate: 8_000 });
    expect(first?.chars).toBe(5);
    expect(cutter.end().map(({ chars }) => chars)).toEqual([0]);
  });

  it('of a known sentence each have their share of it', () => {
    const pieces = cutWhole(growingTone(2, 8_000), 41, 8_000);
    expect(pieces.map(({ chars }) => chars)).toEqual([10, 11, 10, 10]);
  });

  it('that change their rate in the middle, or do not end, are refused', () => {
    const cutter = createPieceCutter({ chars: 5, rate: 8_000, charsPerSecond: 15 });
    cutter.push({ samples: new Int16Array(100), sampleRate: 22_050 });
    expect(() => cutter.push({ samples: new Int16Array(100), sampleRate: 24_000 })).toThrow('sample rate');
    const endless = createPieceCutter({ chars: 5, rate: 8_000, charsPerSecond: 15 });
    expect(() => {
      for (let i = 0; i < 40; i += 1) endless.push({ samples: new Int16Array(8_000), sampleRate: 8_000 });
    }).toThrow('end');
  });
});

describe('The pace of a voice', () => {
  it('is learnt from what it spoke, for each language', () => {
    const pace = createSpeakingPace();
    const guess = pace.of('fr');
    pace.learn('fr', 100, 10);
    expect(pace.of('fr')).toBe(10);
    expect(pace.of('de')).toBe(guess);
    pace.learn('fr', 100, 5);
    expect(pace.of('fr')).toBe(12);
    pace.learn('fr', 3, 2);
    pace.learn('fr', 100, 0);
    expect(pace.of('fr')).toBe(12);
  });
});

describe('What is spoken again from memory', () => {
  it('is what was used last, within its bounds', () => {
    const cache = createSoundCache(64_000);
    for (let i = 0; i < 20; i += 1) {
      cache.put(`sentence ${String(i)}`, new Int16Array(1_900));
      expect(cache.get('sentence 0')).not.toBeNull();
      expect(cache.bytes).toBeLessThanOrEqual(64_000);
    }
    expect(cache.get('sentence 1')).toBeNull();
    expect(cache.get('sentence 19')).toHaveLength(1_900);
    cache.put('a long reading', new Int16Array(10_000));
    expect(cache.get('a long reading')).toBeNull();
    cache.put('sentence 19', new Int16Array(5));
    expect(cache.get('sentence 19')).toHaveLength(5);
  });
});

describe('A text', () => {
  it('keeps its words and loses what no voice can say', () => {
    expect(speakable('  Maître\tÉlodie-Anne\u00A0Ångström: 12,50 € \u0007(n° 3)… ')).toBe(
      'Maître Élodie-Anne Ångström: 12,50 € (n° 3)…',
    );
    expect(speakable('\uDC00 \u200B 👍🏽 5️⃣ [[x]]')).toBe('5 x');
    expect(speakable('👍🏽 … !')).toBe('');
  });

  it('that is too long is cut at sentences, at blanks, and never inside a character', () => {
    expect(partsOf('One two. Three four. Five', 18)).toEqual(['One two.', 'Three four. Five']);
    expect(partsOf('one two three four', 8)).toEqual(['one two', 'three', 'four']);
    const parts = partsOf('𝒜'.repeat(10), 7);
    expect(parts.join('')).toBe('𝒜'.repeat(10));
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });
});

describe('Who waits for a place', () => {
  it('gets it in the order of coming, and those who left are passed over', async () => {
    const turns = createTurnsInOrder(1);
    const stays = new AbortController().signal;
    const goes = new AbortController();
    const order: number[] = [];
    const leave = await turns.enter(stays);
    const second = turns.enter(goes.signal);
    const third = turns.enter(stays).then((out) => (order.push(3), out));
    const fourth = turns.enter(stays).then((out) => (order.push(4), out));
    goes.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(turns.waiting).toBe(2);
    leave();
    leave();
    (await third)();
    (await fourth)();
    expect(order).toEqual([3, 4]);
    expect(turns.inside).toBe(0);
    await expect(turns.enter(goes.signal)).rejects.toThrow('gone');
  });
});

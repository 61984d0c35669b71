import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../../support/manual-clock.ts';
import { openEar } from '../../../../support/open-ear.ts';
import { createScriptedHearing } from '../../../../support/scripted-hearing.ts';

const second = new Int16Array(8_000);

describe('A scripted hearing', () => {
  it('hears its turns in order, word by word, and all of it when it is flushed', () => {
    const clock = createManualClock();
    const hearing = createScriptedHearing(
      [
        { text: 'yes please', wordEveryMs: 1_000 },
        { text: 'no', finalAfterMs: 300 },
      ],
      { clock },
    );
    const [first, other, third] = [openEar(hearing), openEar(hearing), openEar(hearing)];
    first.write(second);
    expect(first.told).toEqual([{ text: 'yes', isFinal: false }]);
    first.flush();
    expect(first.finals()).toEqual(['yes please']);
    other.flush();
    expect(other.told).toEqual([]);
    clock.advance(300);
    expect(other.finals()).toEqual(['no']);
    third.flush();
    expect(third.finals()).toEqual(['']);
    expect(hearing.ears[0]).toMatchObject({ writtenMs: 1_000, flushes: 1, isOpen: true });
  });

  it('refuses, fails, hangs, crashes and is deaf as it is told, once for each ear', () => {
    const clock = createManualClock();
    const hearing = createScriptedHearing(
      [
        { refuse: 'full' },
        { fail: 'timed_out' },
        { fail: 'failed', failAfterMs: 500 },
        { hangs: true },
        { isDeaf: true },
        { text: 'late', finalAfterMs: 300 },
      ],
      { clock, mostEars: 5 },
    );
    expect(() => openEar(hearing)).toThrow(expect.objectContaining({ failure: 'full' }));
    const ears = Array.from({ length: 5 }, () => openEar(hearing));
    expect(() => openEar(hearing)).toThrow(expect.objectContaining({ failure: 'full' }));
    expect(ears.map((ear) => ear.write(second))).toEqual([true, true, true, false, true]);
    for (const ear of ears) ear.flush();
    expect(ears.map(({ failed }) => failed[0]?.failure)).toEqual([
      'timed_out',
      'failed',
      undefined,
      undefined,
      undefined,
    ]);
    ears[3]?.hangUp();
    hearing.crash();
    hearing.crash();
    clock.advance(1_000);
    expect(ears.map(({ failed }) => failed.length)).toEqual([1, 1, 1, 0, 1]);
    expect(ears[4]?.finals()).toEqual([]);
    expect(hearing.openEars).toBe(0);
    expect(clock.pending()).toEqual([]);
    hearing.add({ text: 'again' });
    const next = openEar(hearing);
    next.flush();
    expect(next.finals()).toEqual(['again']);
  });
});

import { describe, expect, it } from 'vitest';
import { createScriptedVoice, MS_PER_CHAR } from '../../../../support/scripted-voice.ts';
import { spokenBy } from '../../../../support/spoken-by.ts';

describe('The voice of tests', () => {
  it('makes a tone as long as its text, and remembers what it was asked', async () => {
    const voice = createScriptedVoice();
    const { seconds, chars } = await spokenBy(voice, 'Twenty characters ..', { language: 'nl', rate: 16_000 });
    expect(seconds).toBe((20 * MS_PER_CHAR) / 1_000);
    expect(chars).toBe(20);
    expect(voice.asked).toEqual([{ text: 'Twenty characters ..', language: 'nl', rate: 16_000 }]);
    expect(voice.aborted).toEqual([]);
  });

  it('waits, hangs and fails as it is told', async () => {
    const voice = createScriptedVoice();
    const begin = Promise.withResolvers<void>();
    voice.next(
      { before: begin.promise },
      { hangs: true },
      { fails: { failure: 'full' } },
      { fails: { failure: 'crashed', afterPieces: 2 } },
    );
    const slow = spokenBy(voice, 'Slow');
    const stop = new AbortController();
    const hanging = spokenBy(voice, 'Hangs', { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    begin.resolve();
    expect((await slow).chars).toBe(4);
    await expect(spokenBy(voice, 'Full')).rejects.toMatchObject({ failure: 'full' });
    const pieces: number[] = [];
    const broken = (async () => {
      for await (const { chars } of voice.speak({
        text: 'Breaks in the middle',
        language: 'en',
        rate: 8_000,
        signal: new AbortController().signal,
      }))
        pieces.push(chars);
    })();
    await expect(broken).rejects.toMatchObject({ failure: 'crashed' });
    expect(pieces).toHaveLength(2);
    expect((await spokenBy(voice, 'Well again')).chars).toBe(10);
    expect(voice.aborted).toEqual(['Hangs', 'Full', 'Breaks in the middle']);
  });
});

import { describe, expect, it } from 'vitest';
import { StageError, type LiveHearing, type OpenEar } from '../../../../../relay/src/agent/ports.ts';
import { createListening } from '../../../../../relay/src/agent/talk/listening.ts';
import type { Language } from '../../../../../relay/src/wire/scalars.ts';

const FRAME = 160;
/** Each frame holds its number, so that it is seen which were heard. */
const frame = (number: number) => new Int16Array(FRAME).fill(number);

function engine(id: string, more: { languages?: readonly Language[]; isFull?: boolean } = {}) {
  const ears: { ask: OpenEar; frames: number[]; flushes: number; isClosed: boolean }[] = [];
  const hearing: LiveHearing = {
    id,
    leavesMachine: false,
    region: null,
    languages: more.languages ?? null,
    mostEars: null,
    get openEars() {
      return ears.filter(({ isClosed }) => !isClosed).length;
    },
    open(ask) {
      if (more.isFull === true) throw new StageError('full', 'No more calls.');
      const ear = { ask, frames: [] as number[], flushes: 0, isClosed: false };
      ears.push(ear);
      return {
        write(pcm) {
          for (let at = 0; at < pcm.length; at += FRAME) ear.frames.push(pcm[at] ?? 0);
          return true;
        },
        flush: () => (ear.flushes += 1),
        close: () => (ear.isClosed = true),
      };
    },
    close: () => Promise.resolve(),
  };
  return { hearing, ears, last: () => ears.at(-1) };
}

function listen(hearings: LiveHearing[]) {
  let nowMs = 0;
  const heard: string[] = [];
  const fell: string[] = [];
  let lost = 0;
  const listening = createListening({
    rate: 8_000,
    hearings,
    language: () => 'en',
    signal: new AbortController().signal,
    nowMs: () => nowMs,
    words: (text, isFinal) => void heard.push(isFinal ? `${text}.` : text),
    lostFrame: () => (lost += 1),
    heardBy: ({ id }) => void heard.push(`by ${id}`),
    fellBack: (from, failure, to) => void fell.push(`${from?.id ?? '-'} ${failure} ${to?.id ?? 'keys'}`),
  });
  let number = 0;
  return {
    listening,
    heard,
    fell,
    lost: () => lost,
    frames: (count: number) => {
      for (let n = 0; n < count; n += 1) listening.frame(frame((number += 1)));
    },
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= 100) {
        nowMs += 100;
        listening.tick();
      }
    },
  };
}

describe('What a caller says', () => {
  it('is heard with the half second before the voice was noticed', () => {
    const one = engine('one');
    const { listening, frames } = listen([one.hearing]);
    frames(100);
    listening.open();
    frames(2);
    const first = 100 - 25 + 1;
    expect(one.last()?.frames).toEqual(Array.from({ length: 27 }, (_, n) => first + n));
  });

  it('is said again, from its beginning, to the next engine when one crashes in the middle', () => {
    const [one, two] = [engine('one'), engine('two')];
    const { listening, frames, heard, fell } = listen([one.hearing, two.hearing]);
    listening.open();
    frames(10);
    one.last()?.ask.failed(new StageError('crashed', 'Gone.'));
    frames(2);
    expect(two.last()?.frames).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    two.last()?.ask.heard({ text: 'hello', isFinal: false });
    // What the first one still tells is too late.
    one.last()?.ask.heard({ text: 'help', isFinal: true });
    expect(heard).toEqual(['by one', 'by two', 'hello']);
    expect(fell).toEqual(['one crashed two']);
  });

  it('goes to the next engine for the rest of the call when one is full, or does not know the language', () => {
    const [dutch, full, three] = [
      engine('dutch', { languages: ['nl'] }),
      engine('full', { isFull: true }),
      engine('three'),
    ];
    const { listening, frames, fell } = listen([dutch.hearing, full.hearing, three.hearing]);
    listening.open();
    frames(3);
    expect(three.last()?.frames).toEqual([1, 2, 3]);
    expect(fell).toEqual(['full full three']);
    listening.close(true);
    listening.open();
    expect(fell).toHaveLength(1);
    expect(dutch.ears).toHaveLength(0);
  });

  it('is asked of the next engine when one does not answer, and its words still count after the turn', () => {
    const [one, two] = [engine('one'), engine('two')];
    const { listening, frames, heard, fell, pass } = listen([one.hearing, two.hearing]);
    listening.open();
    frames(10);
    listening.flush();
    pass(1_500);
    listening.close(false);
    pass(2_000);
    expect(fell).toEqual(['one timed_out two']);
    expect(two.last()).toMatchObject({ flushes: 1, isClosed: false });
    two.last()?.ask.heard({ text: 'good morning', isFinal: true });
    expect(heard).toEqual(['by one', 'by two', 'good morning.']);
    expect(two.last()?.isClosed).toBe(true);
  });

  it('is one turn when they go on before their words are there', () => {
    const one = engine('one');
    const { listening, frames } = listen([one.hearing]);
    listening.open();
    frames(5);
    listening.flush();
    listening.close(false);
    listening.open();
    frames(5);
    expect(one.ears).toHaveLength(1);
    expect(one.last()?.frames).toHaveLength(10);
  });

  it('may be nothing: an engine that says so is well', () => {
    const [one, two] = [engine('one'), engine('two')];
    const { listening, frames, fell, heard, pass } = listen([one.hearing, two.hearing]);
    listening.open();
    frames(5);
    listening.flush();
    one.last()?.ask.heard({ text: '', isFinal: true });
    pass(5_000);
    expect(fell).toEqual([]);
    expect(heard).toEqual(['by one']);
  });

  it('is left to the keys when the last engine fails, and this is told once', () => {
    const one = engine('one');
    const { listening, frames, fell, lost } = listen([one.hearing]);
    listening.open();
    frames(2);
    one.last()?.ask.failed(new StageError('failed', 'No.'));
    frames(3);
    listening.close(true);
    listening.open();
    frames(3);
    expect(fell).toEqual(['one failed keys']);
    expect(lost()).toBe(6);
  });
});

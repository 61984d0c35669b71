import { onTestFinished, describe, expect, it } from 'vitest';
import { StageError, type LiveVoice, type SpeakAsk } from '../../../../../relay/src/agent/ports.ts';
import { createSpeaking } from '../../../../../relay/src/agent/talk/speaking.ts';
import { createPlayout } from '../../../../../relay/src/media/playout/playout.ts';
import { createHandClock } from '../../media/hand-clock.ts';

const RATE = 8_000;
/** So long does the pretend voice speak for each character (ms). */
const PER_CHAR = 10;

type Speak = LiveVoice['speak'];

const voiceOf = (id: string, speak: Speak): LiveVoice => ({
  id,
  leavesMachine: false,
  region: null,
  languages: null,
  speak,
  close: () => Promise.resolve(),
});

/** One piece for each ten characters. */
async function* pieces({ text, signal }: SpeakAsk) {
  for (let at = 0; at < text.length; at += 10) {
    signal.throwIfAborted();
    const chars = Math.min(10, text.length - at);
    yield { pcm: new Int16Array((chars * PER_CHAR * RATE) / 1_000).fill(1_000), chars };
  }
}

const nothingPrepared = voiceOf('prompts', () => {
  throw new StageError('refused', 'Not rendered.');
});

function line(voices: LiveVoice[], prepared = nothingPrepared) {
  const hand = createHandClock();
  let samples = 0;
  const playout = createPlayout({
    clock: hand.clock,
    rate: RATE,
    hasMarks: false,
    send: (say) => {
      if (say.kind === 'sound') samples += say.pcm.length;
    },
    waitingBytes: () => 0,
  });
  onTestFinished(() => playout.stop());
  const timers = new Set<{ atMs: number; run: () => void }>();
  const happened: string[] = [];
  const startMs = hand.clock.nowMs();
  const at = () => Math.round(hand.clock.nowMs() - startMs);
  const speaking = createSpeaking({
    playout,
    rate: RATE,
    voices,
    prepared,
    nowMs: hand.clock.nowMs,
    after(ms, run) {
      const timer = { atMs: hand.clock.nowMs() + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    begun: (generation, { text }, lastsMs) => void happened.push(`${at()} ${generation} begins ${text} ${lastsMs}`),
    firstSound: () => undefined,
    firstFrame: (generation) => void happened.push(`${at()} ${generation} first frame`),
    drained: (generation) => void happened.push(`${at()} ${generation} drained`),
    spokenBy: ({ id }) => void happened.push(`by ${id}`),
    fellBack: (from, failure, to) => void happened.push(`${from.id} ${failure} ${to?.id ?? 'nothing'}`),
  });
  onTestFinished(() => speaking.stop());
  hand.clock.join(() => speaking.tick());
  return {
    speaking,
    playout,
    happened,
    spokenMs: () => (samples / RATE) * 1_000,
    /** Time passes, and whoever waits for a promise gets their turn. */
    pass: async (ms: number) => {
      for (let left = ms; left > 0; left -= 20) {
        hand.advance(20);
        for (const timer of timers) {
          if (timer.atMs > hand.clock.nowMs()) continue;
          timers.delete(timer);
          timer.run();
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

const said = (text: string, isInterruptible = true) => ({ text, language: 'en' as const, isInterruptible });
const sentence = (length: number, letter = 'a') => letter.repeat(length);

describe('A reply', () => {
  it('is spoken sentence after sentence without a gap, and each is told when it begins to sound', async () => {
    const { speaking, happened, pass, spokenMs } = line([voiceOf('one', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(20, 'a')));
    speaking.say(1, said(sentence(30, 'b')));
    await pass(1_000);
    const begins = happened.filter((one) => one.includes('begins'));
    expect(begins).toHaveLength(2);
    const [first = 0, second = 0] = begins.map((one) => Number(one.split(' ')[0]));
    expect(second - first).toBeGreaterThanOrEqual(200);
    expect(second - first).toBeLessThanOrEqual(240);
    expect(happened.at(-1)).toMatch(/1 drained$/);
    // Within two ticks of the end of the sound: nothing waited in between.
    expect(Number(happened.at(-1)?.split(' ')[0])).toBeLessThanOrEqual(first + 500 + 60);
    expect(spokenMs()).toBe(500);
  });

  it('that is cleared is told how much of it was heard, and nothing of it comes after', async () => {
    const { speaking, happened, pass, spokenMs, playout } = line([voiceOf('one', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(100)));
    await pass(320);
    const heard = speaking.clear();
    speaking.abort(1);
    expect(Math.abs(heard - playoutChars(300))).toBeLessThanOrEqual(4);
    const sent = spokenMs();
    await pass(1_000);
    expect(spokenMs()).toBe(sent);
    expect(happened.some((one) => one.endsWith('drained'))).toBe(false);
    speaking.begin(2);
    speaking.say(2, said(sentence(10, 'c')));
    await pass(400);
    expect(happened.at(-1)).toMatch(/2 drained$/);
    expect(playout.generation).toBe(2);
  });

  it('counts only its own characters, also when the one before was heard to its end', async () => {
    const { speaking, pass } = line([voiceOf('one', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(40)));
    await pass(1_000);
    speaking.begin(2);
    speaking.say(2, said(sentence(100)));
    await pass(320);
    expect(speaking.clear()).toBeLessThanOrEqual(playoutChars(320));
  });

  it('goes on with the next voice from where the first broke off', async () => {
    const texts: string[] = [];
    const broken = voiceOf('broken', async function* (ask) {
      let count = 0;
      for await (const piece of pieces(ask)) {
        if (count === 2) throw new StageError('crashed', 'Gone.');
        count += 1;
        yield piece;
      }
    });
    const well = voiceOf('well', (ask) => {
      texts.push(ask.text);
      return pieces(ask);
    });
    const { speaking, happened, pass, spokenMs } = line([broken, well]);
    speaking.begin(1);
    speaking.say(1, said('01234567890123456789the rest of it'));
    await pass(1_500);
    expect(texts).toEqual(['the rest of it']);
    expect(spokenMs()).toBe(340);
    expect(happened).toContain('broken crashed well');
    expect(happened.filter((one) => one.includes('begins'))).toHaveLength(1);
    speaking.begin(2);
    speaking.say(2, said('again'));
    await pass(500);
    // The call does not go back to a voice that failed it.
    expect(texts).toEqual(['the rest of it', 'again']);
  });

  it('leaves a voice that has no sound after a second and a half', async () => {
    const hangs = voiceOf('hangs', async function* ({ signal }) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      signal.throwIfAborted();
      yield { pcm: new Int16Array(160), chars: 1 };
    });
    const { speaking, happened, pass } = line([hangs, voiceOf('well', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(10)));
    await pass(1_400);
    expect(happened).toEqual([]);
    await pass(600);
    expect(happened[0]).toBe('hangs timed_out well');
    expect(happened.at(-1)).toMatch(/drained$/);
  });

  it('has a second and longer chance with the only voice that there is, and is rendered before for the first', async () => {
    let isSlow = true;
    const slow = voiceOf('slow', async function* (ask) {
      if (isSlow) {
        await new Promise((resolve) => ask.signal.addEventListener('abort', resolve, { once: true }));
        isSlow = false;
        ask.signal.throwIfAborted();
      }
      yield* pieces(ask);
    });
    const rendered = voiceOf('rendered', (ask) => {
      if (ask.text.startsWith('b')) throw new StageError('refused', 'Not this.');
      return pieces(ask);
    });
    const { speaking, happened, pass } = line([slow], rendered);
    speaking.begin(1);
    speaking.say(1, said(sentence(10, 'a')));
    await pass(2_000);
    isSlow = true;
    speaking.say(1, said(sentence(10, 'b')));
    await pass(2_500);
    expect(happened.filter((one) => one.startsWith('by'))).toEqual(['by rendered', 'by slow']);
    expect(happened.some((one) => one.includes('timed_out'))).toBe(false);
  });

  it('asks a voice that failed at once a second time, and then no more', async () => {
    let asked = 0;
    const fails = voiceOf('fails', () => {
      asked += 1;
      throw new StageError('failed', 'No.');
    });
    const { speaking, happened, pass } = line([fails, voiceOf('well', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(10)));
    await pass(400);
    expect(asked).toBe(2);
    expect(happened[0]).toBe('fails failed well');
  });

  it('has one sentence from the voice below when the first refuses just that one', async () => {
    const picky = voiceOf('picky', (ask) => {
      if (ask.text.startsWith('b')) throw new StageError('refused', 'Not this.');
      return pieces(ask);
    });
    const { speaking, happened, pass } = line([picky, voiceOf('well', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(10, 'b')));
    speaking.say(1, said(sentence(10, 'a')));
    await pass(800);
    expect(happened.filter((one) => one.startsWith('by'))).toEqual(['by well', 'by picky']);
    expect(happened.some((one) => one.includes('refused'))).toBe(false);
  });

  it('is told when nothing speaks any more', async () => {
    const { speaking, happened, pass } = line([
      voiceOf('one', () => {
        throw new StageError('crashed', 'Gone.');
      }),
    ]);
    speaking.begin(1);
    speaking.say(1, said(sentence(10)));
    await pass(200);
    expect(happened.slice(0, 2)).toEqual(['one crashed prompts', 'prompts refused nothing']);
  });

  it('after a pause goes on with what was not heard, and its end is told then', async () => {
    const { speaking, playout, happened, pass, spokenMs } = line([voiceOf('one', pieces)]);
    speaking.begin(1);
    speaking.say(1, said(sentence(30)));
    await pass(100);
    playout.pause();
    await pass(2_000);
    expect(happened.some((one) => one.endsWith('drained'))).toBe(false);
    playout.resume();
    await pass(600);
    expect(happened.at(-1)).toMatch(/drained$/);
    expect(spokenMs()).toBeGreaterThanOrEqual(300);
  });
});

/** How many characters sound in so long. */
const playoutChars = (ms: number) => ms / PER_CHAR;

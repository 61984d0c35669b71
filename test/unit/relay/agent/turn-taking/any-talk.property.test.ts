import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnInput } from '../../../../../relay/src/agent/turn-taking/turn.ts';
import { startTalk } from './talk-driver.ts';

type Event =
  | { what: 'input'; input: TurnInput }
  | {
      what: 'ours';
      kind: 'sentence' | 'drained' | 'reply_ended';
      stale: boolean;
      then: 'listen' | 'transfer' | 'close';
      isInterruptible: boolean;
      isFiller: boolean;
    }
  | { what: 'pass' | 'voice' | 'quiet'; ms: number };

const input = fc.oneof(
  fc.constantFrom<TurnInput>({ kind: 'answered' }, { kind: 'transfer_failed' }, { kind: 'prompted' }, { kind: 'tick' }),
  fc.record({ kind: fc.constant('key' as const), key: fc.constantFrom('0', '1', '5', '#', 'x') }),
  fc.record({
    kind: fc.constant('words' as const),
    text: fc.constantFrom('', 'yes', 'mm', 'wait a moment', 'I am calling because', 'zero four'),
    isFinal: fc.boolean(),
  }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ what: fc.constant('input' as const), input }),
  fc.record({
    what: fc.constant('ours' as const),
    kind: fc.constantFrom('sentence', 'drained', 'reply_ended'),
    stale: fc.boolean(),
    then: fc.constantFrom('listen', 'listen', 'transfer', 'close'),
    isInterruptible: fc.boolean(),
    isFiller: fc.boolean(),
  }),
  fc.record({ what: fc.constantFrom('pass', 'voice', 'quiet'), ms: fc.integer({ min: 20, max: 4_000 }) }),
);

function play(events: readonly Event[]) {
  const talk = startTalk();
  talk.give({ kind: 'answered' });
  /** When something was last heard on the line, from either side, or was set going. */
  const heard: number[] = [talk.now()];
  /** Replies that were told to be complete. */
  const ended = new Set<number>();
  for (const one of events) {
    if (one.what === 'input') {
      talk.give(one.input);
      if (one.input.kind === 'words' || one.input.kind === 'key') heard.push(talk.now());
    } else if (one.what === 'ours') {
      const generation = talk.generation() - (one.stale ? 1 : 0);
      if (one.kind === 'sentence') {
        const { isInterruptible, isFiller } = one;
        talk.give({ kind: 'sentence', generation, isInterruptible, isFiller, lastsMs: 3_000 });
        if (!one.stale) heard.push(talk.now(), talk.now() + 3_000);
      } else if (one.kind === 'drained') talk.give({ kind: 'drained', generation });
      else {
        const then =
          one.then === 'listen' ? ({ kind: 'listen', expecting: 'open', language: 'en' } as const) : { kind: one.then };
        ended.add(generation);
        talk.give({ kind: 'reply_ended', generation, then });
      }
    } else if (one.what === 'voice') {
      talk.voice(one.ms);
      heard.push(talk.now());
    } else if (one.what === 'quiet') talk.quiet(one.ms);
    else talk.pass(one.ms);
  }
  return { talk, heard, ended };
}

/** A caller is never left without a sound, or something on its way that bounds the wait, for longer (ms). */
const BOUND_MS = 25_000;
const SOUNDS = new Set(['reply', 'filler', 'resume', 'fall_back', 'give_up', 'transfer', 'hang_up', 'pause']);

describe('Whatever happens in a talk', () => {
  it('the caller is never in dead air for longer than the bound, and it always ends', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const { talk, heard } = play(events);
        talk.pass(22 * 60_000);
        expect(talk.phase()).toBe('over');
        const over = talk.did.findLast(({ effect }) => effect.do === 'hang_up')?.at ?? talk.now();
        const times = [...heard, ...talk.did.filter(({ effect }) => SOUNDS.has(effect.do)).map(({ at }) => at), over]
          .filter((at) => at <= over)
          .sort((a, b) => a - b);
        const longest = Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)));
        expect(longest).toBeLessThanOrEqual(BOUND_MS);
      }),
      { numRuns: 300 },
    );
  });

  it('never two replies at once: one is aborted, or has ended, before the next is asked for', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), (events) => {
        const { talk, ended } = play(events);
        talk.pass(60_000);
        let last = 0;
        const closed = new Set<number>();
        for (const { effect } of talk.did) {
          if (effect.do === 'abort') closed.add(effect.generation);
          if ('generation' in effect && effect.do !== 'reply' && effect.do !== 'abort') {
            expect(effect.generation).toBe(last);
          }
          // Nothing brings an aborted reply back.
          if (effect.do === 'resume' || effect.do === 'fall_back') expect(closed.has(effect.generation)).toBe(false);
          if (effect.do !== 'reply') continue;
          expect(effect.generation).toBe(last + 1);
          if (last > 0) expect(closed.has(last) || ended.has(last)).toBe(true);
          last = effect.generation;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('a sentence that must be heard is never paused or cleared by the caller', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const talk = startTalk();
        talk.give({ kind: 'answered' });
        talk.sentence({ isInterruptible: false, lastsMs: 60_000 });
        talk.news();
        for (const one of events) {
          if (one.what === 'input') talk.give(one.input);
          else if (one.what === 'voice') talk.voice(Math.min(one.ms, 1_000));
          else if (one.what !== 'ours') talk.pass(Math.min(one.ms, 1_000));
        }
        expect(talk.news().filter(({ do: what }) => ['pause', 'clear', 'abort'].includes(what))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact } from '@callbrief/relay/wire/call-fact';
import { callTruth, isOpen } from '@callbrief/relay/wire/call';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import { noEndFact } from '@callbrief/relay/wire/no-end';
import { fact } from './call-facts.ts';

/** Two phones and the whole call, told in full; what is lost or late is chosen below. */
const told: CallFact[] = [
  fact('ringing', { legId: 'a' }),
  fact('ringing', { legId: 'b', second: 3 }),
  fact('answered', { legId: 'b', second: 400 }),
  fact('ended', { legId: 'a', second: 401, cause: 'cancelled' }),
  fact('ended', { legId: 'b', second: 500, durationSeconds: 100, cause: 'normal' }),
  fact('voicemail', { legId: null, second: 620, durationSeconds: 30 }),
  fact('missed', { legId: null, second: 300, cause: 'no_answer' }),
];

/** Some of the facts in some order, the relay giving up after some of them. */
const arrival = fc
  .subarray(told, { minLength: 1 })
  .chain((facts) => fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }))
  .chain((facts) => fc.tuple(fc.constant(facts), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })));

function live(facts: readonly CallFact[], givesUp: readonly boolean[]): CallFact[] {
  let state = noFacts;
  for (const [i, one] of facts.entries()) {
    state = reduceCall(state, one);
    const outcome = describeCall(state)?.outcome;
    if (givesUp[i] && outcome && isOpen(outcome)) state = reduceCall(state, noEndFact(state.facts, outcome));
  }
  return [...state.facts];
}
const truth = (facts: readonly CallFact[]) => describeCall(facts.reduce(reduceCall, noFacts));

describe('a relay that gives up waiting for the end', () => {
  test('always ends the call by it, and says that nobody told its end', () => {
    fc.assert(
      fc.property(fc.subarray(told, { minLength: 1 }), (facts) => {
        const before = truth(facts);
        fc.pre(before !== null && isOpen(before.outcome));
        if (!before || !isOpen(before.outcome)) return;
        const after = callTruth.parse(truth([...facts, noEndFact(facts, before.outcome)]));
        expect(after.outcome).toBe(before.outcome === 'ringing' ? 'missed' : 'answered');
        expect(after.endCause).toBe('unknown');
        expect(after.durationSeconds).toBe(before.outcome === 'ringing' ? 0 : null);
        expect(after.legs.some((leg) => leg.state === 'ringing' || leg.state === 'talking')).toBe(false);
        expect((after.endedAt ?? '') > (after.answeredAt ?? after.startedAt)).toBe(true);
      }),
    );
  });

  test('never changes a call whose end the provider told, whenever it gave up before', () => {
    fc.assert(
      fc.property(arrival, ([facts, givesUp]) => {
        const provider = truth(facts);
        fc.pre(provider !== null && !isOpen(provider.outcome));
        expect(truth(live(facts, givesUp))).toEqual(provider);
      }),
      { numRuns: 1000 },
    );
  });

  test('in whatever order and however often it is told: the same facts are the same call', () => {
    fc.assert(
      fc.property(
        arrival.chain(([facts, givesUp]) => {
          const all = live(facts, givesUp);
          return fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }));
        }),
        ([all, shuffled]) => {
          expect(truth(shuffled)).toEqual(truth(all));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('an answer that was only late opens the call again, as if nobody had given up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), (second) => {
        const ring = fact('ringing');
        const answer = fact('answered', { second });
        expect(truth([ring, noEndFact([ring], 'ringing'), answer])).toEqual(truth([ring, answer]));
      }),
    );
  });
});

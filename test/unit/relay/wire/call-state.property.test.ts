import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact } from '@callbrief/relay/wire/call-fact';
import { callTruth } from '@callbrief/relay/wire/call';
import { describeCall, noFacts, reduceCall, type CallState } from '@callbrief/relay/wire/call-state';
import { atSecond, fact, named } from './call-facts.ts';

/** Histories as Ringover tells them: one channel per phone, missed and voicemail about the whole call. */
const ringover = fc
  .record({
    phones: fc.integer({ min: 0, max: 4 }),
    answeredBy: fc.option(fc.nat(3), { nil: null }),
    transferredTo: fc.boolean(),
    talkSeconds: fc.integer({ min: 0, max: 4000 }),
    missed: fc.boolean(),
    voicemail: fc.boolean(),
    hangupsLost: fc.boolean(),
    inbound: fc.boolean(),
    withheld: fc.boolean(),
  })
  .map((h) => {
    const facts: CallFact[] = [];
    const common = {
      direction: h.inbound ? ('inbound' as const) : ('outbound' as const),
      fromNumber: h.withheld ? null : '+32470271836',
      anonymous: h.withheld,
      startedAt: atSecond(0),
    };
    const end = 10 + h.talkSeconds;
    for (let i = 0; i < h.phones; i++) {
      const own = { ...common, legId: `channel-${String(i)}`, party: named(`Person ${String(i)}`) };
      const took = i === h.answeredBy;
      facts.push(fact('ringing', { ...own, second: i }));
      if (took) facts.push(fact('answered', { ...own, second: 10 }));
      if (!h.hangupsLost) {
        facts.push(
          fact('ended', {
            ...own,
            second: took ? end : 10,
            durationSeconds: took ? h.talkSeconds : 0,
            cause: 'normal',
          }),
        );
      }
      if (took && h.transferredTo) {
        const next = { ...own, legId: 'channel-9', party: named('Colleague') };
        facts.push(fact('ringing', { ...next, second: end }), fact('answered', { ...next, second: end + 5 }));
        facts.push(fact('ended', { ...next, second: end + 60, durationSeconds: 55 }));
      }
    }
    if (h.missed) facts.push(fact('missed', { ...common, legId: null, second: 30, cause: 'no_answer' }));
    if (h.voicemail) facts.push(fact('voicemail', { ...common, legId: null, second: 75, durationSeconds: 31.6 }));
    return facts;
  })
  .filter((facts) => facts.length > 0);

/** Histories as sipgate tells them: no durations, a forward or transfer is a new callId, times are ours. */
const sipgate = fc
  .array(
    fc.record({
      answered: fc.boolean(),
      ended: fc.option(
        fc.constantFrom('normal' as const, 'busy' as const, 'cancelled' as const, 'forwarded' as const),
        {
          nil: null,
        },
      ),
      user: fc.option(fc.constantFrom('w0', 'w1', 'w2'), { nil: null }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((legs) =>
    legs.flatMap((leg, i) => {
      const own = { legId: `54566B15${String(i)}`, party: leg.user === null ? null : named(leg.user) };
      return [
        fact('ringing', { ...own, second: i * 20 }),
        ...(leg.answered ? [fact('answered', { ...own, second: i * 20 + 7 })] : []),
        ...(leg.ended ? [fact('ended', { ...own, second: i * 20 + 19, cause: leg.ended })] : []),
      ];
    }),
  );

const history = fc.oneof(ringover, sipgate);

/** The history as it may really arrive: any order, some of it several times, repetitions stamped later. */
const arrival = history.chain((facts) =>
  fc
    .array(fc.record({ index: fc.nat(facts.length - 1), laterMs: fc.constantFrom(0, 1, 1000, 3_600_000) }), {
      maxLength: 8,
    })
    .map((repeats) =>
      repeats.flatMap(({ index, laterMs }) => {
        const told = facts[index];
        return told ? [{ ...told, at: new Date(Date.parse(told.at) + laterMs).toISOString() }] : [];
      }),
    )
    .chain((repeats) => {
      const all = [...facts, ...repeats];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .map((told) => ({ facts, told })),
);

const reduced = (facts: readonly CallFact[]): CallState => facts.reduce(reduceCall, noFacts);

describe('whatever the order and however often it is told', () => {
  test('a history ends in the same call', () => {
    fc.assert(
      fc.property(arrival, ({ facts, told }) => {
        expect(reduced(told)).toEqual(reduced(facts));
        expect(describeCall(reduced(told))).toEqual(describeCall(reduced(facts)));
      }),
      { numRuns: 1000 },
    );
  });

  test('two relay processes that each saw a part agree once both saw all', () => {
    fc.assert(
      fc.property(arrival, fc.nat(20), ({ told }, cut) => {
        const one = reduced(told.slice(0, cut));
        const other = reduced(told.slice(cut));
        expect(other.facts.reduce(reduceCall, one)).toEqual(one.facts.reduce(reduceCall, other));
      }),
    );
  });

  test('a fact that is known changes nothing, to the object', () => {
    fc.assert(
      fc.property(arrival, ({ facts, told }) => {
        const state = reduced(told);
        for (const known of facts) expect(reduceCall(state, known)).toBe(state);
      }),
    );
  });
});

describe('every call', () => {
  test('is valid on the wire, and its times do not run backwards', () => {
    fc.assert(
      fc.property(history, (facts) => {
        const truth = callTruth.parse(describeCall(reduced(facts)));
        if (truth.answeredAt !== null) expect(truth.answeredAt >= truth.startedAt).toBe(true);
        if (truth.endedAt !== null) expect(truth.endedAt >= (truth.answeredAt ?? truth.startedAt)).toBe(true);
        expect(truth.endedAt === null).toBe(truth.durationSeconds === null);
        expect(truth.endedAt === null).toBe(truth.endCause === null);
      }),
      { numRuns: 500 },
    );
  });

  test('that a person answered is never missed, voicemail or rejected, whatever else is told of it', () => {
    fc.assert(
      fc.property(history, (facts) => {
        const outcome = describeCall(reduced(facts))?.outcome;
        const answered = facts.some((f) => f.kind === 'answered');
        expect(outcome === 'talking' || outcome === 'answered').toBe(answered);
      }),
    );
  });

  test('has the same outcome when clocks disagree by up to a day', () => {
    const skew = fc.array(fc.integer({ min: -86_400, max: 86_400 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(history, skew, (facts, seconds) => {
        const skewed = facts.map((f, i) => ({
          ...f,
          at: new Date(Date.parse(f.at) + (seconds[i] ?? 0) * 1000).toISOString(),
        }));
        expect(describeCall(reduced(skewed))?.outcome).toBe(describeCall(reduced(facts))?.outcome);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact } from '@callbrief/relay/wire/call-fact';
import { callTruth, DROPPED_BELOW_MS, nothingAdded, type CallOutcome } from '@callbrief/relay/wire/call';
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

/** What a provider adds, mostly later; and what its own log told of a lost webhook. */
const additions = fc.array(
  fc.record({
    second: fc.integer({ min: -10, max: 2_000 }),
    added: fc.record(
      {
        tags: fc.array(fc.constantFrom('RDV', 'Urgent'), { maxLength: 2 }),
        comment: fc.constantFrom('', 'call back Friday', 'done'),
        recording: fc.record({
          url: fc.constantFrom('https://cdn.example/1.mp3', 'https://cdn.example/2.mp3'),
          durationSeconds: fc.option(fc.double({ min: 0, max: 4_000, noNaN: true }), { nil: null }),
        }),
        transcriptionUrl: fc.constant('https://cdn.example/t.json'),
        summary: fc.constantFrom('Asks for a copy.', 'Wants to settle.'),
        digits: fc.constantFrom('', '1', '012'),
      },
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 4 },
);

const course = fc.oneof(ringover, sipgate);
const history = fc.tuple(course, additions, fc.nat(40)).map(([facts, added, healedIndex]) => [
  ...facts.map((f, i) => (i === healedIndex ? { ...f, origin: 'reconcile' as const } : f)),
  ...added.map((a, i) =>
    fact('added', {
      ...a,
      factId: `added/${String(i)}`,
      legId: null,
      direction: null,
      fromNumber: null,
      toNumber: null,
    }),
  ),
]);

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

  test('has the same course whatever is added to it, and is healed when its provider’s log told of it', () => {
    fc.assert(
      fc.property(arrival, ({ facts, told }) => {
        const bare = reduced(facts.filter((f) => f.kind !== 'added'));
        const truth = describeCall(reduced(told));
        expect(describeCall(bare)).toEqual({ ...truth, added: nothingAdded });
        expect(truth?.healed).toBe(facts.some((f) => f.origin === 'reconcile'));
        const newest = reduced(facts).facts.findLast((f) => f.added?.comment !== undefined);
        expect(truth?.added.comment).toBe(newest?.added?.comment || null);
      }),
      { numRuns: 500 },
    );
  });

  test('is dropped only when it came in, rang for less than two seconds, and nobody took it', () => {
    fc.assert(
      fc.property(course, fc.integer({ min: 0, max: 4_000 }), (facts, endMs) => {
        const quick = facts.map((f) => ({
          ...f,
          startedAt: null,
          at: f.kind === 'ringing' ? atSecond(0) : atSecond(endMs / 1000),
        }));
        const truth = describeCall(reduced(quick));
        if (truth?.outcome !== 'dropped') return;
        expect(truth).toMatchObject({ direction: 'inbound', answeredAt: null, answeredBy: null, voicemail: null });
        expect(endMs).toBeLessThan(DROPPED_BELOW_MS);
      }),
      { numRuns: 500 },
    );
  });

  test('has the same outcome when clocks disagree by up to a day', () => {
    // How long it rang is a matter of clocks; that nobody took it is not.
    const course = (outcome?: CallOutcome) => (outcome === 'dropped' ? 'missed' : outcome);
    const skew = fc.array(fc.integer({ min: -86_400, max: 86_400 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(history, skew, (facts, seconds) => {
        const skewed = facts.map((f, i) => ({
          ...f,
          at: new Date(Date.parse(f.at) + (seconds[i] ?? 0) * 1000).toISOString(),
        }));
        expect(course(describeCall(reduced(skewed))?.outcome)).toBe(course(describeCall(reduced(facts))?.outcome));
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import { atSecond, fact, named, truthOf } from './call-facts.ts';

const ada = named('Ada');
const bob = named('Bob');

describe('a call of one phone', () => {
  test('rings, is answered, ends', () => {
    expect(truthOf(fact('ringing')).outcome).toBe('ringing');
    expect(truthOf(fact('ringing'), fact('answered', { second: 8, party: ada }))).toMatchObject({
      outcome: 'talking',
      answeredAt: atSecond(8),
      answeredBy: ada,
      endedAt: null,
      durationSeconds: null,
    });
    expect(
      truthOf(
        fact('ringing'),
        fact('answered', { second: 8, party: ada }),
        fact('ended', { second: 130, durationSeconds: 122, cause: 'normal' }),
      ),
    ).toMatchObject({ outcome: 'answered', endedAt: atSecond(130), durationSeconds: 122, endCause: 'normal' });
  });

  test('the hangup came before its ringing: the call is over all the same', () => {
    expect(truthOf(fact('ended', { second: 20 }), fact('ringing'))).toMatchObject({
      outcome: 'missed',
      startedAt: atSecond(0),
      endedAt: atSecond(20),
      durationSeconds: 0,
    });
  });

  test('the ringing came after the answer: nothing rings any more', () => {
    expect(truthOf(fact('answered', { second: 8 }), fact('ringing')).outcome).toBe('talking');
  });

  test('rang as Ada’s phone and was taken there by Bob: the phone is his, and Ada is not on a call', () => {
    const truth = truthOf(fact('ringing', { party: ada }), fact('answered', { second: 8, party: bob }));
    expect(truth.answeredBy).toEqual(bob);
    expect(truth.legs).toEqual([{ ...bob, legId: 'leg-1', state: 'talking' }]);
  });

  test('voicemail after missed is a voicemail', () => {
    const missed = fact('missed', { second: 30, legId: null, cause: 'no_answer' });
    const message = fact('voicemail', { second: 75, legId: null, durationSeconds: 32 });
    expect(truthOf(fact('ringing'), missed).outcome).toBe('missed');
    expect(truthOf(fact('ringing'), missed, message)).toMatchObject({
      outcome: 'voicemail',
      voicemail: { durationSeconds: 32 },
      durationSeconds: 0,
      answeredBy: null,
    });
  });

  test('missed by one part of the provider and answered by a person later is answered', () => {
    expect(
      truthOf(fact('missed', { second: 20, legId: null }), fact('ringing'), fact('answered', { second: 22 })).outcome,
    ).toBe('talking');
  });

  test('the message after a talk does not count as talk time', () => {
    expect(
      truthOf(
        fact('answered', { second: 5 }),
        fact('ended', { second: 65, durationSeconds: 60 }),
        fact('voicemail', { second: 300, legId: null, durationSeconds: 200 }),
      ),
    ).toMatchObject({ outcome: 'answered', durationSeconds: 60 });
  });

  test('a call that the firm turned away is rejected, and one that a colleague took all the same is answered', () => {
    const rejected = fact('rejected', { second: 3, legId: null });
    expect(truthOf(fact('ringing'), rejected).outcome).toBe('rejected');
    expect(truthOf(fact('ringing'), rejected, fact('answered', { second: 4 })).outcome).toBe('talking');
  });

  test('one phone that turns the call away leaves the others ringing', () => {
    const both = [fact('ringing', { legId: 'a' }), fact('ringing', { legId: 'b' })];
    expect(truthOf(...both, fact('rejected', { legId: 'a', second: 2 })).outcome).toBe('ringing');
  });

  test('without any fact there is no call', () => {
    expect(describeCall(noFacts)).toBeNull();
  });
});

describe('a ring group', () => {
  const ringing = ['a', 'b', 'c'].map((legId) => fact('ringing', { legId }));

  test('answered by one phone while the others ring off: the talk goes on, and is nobody’s missed call', () => {
    const truth = truthOf(
      ...ringing,
      fact('answered', { legId: 'b', second: 4, party: bob }),
      fact('ended', { legId: 'a', second: 4, durationSeconds: 0, cause: 'cancelled' }),
      fact('ended', { legId: 'c', second: 5, durationSeconds: 0, cause: 'cancelled' }),
    );
    expect(truth).toMatchObject({ outcome: 'talking', answeredBy: bob, endedAt: null });
    expect(truth.legs.map((l) => [l.legId, l.state])).toEqual([
      ['a', 'not_answered'],
      ['b', 'talking'],
      ['c', 'not_answered'],
    ]);
  });

  test('it rings until the last phone stopped', () => {
    const ended = (legId: string) => fact('ended', { legId, second: 20 });
    expect(truthOf(...ringing, ended('a'), ended('b')).outcome).toBe('ringing');
    expect(truthOf(...ringing, ended('a'), ended('b'), ended('c')).outcome).toBe('missed');
  });

  test('the end of the whole call ends every phone', () => {
    const truth = truthOf(...ringing, fact('ended', { legId: null, second: 20 }));
    expect(truth.outcome).toBe('missed');
    expect(truth.legs.map((l) => l.state)).toEqual(['not_answered', 'not_answered', 'not_answered']);
  });
});

describe('a call that moves', () => {
  const first = [fact('ringing', { legId: 'a' }), fact('answered', { legId: 'a', second: 5, party: ada })];
  const second = [
    fact('ringing', { legId: 'b', second: 60 }),
    fact('answered', { legId: 'b', second: 66, party: bob }),
  ];

  test('transferred: one call, taken by the first, over when the last phone hung up', () => {
    const moved = [...first, ...second, fact('ended', { legId: 'a', second: 66, durationSeconds: 61 })];
    expect(truthOf(...moved).outcome).toBe('talking');
    expect(truthOf(...moved, fact('ended', { legId: 'b', second: 125, durationSeconds: 59 }))).toMatchObject({
      outcome: 'answered',
      answeredBy: ada,
      durationSeconds: 120,
      endedAt: atSecond(125),
    });
  });

  test('the phone it is being transferred to shows as ringing', () => {
    const truth = truthOf(...first, fact('ringing', { legId: 'b', second: 60 }));
    expect(truth.legs.map((l) => l.state)).toEqual(['talking', 'ringing']);
  });

  test('forwarded before anybody answered: not missed in between', () => {
    const forwarded = fact('ended', { legId: 'a', second: 15, cause: 'forwarded' });
    expect(truthOf(fact('ringing', { legId: 'a' }), forwarded).outcome).toBe('ringing');
    expect(
      truthOf(
        fact('ringing', { legId: 'a' }),
        forwarded,
        fact('ringing', { legId: 'b', second: 16 }),
        fact('ended', { legId: 'b', second: 40, cause: 'no_answer' }),
      ),
    ).toMatchObject({ outcome: 'missed', endCause: 'no_answer' });
  });

  test('the AI took it and handed over: a person answered', () => {
    const agent = fact('agent_took', { legId: null, second: 10 });
    expect(truthOf(fact('ringing'), agent).outcome).toBe('talking');
    expect(truthOf(fact('ringing'), agent, fact('ended', { second: 50 })).outcome).toBe('agent');
    expect(
      truthOf(fact('ringing'), agent, fact('answered', { second: 40, party: ada }), fact('ended', { second: 50 })),
    ).toMatchObject({ outcome: 'answered', answeredBy: ada });
  });
});

describe('times', () => {
  test('the same fact told again later keeps the first time', () => {
    const once = reduceCall(noFacts, fact('ringing'));
    expect(reduceCall(once, fact('ringing', { second: 31 }))).toBe(once);
    expect(describeCall(reduceCall(reduceCall(noFacts, fact('ringing', { second: 31 })), fact('ringing')))).toEqual(
      describeCall(once),
    );
  });

  test('one event an hour off shifts times, and the call is still answered, over, and never ends before it began', () => {
    for (const hour of [-3600, 3600]) {
      for (const skewed of ['ringing', 'answered', 'ended'] as const) {
        const off = (kind: typeof skewed, second: number) => second + (kind === skewed ? hour : 0);
        const truth = truthOf(
          fact('ringing', { second: off('ringing', 0) }),
          fact('answered', { second: off('answered', 8) }),
          fact('ended', { second: off('ended', 68), durationSeconds: 60 }),
        );
        expect(truth).toMatchObject({ outcome: 'answered', durationSeconds: 60 });
        expect((truth.endedAt ?? '') >= (truth.answeredAt ?? '')).toBe(true);
        expect((truth.answeredAt ?? '') >= truth.startedAt).toBe(true);
      }
    }
  });

  test('a time without milliseconds is the same moment, not a later one', () => {
    const truth = truthOf(
      fact('ringing', { at: '2026-11-19T11:31:00Z' }),
      fact('answered', { at: '2026-11-19T11:31:00.500Z' }),
    );
    expect(truth).toMatchObject({ startedAt: '2026-11-19T11:31:00.000Z', answeredAt: '2026-11-19T11:31:00.500Z' });
  });
});

describe('the compact dialect, which knows no phones', () => {
  const answered = fact('answered', { legId: null, second: 0 });
  const ended = fact('ended', { legId: null, second: 120, durationSeconds: 120 });

  test('an answered call', () => {
    expect(truthOf(answered, ended)).toMatchObject({ outcome: 'answered', durationSeconds: 120, legs: [] });
  });

  test('together with the real wire it is one call', () => {
    expect(
      truthOf(
        answered,
        ended,
        fact('ringing', { legId: 'x' }),
        fact('ringing', { legId: 'y' }),
        fact('answered', { legId: 'x', second: 2, party: ada }),
        fact('ended', { legId: 'x', second: 121, durationSeconds: 119 }),
      ),
    ).toMatchObject({ outcome: 'answered', durationSeconds: 120, answeredBy: ada });
  });
});

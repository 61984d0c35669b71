import { describe, expect, test } from 'vitest';
import { nothingAdded } from '@callbrief/relay/wire/call';
import type { CallFact } from '@callbrief/relay/wire/call-fact';
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

  test('the AI passes its caller on: the call goes on while the next telephone rings', () => {
    const taken = [fact('ringing'), fact('answered', { second: 4 }), fact('agent_took', { legId: null, second: 5 })];
    const rings = fact('ringing', { legId: 'b', second: 40, party: ada });
    const gone = fact('ended', { second: 41, durationSeconds: 37 });
    const passesOn = fact('agent_passes_on', { legId: null, second: 39 });
    expect(truthOf(...taken, rings, gone).outcome).toBe('agent');
    expect(truthOf(...taken, passesOn, rings, gone)).toMatchObject({ outcome: 'talking', endedAt: null });
    const noAnswer = fact('ended', { legId: 'b', second: 60, cause: 'no_answer' });
    expect(truthOf(...taken, passesOn, rings, gone, noAnswer).outcome).toBe('agent');
    const answered = fact('answered', { legId: 'b', second: 45, party: ada });
    expect(truthOf(...taken, passesOn, rings, gone, answered)).toMatchObject({
      outcome: 'talking',
      answeredBy: ada,
    });
    const over = fact('ended', { legId: 'b', second: 90 });
    expect(truthOf(...taken, passesOn, rings, gone, answered, over).outcome).toBe('answered');
  });

  test('our clock is an hour off: the times of a call that the AI took are the provider’s', () => {
    for (const second of [-3_600, 3_600]) {
      const agent = fact('agent_took', { legId: null, second });
      const told = [fact('ringing'), fact('answered', { second: 4 }), agent, fact('ended', { second: 41 })];
      expect(truthOf(...told)).toMatchObject({
        outcome: 'agent',
        startedAt: atSecond(0),
        answeredAt: atSecond(4),
        endedAt: atSecond(41),
        durationSeconds: 37,
      });
    }
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

describe('a call that moves, as Ringover tells it: one call_id, a channel_id for each phone', () => {
  const phone = (legId: string, rings: number, answers: number | null, ends: number, party = ada) => [
    fact('ringing', { legId, second: rings, party }),
    ...(answers === null ? [] : [fact('answered', { legId, second: answers, party })]),
    fact('ended', { legId, second: ends, party, durationSeconds: answers === null ? 0 : ends - answers }),
  ];

  test('transferred blind, the first phone gone before the second is answered', () => {
    const facts = [...phone('1', 0, 5, 60), ...phone('2', 60, 68, 120, bob)];
    expect(truthOf(...facts)).toMatchObject({
      outcome: 'answered',
      answeredBy: ada,
      durationSeconds: 115,
      endedAt: atSecond(120),
      legs: [
        { ...ada, state: 'answered' },
        { ...bob, state: 'answered' },
      ],
    });
    expect(truthOf(...facts.slice(0, 5)).outcome).toBe('talking');
  });

  test('transferred after a word with the colleague, both phones in the talk for a while', () => {
    const facts = [...phone('1', 0, 5, 60), ...phone('2', 40, 45, 120, bob)];
    expect(truthOf(...facts)).toMatchObject({ outcome: 'answered', answeredBy: ada, durationSeconds: 115 });
    expect(truthOf(...facts.filter((f) => f.factId !== 'ended/2')).outcome).toBe('talking');
  });

  test('transferred to a colleague who does not answer, and back', () => {
    const facts = [...phone('1', 0, 5, 60), ...phone('2', 60, null, 85, bob), ...phone('3', 86, 90, 120)];
    expect(truthOf(...facts)).toMatchObject({
      outcome: 'answered',
      answeredBy: ada,
      durationSeconds: 115,
      legs: [{ state: 'answered' }, { ...bob, state: 'not_answered' }, { state: 'answered' }],
    });
  });

  test('transferred to a colleague who does not answer, and the caller gives up: the talk that there was', () => {
    const facts = [...phone('1', 0, 5, 60), ...phone('2', 60, null, 85, bob)];
    const missed = fact('missed', { legId: null, second: 85, cause: 'no_answer' });
    expect(truthOf(...facts, missed)).toMatchObject({ outcome: 'answered', answeredBy: ada, durationSeconds: 55 });
  });

  test('transferred while it still rings: answered by the second, whom nobody calls a colleague of a missed call', () => {
    const facts = [...phone('1', 0, null, 10), ...phone('2', 9, 15, 75, bob)];
    expect(truthOf(...facts)).toMatchObject({ outcome: 'answered', answeredBy: bob, durationSeconds: 60 });
    expect(truthOf(...facts.slice(0, 3)).outcome).toBe('ringing');
    expect(truthOf(...phone('1', 0, null, 10), ...phone('2', 9, null, 40, bob))).toMatchObject({
      outcome: 'missed',
      endedAt: atSecond(40),
    });
  });
});

describe('a talk that is forwarded', () => {
  const talk = [fact('ringing', { legId: 'a' }), fact('answered', { legId: 'a', second: 5, party: ada })];
  const forwarded = fact('ended', { legId: 'a', second: 60, cause: 'forwarded' });

  test('goes on while the phone rings that it was forwarded to, and is over when nobody tells of one', () => {
    expect(truthOf(...talk, forwarded)).toMatchObject({ outcome: 'answered', durationSeconds: 55 });
    const next = fact('ringing', { legId: 'b', second: 61 });
    expect(truthOf(...talk, forwarded, next).outcome).toBe('talking');
    const nobody = fact('ended', { legId: 'b', second: 90, cause: 'no_answer' });
    expect(truthOf(...talk, forwarded, next, nobody)).toMatchObject({ outcome: 'answered', durationSeconds: 55 });
    const message = fact('voicemail', { legId: null, second: 100 });
    expect(truthOf(...talk, forwarded, message).outcome).toBe('answered');
  });

  test('is over when the whole call is', () => {
    const next = fact('ringing', { legId: 'b', second: 61 });
    expect(truthOf(...talk, forwarded, next, fact('ended', { legId: null, second: 62 })).outcome).toBe('answered');
  });
});

describe('a caller who gives up within two seconds', () => {
  const ring = fact('ringing');
  const gaveUp = (seconds: number, given = {}) => fact('ended', { second: seconds, cause: 'cancelled', ...given });

  test('is dropped, nobody’s missed call; from two seconds on it is missed', () => {
    expect(truthOf(ring, gaveUp(1.999))).toMatchObject({
      outcome: 'dropped',
      endCause: 'cancelled',
      durationSeconds: 0,
    });
    expect(truthOf(ring, gaveUp(0)).outcome).toBe('dropped');
    expect(truthOf(ring, gaveUp(2)).outcome).toBe('missed');
    const missed = fact('missed', { legId: null, second: 1, cause: 'no_answer' });
    expect(truthOf(ring, missed).outcome).toBe('dropped');
  });

  test('is counted from the beginning of the call, where the provider says it', () => {
    const menuBefore = { startedAt: atSecond(-30) };
    expect(truthOf({ ...ring, ...menuBefore }, gaveUp(1, menuBefore)).outcome).toBe('missed');
  });

  test.each(['closed', 'busy', 'congestion', 'not_found', 'forwarded'] as const)(
    'is missed when the firm’s side ended it at once (%s)',
    (cause) => {
      expect(truthOf(ring, gaveUp(1, { legId: null, kind: 'missed', factId: 'm', cause })).outcome).toBe('missed');
    },
  );

  test('is missed where nothing tells how long it rang: only an end, or clocks that say it ended before it rang', () => {
    expect(truthOf(fact('missed', { legId: null, cause: 'no_answer' })).outcome).toBe('missed');
    expect(truthOf(ring, gaveUp(-3)).outcome).toBe('missed');
  });

  test('who leaves a message, was answered, turned away, or was called by us, is not dropped', () => {
    expect(truthOf(ring, gaveUp(1), fact('voicemail', { legId: null, second: 1 })).outcome).toBe('voicemail');
    expect(truthOf(ring, fact('answered', { second: 1 }), gaveUp(1)).outcome).toBe('answered');
    expect(truthOf(ring, fact('rejected', { second: 1 })).outcome).toBe('rejected');
    const outbound = { direction: 'outbound' } as const;
    expect(truthOf({ ...ring, ...outbound }, gaveUp(1, outbound)).outcome).toBe('missed');
  });

  test('and whose call rings on at another phone is not gone', () => {
    expect(truthOf(ring, fact('ringing', { legId: 'leg-2', second: 0.5 }), gaveUp(1)).outcome).toBe('ringing');
  });
});

describe('what a provider adds', () => {
  const over = [fact('ringing'), fact('answered', { second: 5 }), fact('ended', { second: 65, durationSeconds: 60 })];
  const add = (second: number, added: CallFact['added'], given = {}) =>
    fact('added', {
      second,
      legId: null,
      factId: JSON.stringify([second, added]),
      direction: null,
      ...given,
      ...(added && { added }),
    });
  const recording = { url: 'https://cdn.example/r.mp3', durationSeconds: 59.6 };

  test('twenty minutes later changes nothing of the call’s course', () => {
    const { added, ...course } = truthOf(...over, add(1265, { recording }));
    const { added: nothing, ...before } = truthOf(...over);
    expect(course).toEqual(before);
    expect(nothing).toEqual(nothingAdded);
    expect(added).toEqual({ ...nothingAdded, recording: { durationSeconds: 60 } });
  });

  test('with its end is the same as what comes later, and the length stays where a later link tells none', () => {
    const ended = { ...fact('ended', { second: 65 }), added: { recording } };
    const again = add(1265, { recording: { url: 'https://cdn.example/2.mp3', durationSeconds: null } });
    expect(truthOf(...over.slice(0, 2), ended, again).added.recording).toEqual({ durationSeconds: 60 });
  });

  test('the newest word stands, by the provider’s clock: also when it takes something away', () => {
    const told = [
      add(100, { comment: 'first', tags: ['RDV'] }),
      add(300, { comment: '', tags: [] }),
      add(200, { comment: 'second', tags: ['RDV', 'Urgent'], summary: 'Wants a copy.' }),
      add(400, { transcriptionUrl: 'https://cdn.example/t.json' }),
    ];
    for (const facts of [told, told.toReversed()]) {
      expect(truthOf(...over, ...facts).added).toEqual({
        ...nothingAdded,
        summary: 'Wants a copy.',
        hasTranscription: true,
      });
    }
    expect(truthOf(...over, told[0] ?? add(0, {})).added).toMatchObject({ comment: 'first', tags: ['RDV'] });
  });

  test('alone is no call', () => {
    expect(describeCall(reduceCall(noFacts, add(1, { comment: 'x' })))).toBeNull();
  });

  test('a day early or late, on a clock of its own, moves none of the call’s times', () => {
    for (const second of [-86_400, 86_400]) {
      const { startedAt, endedAt } = truthOf(...over, add(second, { comment: 'x' }));
      expect([startedAt, endedAt]).toEqual([atSecond(0), atSecond(65)]);
    }
  });

  test('no address of a provider is told to anybody', () => {
    const truth = truthOf(
      ...over,
      add(70, { recording, voicemailRecording: recording, transcriptionUrl: recording.url }),
    );
    expect(JSON.stringify(truth)).not.toContain('cdn.example');
  });
});

describe('a call of which the provider’s own log told something', () => {
  test('is healed, and what its webhooks told stays as it was', () => {
    const end = fact('ended', { second: 65, durationSeconds: 60, origin: 'reconcile' });
    const talk = [fact('ringing'), fact('answered', { second: 5, party: ada })];
    expect(truthOf(...talk).healed).toBe(false);
    expect(truthOf(...talk, end)).toMatchObject({
      healed: true,
      outcome: 'answered',
      answeredBy: ada,
      durationSeconds: 60,
    });
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

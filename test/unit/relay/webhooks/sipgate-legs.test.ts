import { describe, expect, it } from 'vitest';
import { callFact, type CallFact } from '@callbrief/relay/wire/call-fact';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import { sipgateDelivery } from '../../../../relay/src/webhooks/providers/sipgate/delivery.ts';

const at = (second: number) => new Date(1_790_000_000_000 + second * 1000).toISOString();

function delivered(form: string, second = 0, ofUrl: string | null = null) {
  const rawBody = Buffer.from(form);
  return sipgateDelivery({ provider: 'sipgate', receivedAt: at(second), contentType: '', rawBody }, 'DE', ofUrl);
}
/** The facts of these pushes, each with the second at which it comes; all must be of one call. */
function factsOf(...pushes: [second: number, form: string][]): CallFact[] {
  const told = pushes.flatMap(([second, form]) => delivered(form, second).facts);
  expect(new Set(told.map((t) => t.providerCallId))).toEqual(new Set(['A']));
  return told.map((t) => callFact.parse(t.fact));
}
const truthOf = (facts: readonly CallFact[]) => describeCall(facts.reduce(reduceCall, noFacts));

const caller = 'from=4930123456&direction=in';
const ring = (callId: string, user: string, more = '&to=4940987654') =>
  `event=newCall&callId=${callId}&origCallId=A&${caller}${more}&user%5B%5D=${user}${user && `&userId%5B%5D=id-${user}`}`;
const answer = (callId: string, user: string, more = '&to=4940987654&answeringNumber=4940987654') =>
  `event=answer&callId=${callId}&origCallId=A&${caller}${more}${user && `&user=${user}&userId=id-${user}`}`;
const end = (callId: string, cause: string, more = '&to=4940987654') =>
  `event=hangup&cause=${cause}&callId=${callId}&origCallId=A&${caller}${more}`;
/** The second leg: to somebody else, away from Alice's line. */
const moved = '&to=4940111333&diversion=4940987654';

describe('a call that moves stays one call', () => {
  it('transferred blind: talking until the second phone hangs up, answered by the first', () => {
    const facts = factsOf(
      [0, ring('A', 'Alice')],
      [5, answer('A', 'Alice')],
      [60, ring('B', 'Bob', moved)],
      [60, end('A', 'forwarded')],
      [66, answer('B', 'Bob', `${moved}&answeringNumber=4940111333`)],
      [120, end('B', 'normalClearing', moved)],
    );
    // All along it is one talk, also while the second phone rings.
    expect(facts.map((_, i) => truthOf(facts.slice(0, i + 1))?.outcome)).toEqual([
      'ringing',
      'talking',
      'talking',
      'talking',
      'talking',
      'answered',
    ]);
    expect(truthOf(facts)).toMatchObject({
      answeredBy: { providerUserId: 'id-Alice' },
      toNumber: '+4940987654',
      durationSeconds: 115,
      endedAt: at(120),
      endCause: 'normal',
      legs: [
        { legId: 'A/id-Alice', state: 'answered' },
        { legId: 'B/id-Bob', state: 'answered' },
      ],
    });
  });

  it('transferred after a talk with the colleague: both phones talk, and the first to hang up ends nothing', () => {
    const facts = factsOf(
      [0, ring('A', 'Alice')],
      [5, answer('A', 'Alice')],
      [30, ring('B', 'Bob', moved)],
      [35, answer('B', 'Bob', `${moved}&answeringNumber=4940111333`)],
      [50, end('A', 'normalClearing')],
    );
    expect(truthOf(facts)).toMatchObject({ outcome: 'talking', answeredBy: { name: 'Alice' } });
    const over = [...facts, ...factsOf([90, end('B', 'normalClearing', moved)])];
    expect(truthOf(over)).toMatchObject({ outcome: 'answered', durationSeconds: 85 });
  });

  it('transferred to somebody who does not answer: over with the talk that there was', () => {
    const facts = factsOf(
      [0, ring('A', 'Alice')],
      [5, answer('A', 'Alice')],
      [60, end('A', 'forwarded')],
      [61, ring('B', 'Bob', moved)],
      [90, end('B', 'noAnswer', moved)],
    );
    expect(truthOf(facts)).toMatchObject({ outcome: 'answered', durationSeconds: 55, endedAt: at(60) });
    // And when it comes back to Alice, it goes on.
    const back = [...facts, ...factsOf([91, ring('C', 'Alice', moved)], [95, answer('C', 'Alice', moved)])];
    expect(truthOf(back)?.outcome).toBe('talking');
    const over = [...back, ...factsOf([130, end('C', 'normalClearing', moved)])];
    expect(truthOf(over)).toMatchObject({ outcome: 'answered', durationSeconds: 125 });
  });

  it('forwarded before anybody answers: rings on, and whoever takes it has answered it', () => {
    const facts = factsOf([0, ring('A', 'Alice')], [15, end('A', 'forwarded')]);
    expect(truthOf(facts)?.outcome).toBe('ringing');
    const rings = [...facts, ...factsOf([16, ring('B', 'Bob', moved)])];
    expect(truthOf([...rings, ...factsOf([40, end('B', 'noAnswer', moved)])])).toMatchObject({
      outcome: 'missed',
      endCause: 'no_answer',
      answeredBy: null,
    });
    expect(truthOf([...rings, ...factsOf([20, answer('B', 'Bob', moved)])])).toMatchObject({
      outcome: 'talking',
      answeredBy: { name: 'Bob' },
      answeredAt: at(20),
    });
  });

  it('forwarded to a mobile: still an inbound call to the number dialled, answered at that mobile', () => {
    const out = '&to=4915799912345&diversion=4940987654';
    const asOutbound = (form: string) => form.replace('direction=in', 'direction=out');
    const facts = factsOf(
      // The second leg may even be heard of first.
      [0, asOutbound(ring('B', '', out))],
      [1, ring('A', 'Alice')],
      [2, end('A', 'forwarded')],
      [9, asOutbound(answer('B', '', `${out}&answeringNumber=015799912345`))],
      [70, asOutbound(end('B', 'normalClearing', out))],
    );
    expect(truthOf(facts)).toMatchObject({
      direction: 'inbound',
      outcome: 'answered',
      toNumber: '+4940987654',
      answeredBy: { providerUserId: null, name: '+4915799912345' },
      legs: [{ state: 'not_answered' }, { legId: 'B', name: '+4915799912345', state: 'answered' }],
    });
  });

  it('a number of another provider that forwards to us is the number that we know it by', () => {
    expect(truthOf(factsOf([0, ring('A', 'Alice', '&to=4940987654&diversion=4989111222')]))?.toNumber).toBe(
      '+4940987654',
    );
  });
});

describe('a push that does not name its call', () => {
  const bare = 'event=answer&callId=B&user=Bob&userId=w1&direction=in';
  it('is of the call that its address names', () => {
    expect(delivered(bare, 0, 'A').facts).toMatchObject([{ providerCallId: 'A', fact: { legId: 'B/w1' } }]);
    expect(delivered('event=hangup&cause=busy&callId=B', 0, 'A').facts[0]?.providerCallId).toBe('A');
    expect(delivered('event=dtmf&dtmf=1&callId=B', 0, 'A').facts[0]?.providerCallId).toBe('A');
  });

  it('is of its own call where the address names none, and what it says itself counts more', () => {
    for (const none of [null, '', '  ']) expect(delivered(bare, 0, none).facts[0]?.providerCallId).toBe('B');
    expect(delivered(`${bare}&originalCallId=X`, 0, 'A').facts[0]?.providerCallId).toBe('X');
  });

  it('is unreadable when the address was made too long', () => {
    expect(delivered(bare, 0, 'x'.repeat(500)).unreadable).toBe('origCallId too long');
  });
});

describe('keys pressed', () => {
  const press = (dtmf: string) => `event=dtmf${dtmf}&callId=A&origCallId=A`;
  it.each([
    ['with a leading zero', '&dtmf=012', '012'],
    ['with star and hash', '&dtmf=*1%23', '*1#'],
    ['none, the field left out', '', ''],
    ['none, the field empty', '&dtmf=', ''],
  ])('%s', (_, dtmf, digits) => {
    expect(factsOf([0, press(dtmf)])).toMatchObject([{ kind: 'added', added: { digits }, party: null }]);
  });

  it('in two menus stand on the call one after the other; none in a menu leaves the others', () => {
    const facts = factsOf([0, ring('A', 'Alice')], [3, press('')], [5, press('&dtmf=012')], [9, press('&dtmf=2')]);
    expect(truthOf(facts)).toMatchObject({ outcome: 'ringing', added: { digits: '012 2' } });
    expect(truthOf(facts.toReversed())?.added.digits).toBe('012 2');
  });

  it('by the name of sipgate’s skill texts are the same', () => {
    expect(factsOf([0, press('&dtmf=1').replace('event=dtmf', 'event=onData')])).toMatchObject([
      { kind: 'added', added: { digits: '1' } },
    ]);
  });
});

describe('users', () => {
  it.each([
    ['brackets', 'user%5B%5D=Alice&user%5B%5D=Bob&userId%5B%5D=w0&userId%5B%5D=w1'],
    ['numbered brackets', 'user%5B0%5D=Alice&userId%5B0%5D=w0&user%5B1%5D=Bob&userId%5B1%5D=w1'],
    ['bare brackets', 'user[]=Alice&user[]=Bob&userId[]=w0&userId[]=w1'],
  ])('in %s each have a phone', (_, users) => {
    const { facts } = delivered(`event=newCall&callId=A&origCallId=A&direction=in&${users}`);
    expect(facts.map(({ fact }) => [fact.legId, fact.party?.name])).toEqual([
      ['A/w0', 'Alice'],
      ['A/w1', 'Bob'],
    ]);
  });

  it('that are empty are nobody: one phone without a name', () => {
    const { facts } = delivered('event=newCall&callId=A&origCallId=A&direction=in&from=anonymous&user%5B%5D=');
    expect(facts).toMatchObject([{ fact: { legId: 'A', party: null, anonymous: true, fromNumber: null } }]);
  });
});

import { describe, expect, it } from 'vitest';
import { createPace, type Urgency } from '../../../../relay/src/providers/pace.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { ringoverDesk, refusalOf, talk } from './provider-desk.ts';

/** Lets what was resolved go on. */
const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

function setUp() {
  const clock = createManualClock();
  const pace = createPace(2, clock);
  const started = clock.now().getTime();
  const went: { name: string; atMs: number }[] = [];
  /** Answered at once, unless said otherwise. */
  const ask = (name: string, urgency: Urgency, isAnswered = true) =>
    pace.turn(urgency).then((answered) => {
      went.push({ name, atMs: clock.now().getTime() - started });
      if (isAnswered) answered();
      return answered;
    });
  /** Turns the hands in small steps, so that everything goes at its own time. */
  const advance = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 20) {
      clock.advance(20);
      await settle();
    }
  };
  return { clock, pace, went, ask, advance };
}

describe('Requests with one key', () => {
  it('never are more than two in any second', async () => {
    const { went, ask, advance } = setUp();
    for (let i = 0; i < 9; i += 1) void ask(String(i), 'background');
    await advance(6_000);
    expect(went).toHaveLength(9);
    for (const { atMs } of went) {
      expect(went.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length).toBeLessThanOrEqual(2);
    }
  });

  it('count from their answer: the provider may have taken them as late as that', async () => {
    const { went, ask, advance } = setUp();
    const slow = ask('slow', 'action', false);
    void ask('b', 'action');
    void ask('c', 'action');
    void ask('d', 'action');
    await advance(800);
    (await slow)();
    await advance(400);
    // The second one was answered at once, the first only after 800 ms.
    expect(went.map(({ name }) => name)).toEqual(['slow', 'b', 'c']);
    await advance(1_000);
    expect(went.map(({ name }) => name)).toEqual(['slow', 'b', 'c', 'd']);
  });

  it('that are never answered stop nobody for long', async () => {
    const { went, ask, advance } = setUp();
    for (const name of ['a', 'b']) void ask(name, 'action', false);
    void ask('c', 'action');
    await advance(3_100);
    expect(went.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('let what a person waits for go before what runs in the background', async () => {
    const { went, ask, advance } = setUp();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name, 'background');
    await settle();
    void ask('hold', 'action');
    await advance(3_000);
    expect(went.map(({ name }) => name)).toEqual(['a', 'b', 'hold', 'c', 'd', 'e']);
  });

  it('tell a person at once that the provider is busy, instead of letting them wait', async () => {
    const { ask, pace, advance } = setUp();
    const waiting = Array.from({ length: 12 }, (_, i) => ask(String(i), 'action').catch(() => 'busy'));
    await expect(pace.turn('action')).rejects.toMatchObject({ code: 'provider_busy', didNotHappen: true });
    await advance(8_000);
    expect((await Promise.all(waiting)).filter((one) => one === 'busy').length).toBeGreaterThan(0);
  });

  it('wait when the provider says that it was too much all the same', async () => {
    const { went, ask, pace, advance } = setUp();
    pace.holdBack(3_000);
    void ask('a', 'action');
    await advance(2_900);
    expect(went).toEqual([]);
    await advance(200);
    expect(went).toHaveLength(1);
  });

  it('go on when the clock is set back', async () => {
    const { clock, went, ask, advance } = setUp();
    for (const name of ['a', 'b']) void ask(name, 'action');
    await settle();
    clock.set(-3_600_000);
    void ask('c', 'action');
    await advance(1_100);
    expect(went.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('Ringover’s limit of two requests a second', () => {
  it('is kept by the real time of a burst: no request is refused', async () => {
    const { api, account } = await ringoverDesk({ perSecond: 2, deps: { pace: createPace(2, systemTime) } });
    const { live } = talk(api.calls);
    await account.setHold(live, true);
    await account.setHold(live, false);
    expect(api.seen.map(({ status }) => status)).toEqual([200, 201, 200, 201]);
  });

  it('that another program used up is told to the person at once', async () => {
    const { api, account, counted } = await ringoverDesk();
    const { live } = talk(api.calls);
    api.failNext('any', '429');
    const error = await refusalOf(account.hangUp(live));
    expect(error).toMatchObject({ code: 'provider_busy', didNotHappen: true });
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(api.seen).toHaveLength(1);
    expect(counted).toEqual(['ringover current_calls rate_limited']);
  });

  it('that another program used up is waited for in the background, longer each time', async () => {
    const clock = createManualClock();
    let sent = 0;
    const counting: typeof fetch = (input, init) => {
      sent += 1;
      return fetch(input, init);
    };
    const { api, account, counted } = await ringoverDesk({
      now: () => clock.now(),
      deps: { clock, pace: createPace(2, clock), fetch: counting },
    });
    api.failNext('presence', '429', 3);
    let isDone = false;
    const presence = account.presence().finally(() => {
      isDone = true;
    });
    const until = () => isDone;
    while (!until()) {
      // The hands stand still while a request is under way, so that none is given up for being late.
      if (sent === counted.length) clock.advance(25);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await presence).toHaveLength(2);
    const times = api.seen.map(({ at }) => at.getTime());
    const waits = times.slice(1).map((at, i) => at - (times[i] ?? 0));
    expect(waits).toHaveLength(3);
    for (const [i, least] of [1_000, 2_000, 4_000].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least);
      expect(waits[i]).toBeLessThan(least + 1_000);
    }
  });
});

const systemTime = {
  now: () => new Date(),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

import { expect, it } from 'vitest';
import { z } from 'zod';
import { planDeliveries } from '../../relay/simulator/plan.ts';
import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { runPlan } from '../../relay/simulator/run-plan.ts';
import { relayProcess } from './webhook-relay-process.ts';

const KEY = 'ringover-dev-secret';
const CALLS = 1_000;
const entry = z.object({ id: z.string(), title: z.string(), body: z.string(), metadata: z.unknown() });

it(
  'killing the relay during 1,000 calls loses no acknowledged webhook and doubles none',
  { timeout: 240_000 },
  async () => {
    await using relay = await relayProcess();
    await relay.start();
    await relay.kill();
    const before = await relay.open();
    const tenant = await before.tenants.byId('tenant-1');
    await before.close();
    await relay.start();

    const provider = createPretendRingover({ relayUrl: relay.url, hookToken: tenant?.hookToken ?? '', key: KEY });
    const plan = planDeliveries({
      calls: CALLS,
      rate: 250,
      from: '+32440271836',
      to: '+3220002010',
      direction: 'inbound',
      user: { id: '22673838', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' },
      script: { end: 'answer', answerAfterSeconds: 0.2, hangUpAfterSeconds: 0.2 },
      order: 'shuffled',
      repeat: 1,
      startAt: new Date(),
      seed: 'sigkill',
    });
    // Killed in the middle of the burst, twice: what was not acknowledged is sent again, as the provider does.
    const killAt = new Set([700, 1_900]);
    let acknowledged = 0;
    const restarts: Promise<void>[] = [];
    const results = await runPlan(provider, plan, { giveUpAfterMs: 180_000, pauseMs: 50 }, () => {
      acknowledged += 1;
      if (killAt.has(acknowledged)) restarts.push(relay.kill().then(() => relay.start()));
    });
    await Promise.all(restarts);
    expect(restarts).toHaveLength(2);
    expect(results).toHaveLength(CALLS * 3);
    expect(results.filter((result) => !result.acknowledgement.acknowledged)).toEqual([]);
    // The kills were felt: without them this test would prove nothing.
    expect(results.some((result) => result.acknowledgement.tries > 1)).toBe(true);

    await relay.kill();
    const storage = await relay.open();
    const store = storage.tenant('tenant-1');
    const calls = [];
    for (let cursor: string | null = null; ;) {
      const page = await store.callPage(cursor, 500);
      calls.push(...page.items);
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(await store.inboxCounts()).toEqual({ total: CALLS * 3, unreadable: 0, unknown: 0 });
    expect(calls).toHaveLength(CALLS);
    expect(new Set(calls.map((call) => call.providerCallId))).toEqual(new Set(plan.map(({ call }) => call.callId)));
    expect(
      calls.filter((call) => call.outcome !== 'answered' || call.answeredBy?.providerUserId !== '22673838'),
    ).toEqual([]);

    // The log: its ids have no gap and no double. A call that came out of order is told over again under the same id
    // when its entry says something else, never twice the same, and the last word is the truth.
    const told = new Map<string, string[]>();
    let last = 0;
    for (;;) {
      const events = await store.eventsAfter(last, 1_000);
      if (events.length === 0) break;
      for (const event of events) {
        expect(event.id).toBe(last + 1);
        last = event.id;
        if (event.type !== 'call_event_created') continue;
        const { id, title, body, metadata } = entry.parse(JSON.parse(event.json));
        told.set(id, [...(told.get(id) ?? []), JSON.stringify({ title, body, metadata })]);
      }
    }
    await storage.close();
    expect(new Set(told.keys())).toEqual(new Set(calls.map((call) => call.id)));
    const entries = [...told.values()];
    expect(entries.filter((said) => new Set(said).size !== said.length)).toEqual([]);
    expect(entries.filter((said) => !said.at(-1)?.includes('"call_type":"answered"'))).toEqual([]);
  },
);

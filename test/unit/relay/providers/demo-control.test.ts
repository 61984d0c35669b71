import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRelayMetrics } from '../../../../relay/src/metrics/relay-metrics.ts';
import { createLogger } from '../../../../relay/src/logging/create-logger.ts';
import { createProviderAccounts } from '../../../../relay/src/providers/accounts.ts';
import { openSqliteStorage } from '../../../../relay/src/storage/sqlite/open.ts';
import { notShownKinds } from '../../../../relay/src/webhooks/not-shown.ts';
import { createWebhookCounts } from '../../../../relay/src/webhooks/webhook-counts.ts';
import { isOpen, type Call } from '../../../../relay/src/wire/call.ts';
import { startDemoRelay } from '../../../virtual-electron/start/demo-relay.ts';
import { tempDir } from '../../../support/temp-dir.ts';

/** The demo firm, and Jonas's account at the pretend provider as the relay would make it. */
async function demo(manners = {}) {
  const folder = tempDir();
  const relay = await startDemoRelay(folder, manners);
  onTestFinished(() => relay.close());
  const storage = await openSqliteStorage({ path: join(folder, 'relay', 'relay.sqlite') });
  onTestFinished(() => storage.close());
  const accounts = createProviderAccounts({
    tenants: storage.tenants,
    log: createLogger({ level: 'silent' }),
    metrics: createRelayMetrics({ webhooks: createWebhookCounts(), streams: () => 0 }),
  });
  const ringover = await accounts.of('demo', 'ringover');
  const jonas = await relay.store.person('jonas');
  if (!ringover || !jonas) throw new Error('The demo has no account or no Jonas.');
  /** The one call that goes on, once it looks like this. */
  const until = (looks: (call: Call) => boolean) =>
    vi.waitFor(
      async () => {
        const { items } = await relay.store.callPage(null, 20);
        const found = items.find((call) => call.providerCallId === following.id && looks(call));
        if (!found) throw new Error(`Not yet: ${JSON.stringify(items[0])}`);
        return found;
      },
      { timeout: 8_000, interval: 20 },
    );
  const following = { id: '' };
  const follow = (id: string | null) => {
    following.id = id ?? '';
    return until;
  };
  const phoneOf = (call: Call) => {
    const leg = call.legs.findLast((one) => one.state === 'talking' || one.state === 'ringing');
    return {
      providerCallId: call.providerCallId,
      legId: leg?.legId ?? '',
      providerUserId: leg?.providerUserId ?? null,
    };
  };
  return { relay, ringover, jonas, follow, phoneOf };
}

const CLIENT = '+32440271836';

describe('In the demo', () => {
  it('a click on a number rings, is answered, and can be held, taken back and hung up', async () => {
    const { relay, ringover, jonas, follow, phoneOf } = await demo({ answerAfterMs: 300 });
    const { providerCallId } = await ringover.dial({ to: CLIENT, person: jonas });
    const until = follow(providerCallId);
    const ringing = await until((call) => call.outcome === 'ringing');
    expect(ringing).toMatchObject({ direction: 'outbound', toNumber: CLIENT, fromNumber: jonas.lines[0] });
    const talking = await until((call) => call.outcome === 'talking');
    expect(talking.answeredBy?.providerUserId).toBe('22673838');
    const isHeld = () => relay.ringover.calls.find(providerCallId ?? '')?.phones[0]?.hold;
    await ringover.setHold(phoneOf(talking), true);
    expect(isHeld()).toBe(true);
    await ringover.setHold(phoneOf(talking), false);
    expect(isHeld()).toBe(false);
    await ringover.hangUp(phoneOf(talking));
    expect(await until((call) => !isOpen(call.outcome))).toMatchObject({ outcome: 'answered' });
  });

  it('a call that the demo rings can be transferred to a colleague, who takes it', async () => {
    const { relay, ringover, follow, phoneOf, jonas } = await demo({ transferAnswerAfterMs: 50 });
    const user = { id: '22673838', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' };
    const rung = await relay.ringer.ring({ from: CLIENT, to: jonas.lines[0] ?? '', user });
    await rung.answer();
    const until = follow(rung.call.callId);
    const talking = await until((call) => call.outcome === 'talking');
    await ringover.transfer(phoneOf(talking), '+3220002000', false);
    const speaks = (call: Call) => call.legs.filter((leg) => leg.state === 'talking').map((leg) => leg.name);
    const taken = await until((call) => speaks(call).join() === 'Sofie Maes');
    expect(taken.legs).toHaveLength(2);
    // The caller hangs up: the whole call is over.
    await rung.hangUp();
    expect(await until((call) => !isOpen(call.outcome))).toMatchObject({ outcome: 'answered' });
  });

  it('an SMS is told as sent, and somebody writes back', async () => {
    const { relay, ringover, jonas } = await demo({ reply: 'Thank you', replyAfterMs: 20 });
    const before = (await relay.store.inboxCounts()).total;
    const from = jonas.lines[0] ?? '';
    await ringover.sendSms({ from, to: CLIENT, body: 'The hearing is at ten.', person: jonas });
    await vi.waitFor(async () => expect((await relay.store.inboxCounts(notShownKinds)).total).toBe(before + 2));
    expect(await relay.store.inboxCounts(notShownKinds)).toMatchObject({ unreadable: 0, unknown: 0 });
  });

  it('the account follows the pretend provider to its new port at the next start', async () => {
    const folder = tempDir();
    const first = await startDemoRelay(folder);
    await first.close();
    const second = await startDemoRelay(folder);
    onTestFinished(() => second.close());
    const storage = await openSqliteStorage({ path: join(folder, 'relay', 'relay.sqlite') });
    onTestFinished(() => storage.close());
    expect((await storage.tenants.byId('demo'))?.accounts.ringover?.baseUrl).toBe(second.ringover.url);
  });

  it('after somebody hung up over the API, the caller’s own goodbye changes nothing', async () => {
    const { relay, ringover, follow, phoneOf } = await demo();
    const rung = await relay.ringer.ring({ from: CLIENT, to: '+3220002010' });
    await rung.answer();
    const talking = await follow(rung.call.callId)((call) => call.outcome === 'talking');
    await ringover.hangUp(phoneOf(talking));
    await follow(rung.call.callId)((call) => call.outcome === 'answered');
    expect(await rung.hangUp()).toBeNull();
    await expect(ringover.hangUp(phoneOf(talking))).rejects.toMatchObject({ code: 'call_over' });
  });
});

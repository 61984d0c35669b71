import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectProvider } from '../../relay/simulator/connected-provider.ts';
import { newPretendCall } from '../../relay/simulator/pretend-call.ts';
import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { startPretendRingoverApi } from '../../relay/simulator/pretend-ringover-api.ts';
import { ringoverMessage } from '../../relay/simulator/ringover-message.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import type { CallAction } from '../../relay/src/wire/control.ts';
import type { Message } from '../../relay/src/wire/message.ts';
import { personNamed, SECRET, startTestRelay, TENANT } from '../support/relay-under-test.ts';

const KEY = 'key-of-the-firm';
const CLIENT = '+32470271836';
const LINE = '+3225550001';
const peeters = { id: '22673838', firstname: 'Jonas', lastname: 'Peeters', email: 'jonas@firm.example' };

/** The relay with Ringover on both sides: signed webhooks in, its REST API out. Everything over HTTP. */
async function firmAtRingover() {
  const ringover = await startPretendRingoverApi({
    keys: [{ key: KEY }],
    users: [{ ...peeters, numbers: [LINE] }],
    // The relay keeps to two a second; on a loaded machine they arrive unevenly, and its limit is not what is tested here.
    perSecond: 50,
  });
  onTestFinished(() => ringover.close());
  const relay = await startTestRelay({
    environment: { RINGOVER_API_KEY: KEY, RINGOVER_API_BASE_URL: ringover.url, RINGOVER_DEFAULT_CALLER_ID: LINE },
  });
  const store = relay.storage.tenant(TENANT);
  await store.putPerson({ ...personNamed('peeters', 'lawyer'), providerUserIds: [peeters.id], lines: [LINE] });
  const tenant = await relay.storage.tenants.byId(TENANT);
  const { url: relayUrl, publicBaseUrl } = relay;
  const side = { relayUrl, publicBaseUrl, hookToken: tenant?.hookToken ?? '', key: SECRET };
  const connected = connectProvider({
    provider: createPretendRingover(side),
    api: ringover,
    message: (message) => ringoverMessage(side, message, 'sent'),
    manners: { answerAfterMs: 200, transferAnswerAfterMs: 200 },
  });
  onTestFinished(() => connected.close());
  const tokens = await relay.enrolDevice('peeters');
  const token = tokens.accessToken;

  const post = (path: string, body: object) => relay.ask(`/api/v1${path}`, { method: 'POST', token, body });
  const act = (call: Call, act: CallAction) => post(`/calls/${call.id}/actions`, { actionId: randomUUID(), act });
  /** The newest call, once it looks like this. */
  const until = (looks: (call: Call) => boolean) =>
    vi.waitFor(
      async () => {
        const [call] = (await store.callPage(null, 1)).items;
        if (!call || !looks(call)) throw new Error(`Not yet: ${JSON.stringify(call)}`);
        return call;
      },
      { timeout: 10_000, interval: 20 },
    );
  return { relay, ringover, connected, store, tokens, token, post, act, until };
}

describe('At a provider over its own wire', () => {
  it('a call is dialled, held once although hold is a toggle, transferred after a refusal, and hung up', async () => {
    const { ringover, post, act, until } = await firmAtRingover();
    expect((await post('/dial', { actionId: 'dial-1', to: CLIENT })).body).toMatchObject({ state: 'done' });
    const call = await until(({ outcome }) => outcome === 'talking');
    expect(call).toMatchObject({ direction: 'outbound', toNumber: CLIENT });
    expect(call.legs).toMatchObject([{ personId: 'peeters', state: 'talking' }]);
    expect((await post('/dial', { actionId: 'dial-1', to: CLIENT })).body).toMatchObject({ state: 'done' });
    expect(ringover.seenOf('dial')).toHaveLength(1);

    for (let n = 0; n < 2; n += 1) {
      expect((await act(call, { action: 'hold', on: true })).body).toMatchObject({ state: 'done' });
    }
    expect(ringover.seenOf('hold')).toHaveLength(1);
    expect(ringover.calls.live()[0]?.phones[0]?.hold).toBe(true);

    const transfer: CallAction = { action: 'transfer', to: '+3225550002', attended: false };
    ringover.failNext('transfer', 'refuse:No such extension');
    expect((await act(call, transfer)).body).toMatchObject({
      status: 409,
      code: 'provider_refused',
      detail: 'No such extension',
    });
    ringover.failNext('hang_up', '429');
    const busy = await act(call, { action: 'hang_up' });
    expect([busy.status, busy.body['code']]).toEqual([503, 'provider_busy']);
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await until(() => true)).outcome).toBe('talking');
    expect((await act(call, { action: 'hang_up' })).body).toMatchObject({ state: 'done' });
    await until(({ outcome }) => outcome === 'answered');
    expect((await act(call, { action: 'hang_up' })).body).toMatchObject({ code: 'call_over' });
  });

  it('an SMS that its own webhook tells of as well is one message', async () => {
    const { ringover, connected, store, post } = await firmAtRingover();
    const sent = await post('/messages', { id: 'message-1', to: CLIENT, body: 'Your file is ready.' });
    expect(sent.body).toMatchObject({ id: 'message-1', state: 'sent', fromNumber: LINE });
    await connected.settled();
    const { items } = await store.messagePage(null, 10);
    expect(items.map(({ id, state }: Message) => [id, state])).toEqual([['message-1', 'sent']]);
    ringover.setCredit(false);
    const failed = await post('/messages', { id: 'message-2', to: CLIENT, body: 'Again.' });
    expect(failed.body).toMatchObject({ state: 'failed', failure: 'provider_no_credit' });
  });

  it('who can be reached comes from Ringover, and from the call that goes on', async () => {
    const { relay, ringover, connected, tokens } = await firmAtRingover();
    ringover.setPresence(peeters.id, { connectedDevices: 1 });
    const stream = await relay.stream(tokens);
    const latest = () => stream.presences.at(-1)?.people[0]?.state;
    await stream.until(() => latest() === 'free');
    const rung = await connected.ringer.ring({ from: CLIENT, to: LINE, user: peeters });
    await stream.until(() => latest() === 'ringing');
    await rung.answer();
    await stream.until(() => latest() === 'talking');
    await rung.hangUp();
    await stream.until(() => latest() === 'free');
    expect(stream.presences.at(-1)?.people).toEqual([{ personId: 'peeters', state: 'free', until: null }]);
  });

  it('a number is blocked at Ringover too', async () => {
    const { relay, ringover, token } = await firmAtRingover();
    const path = '/api/v1/blocked-numbers/+32470999999';
    const { body } = await relay.ask(path, { method: 'PUT', token, body: { comment: 'Sells windows' } });
    expect(body).toMatchObject({ number: '+32470999999', notAtProviders: [] });
    expect([...ringover.blocked]).toEqual([['32470999999', 'Sells windows']]);
    await relay.ask(path, { method: 'DELETE', token });
    expect(ringover.blocked.size).toBe(0);
  });

  it('calls whose webhooks were lost are healed from Ringover’s log, and those that were told stay as they are', async () => {
    const { relay, ringover, connected, store } = await firmAtRingover();
    const told = await connected.ringer.ring({ from: CLIENT, to: LINE, user: peeters });
    await told.answer();
    await told.hangUp();
    const { calls } = ringover;
    const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000);
    const never = newPretendCall({ from: '+4940987654', to: LINE, user: peeters, startedAt: minutesAgo(10) });
    calls.begin(never);
    calls.end(never.callId, never.channelId, minutesAgo(9), 'MISSED');
    const half = await connected.ringer.ring({
      from: '+4940111111',
      to: LINE,
      user: peeters,
      startedAt: minutesAgo(8),
    });
    calls.answer(half.call.callId, half.call.channelId, minutesAgo(7));
    calls.end(half.call.callId, half.call.channelId, minutesAgo(6), 'ANSWERED');
    const admin = await relay.enrolDevice('office', 'admin');
    const compare = () => relay.ask('/api/v1/reconcile', { method: 'POST', token: admin.accessToken, body: {} });
    expect((await compare()).body).toEqual({ compared: 3, healed: 2 });
    const callOf = async (id: string) => (await store.callByProviderId('ringover', id))?.call;
    expect(await callOf(never.callId)).toMatchObject({ outcome: 'missed', healed: true, fromNumber: '+4940987654' });
    expect(await callOf(half.call.callId)).toMatchObject({
      outcome: 'answered',
      healed: true,
      answeredBy: { personId: 'peeters' },
    });
    expect((await callOf(half.call.callId))?.legs).toHaveLength(1);
    expect(await callOf(told.call.callId)).toMatchObject({ outcome: 'answered', healed: false });
    expect((await compare()).body).toEqual({ compared: 3, healed: 0 });
  });
});

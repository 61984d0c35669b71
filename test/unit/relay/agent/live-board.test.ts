import { describe, expect, it } from 'vitest';
import type { AgentTold } from '../../../../relay/src/agent/live-board.ts';
import { ProblemError } from '../../../../relay/src/http/problem-error.ts';
import type { AgentLive } from '../../../../relay/src/wire/agent-live.ts';
import type { StreamedEvent, TestStream } from '../../../support/relay-stream.ts';
import { openMatterOf } from '../routing/rules.ts';
import { TENANT, startTestRelay } from '../../../support/relay-under-test.ts';

const told = (callId: string, more: Partial<AgentTold> = {}): AgentTold => ({
  callId,
  since: '2026-11-19T09:00:00.000Z',
  callerName: 'Karim Haddad',
  urgency: { level: 'high', withinMinutes: 120 },
  topic: 'Eviction served',
  lines: [],
  partyHit: null,
  announced: null,
  state: 'talking',
  ...more,
});

async function office() {
  let now = new Date('2026-11-19T09:00:00.000Z');
  const relay = await startTestRelay({
    // Whoever sets this holds the talks: the relay's own receptionist takes no orders then.
    overrides: { now: () => now, receptionist: { takes: () => false, lastResort: () => null } },
  });
  const tokens = await relay.enrolDevice();
  await relay.ring('c1');
  const [call] = (await relay.storage.tenant(TENANT).callPage(null, 1)).items;
  const callId = call?.id ?? '';
  const post = (act: unknown, id = callId) =>
    relay.ask(`/api/v1/calls/${id}/agent`, {
      token: tokens.accessToken,
      method: 'POST',
      body: typeof act === 'string' ? { act } : act,
    });
  /** Files the call with a matter that only these may know of. */
  const secret = async (restrictedTo: string[] | null) => {
    const store = relay.storage.tenant(TENANT);
    await store.putMatter(openMatterOf('m1', [], { restrictedTo }));
    const at = now.toISOString();
    await store.editCall(callId, { at, matterId: 'm1' }, { personId: 'peeters', name: 'Peeters' }, at);
  };
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { relay, tokens, callId, post, pass, secret };
}
/** The next one of this type that was not asked for yet. */
const read = new Map<TestStream, number>();
async function next(stream: TestStream, type: string): Promise<StreamedEvent> {
  const from = read.get(stream) ?? 0;
  const find = () => stream.events.findIndex((event, at) => at >= from && event.type === type);
  await stream.until(() => find() >= 0);
  const at = find();
  read.set(stream, at + 1);
  const event = stream.events[at];
  if (!event) throw new Error(`no ${type}`);
  return event;
}
const liveOf = (event: { data: unknown }) => (event.data as { live: AgentLive }).live;

describe('An AI receptionist that speaks', () => {
  it('is told to every stream, and to one that comes later, until it is over', async () => {
    const { relay, tokens, callId } = await office();
    const early = await relay.stream(tokens);
    await next(early, 'caught_up');
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(early, 'agent_live'))).toMatchObject({
      callId,
      callerName: 'Karim Haddad',
      canAct: false,
    });
    const late = await relay.stream(tokens);
    expect(liveOf(await next(late, 'agent_live'))).toMatchObject({ callId });
    relay.agentLive.tell(TENANT, told(callId, { state: 'over' }));
    expect(liveOf(await next(late, 'agent_live'))).toMatchObject({ state: 'over' });
    const after = await relay.stream(tokens);
    relay.agentLive.tell(TENANT, told('another'));
    expect(liveOf(await next(after, 'agent_live'))).toMatchObject({ callId: 'another' });
  });

  it('of another firm is not heard of', async () => {
    const { relay, tokens, callId } = await office();
    relay.agentLive.tell('somebody-else', told('theirs'));
    const stream = await relay.stream(tokens);
    await next(stream, 'caught_up');
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(stream, 'agent_live'))).toMatchObject({ callId });
  });

  it('takes no orders until it says that it does; then each goes to it, with who gave it', async () => {
    const { relay, callId, post } = await office();
    relay.agentLive.tell(TENANT, told(callId));
    expect(await post('take')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const orders: unknown[] = [];
    const undo = relay.agentLive.onAct((order) => {
      orders.push(order);
      return Promise.resolve();
    });
    expect(await post('take')).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(orders).toEqual([{ tenantId: TENANT, callId, ask: { act: 'take' }, personId: 'peeters' }]);
    expect(await post('sing')).toMatchObject({ status: 422 });
    expect(await post('take', 'no-such-call')).toMatchObject({ status: 404 });
    relay.agentLive.tell(TENANT, told(callId, { state: 'over' }));
    expect(await post('take')).toMatchObject({ status: 409, body: { code: 'call_over' } });
    undo();
    expect(await post('take')).toMatchObject({ status: 404 });
    expect(orders).toHaveLength(1);
  });

  it('over words alone takes none, and its desktops know', async () => {
    const { relay, tokens, callId, post } = await office();
    const stream = await relay.stream(tokens);
    await next(stream, 'caught_up');
    relay.agentLive.onAct(() => Promise.resolve());
    relay.agentLive.tell(TENANT, { ...told(callId), takesOrders: false });
    expect(liveOf(await next(stream, 'agent_live')).canAct).toBe(false);
    expect(await post('take')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('tells desktops at once that it takes orders now, or no more', async () => {
    const { relay, tokens, callId } = await office();
    const stream = await relay.stream(tokens);
    await next(stream, 'caught_up');
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(stream, 'agent_live')).canAct).toBe(false);
    const undo = relay.agentLive.onAct(() => Promise.resolve());
    expect(liveOf(await next(stream, 'agent_live')).canAct).toBe(true);
    undo();
    expect(liveOf(await next(stream, 'agent_live')).canAct).toBe(false);
  });

  it('on a call of a restricted matter is told to its people only, now and when they come later', async () => {
    const { relay, tokens, callId, secret } = await office();
    const sofie = await relay.enrolDevice('sofie', 'receptionist');
    const [hers, his] = [await relay.stream(sofie), await relay.stream(tokens)];
    await next(hers, 'caught_up');
    await next(his, 'caught_up');
    await secret(['peeters']);
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(his, 'agent_live'))).toMatchObject({ callId });
    const herLater = await relay.stream(sofie);
    const hisLater = await relay.stream(tokens);
    expect(liveOf(await next(hisLater, 'agent_live'))).toMatchObject({ callId });
    await next(herLater, 'caught_up');
    relay.agentLive.tell(TENANT, told('another'));
    // The first that she is told of: nothing of the other was before it.
    for (const stream of [hers, herLater]) expect(liveOf(await next(stream, 'agent_live')).callId).toBe('another');
    const post = await relay.ask(`/api/v1/calls/${callId}/agent`, {
      token: sofie.accessToken,
      method: 'POST',
      body: { act: 'end' },
    });
    expect(post.status).toBe(404);
    await secret(null);
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(hers, 'agent_live')).callId).toBe(callId);
  });

  it('does an order once that comes twice under one id, and answers both; another id is another order', async () => {
    const { relay, callId, post } = await office();
    relay.agentLive.tell(TENANT, told(callId));
    const orders: unknown[] = [];
    relay.agentLive.onAct(({ ask }) => {
      orders.push(ask.act);
      return ask.act === 'take' ? Promise.reject(new ProblemError('provider_cannot')) : Promise.resolve();
    });
    const end = { act: 'end', actionId: 'one' };
    expect((await Promise.all([post(end), post(end)])).map(({ status }) => status)).toEqual([200, 200]);
    const take = { act: 'take', actionId: 'two' };
    expect([(await post(take)).body['code'], (await post(take)).body['code']]).toEqual([
      'provider_cannot',
      'provider_cannot',
    ]);
    await post({ act: 'take', actionId: 'three' });
    expect(orders).toEqual(['end', 'take', 'take']);
  });

  it('has a whispered line wait for all who read along until it is said, or refused', async () => {
    const { relay, tokens, callId, post } = await office();
    const stream = await relay.stream(tokens);
    await next(stream, 'caught_up');
    let refuse = false;
    relay.agentLive.onAct(() => (refuse ? Promise.reject(new ProblemError('call_over')) : Promise.resolve()));
    relay.agentLive.tell(TENANT, told(callId));
    expect(liveOf(await next(stream, 'agent_live')).waiting).toEqual([]);
    const text = 'Please ask for the file number.';
    await post({ act: 'whisper', text });
    const waiting = [{ byPersonId: 'peeters', text }];
    expect(liveOf(await next(stream, 'agent_live')).waiting).toEqual(waiting);
    // The same words of the receptionist's own, or of a colleague, are not it.
    const line = { who: 'agent' as const, isPartial: false };
    relay.agentLive.tell(
      TENANT,
      told(callId, {
        lines: [
          { ...line, text },
          { ...line, text, byPersonId: 'sofie' },
        ],
      }),
    );
    expect(liveOf(await next(stream, 'agent_live')).waiting).toEqual(waiting);
    relay.agentLive.tell(
      TENANT,
      told(callId, { lines: [{ ...line, text: 'Please ask for', isPartial: true, byPersonId: 'peeters' }] }),
    );
    expect(liveOf(await next(stream, 'agent_live')).waiting).toEqual([]);
    refuse = true;
    expect(await post({ act: 'whisper', text: 'Too late.' })).toMatchObject({ status: 409 });
    relay.agentLive.tell(TENANT, told(callId, { topic: 'The end' }));
    await stream.until(() =>
      stream.events.some((event) => (event.data as { live?: AgentLive }).live?.topic === 'The end'),
    );
    expect(liveOf(stream.events.at(-1) ?? { data: null }).waiting).toEqual([]);
  });

  it('whose end was lost is forgotten after half an hour of silence', async () => {
    const { relay, callId, post, pass } = await office();
    relay.agentLive.onAct(() => Promise.resolve());
    relay.agentLive.tell(TENANT, told(callId));
    pass(31 * 60_000);
    expect((await post('take')).body).not.toMatchObject({ state: 'done' });
  });
});

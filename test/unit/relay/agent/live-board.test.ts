import { describe, expect, it } from 'vitest';
import type { AgentTold } from '../../../../relay/src/agent/live-board.ts';
import type { AgentLive } from '../../../../relay/src/wire/agent-live.ts';
import type { StreamedEvent, TestStream } from '../../../support/relay-stream.ts';
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
  const relay = await startTestRelay({ overrides: { now: () => now } });
  const tokens = await relay.enrolDevice();
  await relay.ring('c1');
  const [call] = (await relay.storage.tenant(TENANT).callPage(null, 1)).items;
  const callId = call?.id ?? '';
  const post = (act: unknown, id = callId) =>
    relay.ask(`/api/v1/calls/${id}/agent`, { token: tokens.accessToken, method: 'POST', body: { act } });
  const pass = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { relay, tokens, callId, post, pass };
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

  it('whose end was lost is forgotten after half an hour of silence', async () => {
    const { relay, callId, post, pass } = await office();
    relay.agentLive.onAct(() => Promise.resolve());
    relay.agentLive.tell(TENANT, told(callId));
    pass(31 * 60_000);
    expect((await post('take')).body).not.toMatchObject({ state: 'done' });
  });
});

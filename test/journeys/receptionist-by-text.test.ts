import { WebSocket } from 'ws';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectedAccounts } from '../../relay/src/providers/accounts.ts';
import { personNamed, startTestRelay, TENANT, type RelayUnderTest } from '../support/relay-under-test.ts';
import { accountsOf, scriptedAccount } from '../support/scripted-account.ts';
import { intakes } from '../support/scripted-talk.ts';
import { tempDir } from '../support/temp-dir.ts';

const SECRET = 'sipgate-secret-of-the-test';
const CALLER = '+32470271836';
const LINE = '+3225550100';

interface FlowEvent {
  type: string;
  [field: string]: unknown;
}
type Action = Record<string, unknown>;
/** Tells what happened on the call. @returns what is to be done; null: nothing now. Over a WebSocket that is known beforehand. */
type Tell = (event: FlowEvent, isAnswered?: boolean) => Promise<Action | null>;

/** A relay whose receptionist is on, in a firm that lets its calls be heard by sipgate in Europe. */
async function textFirm(
  more: {
    regions?: string[];
    mayLeaveMachine?: boolean;
    lastResort?: string;
    dataDir?: string;
    accounts?: ConnectedAccounts;
  } = {},
) {
  const { dataDir = tempDir() } = more;
  const relay = await startTestRelay({
    environment: { SIPGATE_WEBHOOK_SECRET: SECRET, DATA_DIR: dataDir },
    ...(more.accounts && { overrides: { accounts: more.accounts } }),
  });
  const store = relay.storage.tenant(TENANT);
  const { mayLeaveMachine = true, regions = ['eu'], lastResort = null } = more;
  const policy = await store.capturePolicy();
  const otherwise = { ...policy.otherwise, mayLeaveMachine, regions };
  expect(await store.setCapturePolicy({ ...policy, otherwise, revision: policy.revision + 1 }, policy.revision)).toBe(
    true,
  );
  const settings = await store.receptionist();
  await store.putReceptionist(
    { ...settings, isOn: true, revision: settings.revision + 1, languages: ['en'], lastResort },
    settings.revision,
  );
  const hook = (await relay.storage.tenants.byId(TENANT))?.hookToken ?? '';
  return { relay, store, hook };
}

function overHttp({ url }: RelayUnderTest, hook: string, id: string): Tell {
  const tell = async (event: FlowEvent): Promise<Action | null> => {
    const answered = await fetch(`${url}/api/v1/media/flow/${hook}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-token': SECRET },
      body: JSON.stringify({ session: sessionOf(id), ...event }),
    });
    if (answered.status === 204) return null;
    expect(answered.status).toBe(200);
    return (await answered.json()) as Action;
  };
  return async (event, isAnswered = true) => {
    const action = await tell(event);
    if (action !== null || !isAnswered) return action;
    // On a busy machine it comes with the answer to the next event.
    return vi.waitFor(
      async () => (await tell({ type: 'none_of_ours' })) ?? Promise.reject(new Error('no answer')),
      5_000,
    );
  };
}

/** What is pushed is the answer to what was told last, as it is for a caller. */
async function overWebSocket({ url }: RelayUnderTest, hook: string, id: string): Promise<Tell> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/flow/${hook}`, { headers: { 'x-api-token': SECRET } });
  onTestFinished(() => socket.terminate());
  const actions: Action[] = [];
  socket.on('message', (data: Buffer) => actions.push(JSON.parse(data.toString('utf8')) as Action));
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return async (event, isAnswered = true) => {
    socket.send(JSON.stringify({ session: sessionOf(id), ...event }));
    if (!isAnswered) return null;
    return vi.waitFor(() => {
      const action = actions.shift();
      if (!action) throw new Error('no answer yet');
      return action;
    }, 5_000);
  };
}

const sessionOf = (id: string) => ({
  id,
  account_id: 'a-1',
  direction: 'inbound',
  from_phone_number: CALLER,
  to_phone_number: LINE,
});

/** Talks as sipgate does: speaks what it is told to, and tells what the caller says then. */
async function talk(tell: Tell, says: readonly string[]) {
  const heard: string[] = [];
  /** Until the caller hears something of the answer. */
  let longestMs = 0;
  const timed: Tell = async (event, isAnswered) => {
    const sinceMs = performance.now();
    const action = await tell(event, isAnswered);
    if (event.type === 'user_speak') longestMs = Math.max(longestMs, performance.now() - sinceMs);
    return action;
  };
  /** @returns whether the caller has their turn now */
  async function speak(first: Action | null): Promise<boolean> {
    let action = first;
    while (action?.['type'] === 'speak') {
      heard.push(String(action['text']));
      const isLast = action['user_input_timeout_seconds'] !== undefined;
      await timed({ type: 'assistant_speak', duration_ms: 1_000 }, false);
      action = await timed({ type: 'assistant_speech_ended' }, !isLast);
      if (isLast) return true;
    }
    expect(action).toMatchObject({ type: 'hangup' });
    return false;
  }
  expect(await speak(await timed({ type: 'session_start' }))).toBe(true);
  for (const [index, text] of says.entries()) {
    const isLast = index === says.length - 1;
    expect({ isTurn: await speak(await timed({ type: 'user_speak', text })), heard }).toEqual({
      isTurn: !isLast,
      heard,
    });
  }
  await tell({ type: 'session_end' }, false);
  return { heard, longestMs };
}

describe('A caller whom sipgate hears and speaks for', () => {
  it.each(['HTTP', 'WebSocket'] as const)('is asked, understood and owed a call, over %s', async (way) => {
    const { relay, store, hook } = await textFirm();
    const tokens = await relay.enrolDevice('peeters', 'admin');
    const stream = await relay.stream(tokens);
    const tell = way === 'HTTP' ? overHttp(relay, hook, 's-1') : await overWebSocket(relay, hook, 's-1');
    const { heard, longestMs } = await talk(tell, intakes.en.says);
    expect(heard[0]).toContain('You are speaking with a computer');
    expect(longestMs).toBeLessThan(1_000);
    const kept = await vi.waitFor(async () => {
      const [owed] = (await store.openCallbacks()).filter(({ source }) => source === 'agent');
      const one = owed && (await store.agentTalk(owed.callId ?? ''));
      if (!one) throw new Error('nothing is owed or kept yet');
      return { owed, one };
    });
    expect(kept.owed).toMatchObject({ number: CALLER, callerName: 'Anna Whittaker', urgency: 'high' });
    expect(kept.one).toMatchObject({
      ended: 'done',
      receptionist: 'script',
      heardBy: [{ id: 'sipgate-ai-flow', leavesMachine: true, region: 'eu' }],
    });
    expect(kept.one.lines.filter(({ who }) => who === 'caller').map(({ text }) => text)).toEqual(intakes.en.says);
    expect(kept.one.turns.every(({ voiceEndToFirstFrame }) => voiceEndToFirstFrame === null)).toBe(true);
    const audit = await store.auditPage({ callId: kept.owed.callId ?? '' }, null, 50);
    expect(JSON.stringify(audit)).toContain('recording_announced');
    const call = await store.call(kept.owed.callId ?? '');
    expect(call).toMatchObject({ fromNumber: CALLER, toNumber: LINE, outcome: 'agent' });
    await vi.waitFor(async () => {
      const metrics = await fetch(`${relay.url}/metrics`).then((answer) => answer.text());
      expect(metrics).toContain('callbrief_agent_running_talks 0');
      expect(metrics).toContain('callbrief_agent_talks_total{ended="done"} 1');
    });
    const told = stream.events.flatMap(({ type, data }) => (type === 'agent_live' ? [data] : []));
    expect(JSON.stringify(told.at(-1))).toContain('"state":"over"');
    expect(JSON.stringify(told.at(-1))).toContain('Tomorrow after three');
  });

  it('reaches the person who is free, at their own number', async () => {
    const account = scriptedAccount('sipgate');
    account.tellsPresence(() => Promise.resolve([{ providerUserId: 'w1', state: 'free', until: null }]));
    const { relay, store, hook } = await textFirm({ accounts: accountsOf(account) });
    const ada = { ...personNamed('ada', 'lawyer'), lines: ['+3225550111'] };
    await store.putPerson({ ...ada, providerUserIds: ['w1'] });
    const tell = overHttp(relay, hook, 's-2');
    await tell({ type: 'session_start' });
    await tell({ type: 'user_speak', text: 'Yes, that is fine' });
    let action = await tell({ type: 'user_speak', text: 'I want to speak to a person' });
    for (let tries = 0; action?.['type'] === 'speak' && tries < 5; tries += 1) {
      await tell({ type: 'assistant_speak', duration_ms: 500 }, false);
      action = await tell({ type: 'assistant_speech_ended' });
    }
    expect(action).toMatchObject({ type: 'transfer', target_phone_number: '+3225550111', caller_id_number: LINE });
    await tell({ type: 'session_end' }, false);
    await vi.waitFor(async () => {
      const [call] = (await store.callPage(null, 10)).items;
      expect(await store.agentTalk(call?.id ?? '')).toMatchObject({ ended: 'handed_over' });
    });
  });

  it('is not talked with where the firm lets nothing be heard elsewhere, and goes to its last resort', async () => {
    for (const policy of [{ mayLeaveMachine: false }, { regions: ['us'] }]) {
      const { relay, hook } = await textFirm({ ...policy, lastResort: '+3225550199' });
      const tell = overHttp(relay, hook, 's-3');
      expect(await tell({ type: 'session_start' })).toMatchObject({
        type: 'transfer',
        target_phone_number: '+3225550199',
      });
    }
  });

  it('is kept what they told when the relay stops in the middle', async () => {
    const dataDir = tempDir();
    const { relay, hook } = await textFirm({ dataDir });
    const tell = overHttp(relay, hook, 's-4');
    await tell({ type: 'session_start' });
    await tell({ type: 'user_speak', text: 'Yes, that is fine' });
    await tell({ type: 'user_speak', text: 'The bailiff comes on Monday' });
    await relay.close();
    const { store } = await textFirm({ dataDir });
    const [owed] = (await store.openCallbacks()).filter(({ source }) => source === 'agent');
    expect(owed).toMatchObject({ reason: expect.stringContaining('The bailiff comes on Monday') as string });
    expect(await store.agentTalk(owed?.callId ?? '')).toMatchObject({ ended: 'gone' });
  });
});

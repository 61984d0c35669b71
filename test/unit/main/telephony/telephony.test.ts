import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noCapabilities } from '@callbrief/relay/wire/control';
import { problemTable, type ProblemCode } from '@callbrief/relay/wire/problems';
import type { Routing } from '@callbrief/relay/wire/routing';
import { createRelayClient, type RelayClient } from '../../../../src-main/relay-link/relay-client.ts';
import { createCallControls } from '../../../../src-main/telephony/call-controls.ts';
import { createTelephony } from '../../../../src-main/telephony/telephony.ts';
import { silentLog } from '../../../../src-main/logging/log.ts';
import { memoryTokens } from '../../../support/desktop-link.ts';
import { createManualClock, type ManualClock } from '../../../support/manual-clock.ts';
import { startScriptedRelay, type ScriptedAnswer, type ScriptedRelay } from '../../../support/scripted-relay.ts';
import { answered, jonas, missed, sampleMessage, sentMessage } from '../history/sample-firm.ts';
import { put, temporaryHistory } from '../history/temporary-history.ts';

const can = { ...noCapabilities, dial: true, hangUp: true, hold: true, sms: true };
const capabilities = { ringover: can, sipgate: noCapabilities };
const NUMBER = '+32440271836';

let relay: ScriptedRelay;
let clock: ManualClock;
beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createManualClock();
});
afterEach(() => relay.close());

/** A desk at which Jonas talks in call `a`. */
function desk(more: { connected?: boolean; capabilities?: typeof capabilities | null; admin?: boolean } = {}) {
  const { history } = temporaryHistory();
  put(history, { calls: [{ ...answered('a', 'jonas'), outcome: 'talking', endedAt: null }, missed('over')] });
  const client: RelayClient = createRelayClient({ relayUrl: relay.url, tokens: memoryTokens(), clock });
  const told = more.capabilities === undefined ? capabilities : more.capabilities;
  const controls = createCallControls({ me: () => jonas, capabilities: () => told });
  const onCallChanged = vi.fn<(callId: string) => void>();
  let id = 0;
  const telephony = createTelephony({
    history: () => history,
    me: () => (more.admin ? { ...jonas, role: 'admin' } : jonas),
    client: () => (more.connected === false ? null : client),
    capabilities: () => told,
    controls: () => controls,
    onCallChanged,
    newId: () => `press-${(id += 1)}`,
    log: silentLog,
  });
  const control = () => {
    const call = history.call('a');
    return call && controls.of(call);
  };
  return { history, telephony, control, onCallChanged };
}

const ACTIONS = 'POST /calls/a/actions';
const bodies = (path: string) => relay.requests.filter((r) => r.path === path).map((r) => r.body);
const says = (key: string, ...answers: ScriptedAnswer[]) =>
  relay.answers.set(key, () => (answers.length > 1 ? answers.shift() : answers[0]) ?? 'cut');
const result = (state: 'done' | 'unconfirmed') => ({ body: { actionId: 'press-1', state } });
const hold = { action: 'hold', on: true } as const;

describe('acting on a call', () => {
  it('asks once with an id of its own, and shows what was done until told otherwise', async () => {
    says(ACTIONS, result('done'));
    const { telephony, control, onCallChanged } = desk();
    expect(await telephony.act('a', hold)).toEqual({ result: 'done' });
    expect(bodies('/calls/a/actions')).toEqual([{ actionId: 'press-1', act: hold }]);
    expect(control()).toEqual({ can, onHold: true, muted: false });
    expect(onCallChanged).toHaveBeenCalledWith('a');
    await telephony.act('a', { action: 'hold', on: false });
    expect(bodies('/calls/a/actions')).toMatchObject([{ actionId: 'press-1' }, { actionId: 'press-2' }]);
    expect(control()).toMatchObject({ onHold: false });
  });

  it('shows nothing as done that the provider did not confirm', async () => {
    says(ACTIONS, result('unconfirmed'));
    const { telephony, control, onCallChanged } = desk();
    expect(await telephony.act('a', hold)).toEqual({ result: 'unconfirmed' });
    expect(control()).toMatchObject({ onHold: false });
    expect(onCallChanged).not.toHaveBeenCalled();
  });

  it('asks nobody for a call that is over or unknown, or without a connection', async () => {
    const over = { result: 'refused', refusal: 'call_over', detail: null };
    expect(await desk().telephony.act('over', hold)).toEqual(over);
    expect(await desk().telephony.act('nobody', hold)).toEqual(over);
    const offline = { result: 'refused', refusal: 'offline', detail: null };
    expect(await desk({ connected: false }).telephony.act('a', hold)).toEqual(offline);
    expect(relay.requests).toEqual([]);
  });

  /** Every word that a person may be told, and what the relay says for it. */
  const told: Partial<Record<ProblemCode, string>> = {
    provider_not_connected: 'provider_not_connected',
    provider_cannot: 'provider_cannot',
    provider_refused: 'provider_refused',
    provider_no_right: 'provider_no_right',
    provider_no_credit: 'provider_no_credit',
    provider_failed: 'provider_failed',
    provider_unreachable: 'provider_unreachable',
    provider_busy: 'provider_busy',
    too_many_requests: 'provider_busy',
    nothing_to_export: 'nothing_to_export',
    policy_forbids: 'policy_forbids',
    call_over: 'call_over',
    not_your_call: 'not_your_call',
    emergency_number: 'emergency_number',
    not_allowed: 'not_allowed',
    other_tenant: 'not_allowed',
    revision_conflict: 'revision_conflict',
    malformed: 'malformed',
    bad_request: 'malformed',
    too_large: 'malformed',
    import_refused: 'malformed',
    receptionist_refused: 'malformed',
    shutting_down: 'offline',
    device_revoked: 'offline',
  };
  /** Asked again instead (below), or of the tokens (relay-client.test.ts). */
  const elsewhere: ProblemCode[] = ['internal', 'token_expired', 'not_signed_in', 'refresh_refused'];

  it.each((Object.keys(problemTable) as ProblemCode[]).filter((code) => !elsewhere.includes(code)))(
    'the relay’s "%s" is told as a refusal, after one question',
    async (code) => {
      says(ACTIONS, { problem: code });
      const { telephony, control } = desk();
      const refusal = told[code] ?? 'failed';
      expect(await telephony.act('a', hold)).toEqual({ result: 'refused', refusal, detail: null });
      expect(relay.requests).toHaveLength(1);
      expect(control()).toMatchObject({ onHold: false });
    },
  );

  it('passes the provider’s own reason on', async () => {
    const problem = { type: 'about:blank', title: 'Refused', status: 409, code: 'provider_refused' };
    says(ACTIONS, {
      status: 409,
      contentType: 'application/problem+json',
      text: JSON.stringify({ ...problem, detail: 'number is not reachable' }),
    });
    expect(await desk().telephony.act('a', hold)).toEqual({
      result: 'refused',
      refusal: 'provider_refused',
      detail: 'number is not reachable',
    });
  });
});

describe('a lost answer', () => {
  const lost: [string, ScriptedAnswer][] = [
    ['a line that is cut', 'cut'],
    ['a proxy that gives up', { status: 504, contentType: 'text/html', text: '<h1>Gateway Timeout</h1>' }],
    ['a relay that failed in the middle', { problem: 'internal' }],
    ['an answer that says nothing', { status: 200, contentType: 'text/html', text: '<h1>Sign in</h1>' }],
  ];

  it.each(lost)('by %s is asked for once, with the same id, and the first result counts', async (_, answer) => {
    says('POST /dial', answer, result('done'));
    expect(await desk().telephony.dial(NUMBER)).toEqual({ result: 'done' });
    expect(bodies('/dial')).toEqual([
      { actionId: 'press-1', to: NUMBER },
      { actionId: 'press-1', to: NUMBER },
    ]);
  });

  it.each(lost)('by %s twice is "unconfirmed", and nothing is asked a third time', async (_, answer) => {
    says('POST /dial', answer);
    expect(await desk().telephony.dial(NUMBER)).toEqual({ result: 'unconfirmed' });
    expect(relay.requests).toHaveLength(2);
  });

  it('is a refusal when the relay then says why it was not done', async () => {
    says('POST /dial', 'cut', { problem: 'provider_no_credit' });
    expect(await desk().telephony.dial(NUMBER)).toMatchObject({ result: 'refused', refusal: 'provider_no_credit' });
  });

  it.each<ProblemCode>(['too_many_requests', 'shutting_down', 'storage_unavailable', 'not_found'])(
    'stays unconfirmed when the relay then only says "%s": that is about the second question',
    async (code) => {
      says('POST /dial', 'cut', { problem: code });
      expect(await desk().telephony.dial(NUMBER)).toEqual({ result: 'unconfirmed' });
    },
  );

  it('of a relay that hangs is unconfirmed after twice the time limit, and the app can wait no longer', async () => {
    const asked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let n = 0;
    relay.answers.set('POST /dial', async () => {
      asked[n++]?.resolve();
      await new Promise(() => {});
      return 'cut' as const;
    });
    const answer = desk().telephony.dial(NUMBER);
    await asked[0]?.promise;
    clock.advance(15_000);
    await asked[1]?.promise;
    clock.advance(15_000);
    expect(await answer).toEqual({ result: 'unconfirmed' });
  });

  it('where no connection was made at all, nothing happened: offline', async () => {
    const { telephony } = desk();
    await relay.close();
    expect(await telephony.dial(NUMBER)).toEqual({ result: 'refused', refusal: 'offline', detail: null });
    relay = await startScriptedRelay();
  });
});

describe('an SMS', () => {
  const message = { messageId: 'm1', number: NUMBER, text: 'Received, thank you' };

  it('is sent once under the window’s id, and nothing of it waits in the outbox', async () => {
    says('POST /messages', { body: sentMessage('m1') });
    const { telephony, history } = desk();
    expect(await telephony.send(message)).toEqual({ result: 'done' });
    expect(bodies('/messages')).toEqual([{ id: 'm1', to: NUMBER, body: 'Received, thank you' }]);
    expect(history.changes.count()).toBe(0);
  });

  it.each([
    ['failed, with why', { state: 'failed', failure: 'provider_no_credit' }, 'provider_no_credit'],
    ['failed, for a reason only a newer relay knows', { state: 'failed', failure: 'on_strike' }, 'failed'],
    ['failed without a reason', { state: 'failed', failure: null }, 'provider_failed'],
  ] as const)('that %s is refused', async (_, more, refusal) => {
    says('POST /messages', { body: sentMessage('m1', more) });
    expect(await desk().telephony.send(message)).toEqual({ result: 'refused', refusal, detail: null });
  });

  it.each(['unconfirmed', 'sending'] as const)('that is "%s" at the provider is unconfirmed', async (state) => {
    says('POST /messages', { body: sentMessage('m1', { state }) });
    expect(await desk().telephony.send(message)).toEqual({ result: 'unconfirmed' });
  });

  it('whose answer is lost is asked for under the same id', async () => {
    says('POST /messages', 'cut', { body: sentMessage('m1') });
    expect(await desk().telephony.send(message)).toEqual({ result: 'done' });
    expect(bodies('/messages')).toMatchObject([{ id: 'm1' }, { id: 'm1' }]);
  });

  it('can be written in a conversation unless something is in the way, which is named', () => {
    const of = { number: NUMBER, messageId: null };
    expect(desk().telephony.conversation(of)).toMatchObject({ title: 'Anneke Verhulst', cannotSend: null });
    expect(desk({ connected: false }).telephony.conversation(of)?.cannotSend).toBe('offline');
    const mute = { ringover: { ...can, sms: false }, sipgate: noCapabilities };
    expect(desk({ capabilities: mute }).telephony.conversation(of)?.cannotSend).toBe('provider_cannot');
    const none = { ringover: noCapabilities, sipgate: noCapabilities };
    expect(desk({ capabilities: none }).telephony.conversation(of)?.cannotSend).toBe('provider_not_connected');
    const { telephony, history } = desk();
    put(history, { messages: [sampleMessage('word', { fromNumber: null, senderName: 'Proximus', contactId: null })] });
    expect(telephony.conversation({ number: null, messageId: 'word' })?.cannotSend).toBe('no_number');
    expect(telephony.conversation({ number: null, messageId: 'nobody' })).toBeNull();
  });
});

describe('looking a number up', () => {
  it('says whose it is, in which matter, and warns of a represented party; it asks the relay nothing', () => {
    expect(desk().telephony.lookUp('02 000 84 10')).toEqual({
      number: '+3220008410',
      numberFormatted: '+32 2 000 84 10',
      contactName: 'Tom Wauters',
      organisation: 'Immo Delta NV',
      role: 'opposing_party',
      matter: { number: '2026/0318', title: 'Verhulst / Immo Delta' },
      represented: { by: 'Me T. Aerts' },
      cannotBecause: null,
    });
    expect(relay.requests).toEqual([]);
  });

  it('of two contacts with one number names none, and still warns', () => {
    const { telephony, history } = desk();
    const tom = history.contact('tom');
    if (!tom) throw new Error('no Tom');
    put(history, { contacts: [{ ...tom, id: 'twin', name: 'Tim Wauters' }] });
    expect(telephony.lookUp('+3220008410')).toMatchObject({
      contactName: null,
      role: 'unknown',
      matter: null,
      represented: { by: 'Me T. Aerts' },
    });
  });

  it.each([
    ['what is no number', 'tel:javascript:alert(1)', {}, 'not_a_number'],
    ['no connection', NUMBER, { connected: false }, 'offline'],
    [
      'no provider that dials',
      NUMBER,
      { capabilities: { ringover: noCapabilities, sipgate: noCapabilities } },
      'provider_not_connected',
    ],
    ['nothing, where the relay has not told yet', NUMBER, { capabilities: null }, null],
  ])('is stopped by %s', (_, text, more, cannotBecause) => {
    expect(desk(more).telephony.lookUp(text).cannotBecause).toBe(cannotBecause);
  });
});

describe('blocking a number', () => {
  it('is asked of the relay with its comment, and taken back', async () => {
    says(`PUT /blocked-numbers/${encodeURIComponent(NUMBER)}`, { body: {} });
    says(`DELETE /blocked-numbers/${encodeURIComponent(NUMBER)}`, { body: {} });
    const { telephony } = desk();
    expect(await telephony.block({ number: NUMBER, blocked: true, comment: 'Threats' })).toEqual({ result: 'done' });
    expect(await telephony.block({ number: NUMBER, blocked: false, comment: '' })).toEqual({ result: 'done' });
    expect(relay.requests).toMatchObject([{ method: 'PUT', body: { comment: 'Threats' } }, { method: 'DELETE' }]);
  });
});

describe('routing rules', () => {
  const rules: Routing = {
    revision: 3,
    hours: { timeZone: 'Europe/Brussels', weekly: [], holidays: null, closedDays: [] },
    rules: [],
    otherwise: { kind: 'proceed' },
  };

  it('come with the people and lines to choose from; only an admin saves', async () => {
    says('GET /routing', { body: rules });
    const told = await desk().telephony.routing();
    expect(told).toMatchObject({ routing: rules, canSave: false, lines: [{ name: 'Main line' }, {}] });
    expect('people' in told ? told.people.map(({ name }) => name).sort() : []).toEqual([
      'Claire Delcourt',
      'Jonas Peeters',
      'Sofie Maes',
    ]);
    expect(await desk({ admin: true }).telephony.routing()).toMatchObject({ canSave: true });
    expect(await desk({ connected: false }).telephony.routing()).toEqual({ refused: 'offline' });
  });

  it('are saved as the relay has them then, or refused with the field at fault', async () => {
    says('PUT /routing', { body: { ...rules, revision: 4 } });
    expect(await desk().telephony.saveRouting(rules)).toMatchObject({ revision: 4 });
    says('PUT /routing', { problem: 'revision_conflict' });
    expect(await desk().telephony.saveRouting(rules)).toEqual({ refused: 'revision_conflict', field: null });
    const malformed = { type: 'about:blank', title: 'No', status: 422, code: 'malformed', field: 'rules.0.then' };
    says('PUT /routing', { status: 422, contentType: 'application/problem+json', text: JSON.stringify(malformed) });
    expect(await desk().telephony.saveRouting(rules)).toEqual({ refused: 'malformed', field: 'rules.0.then' });
  });

  it('tell what would happen, and the provider’s log is compared when asked', async () => {
    const facts = { open: false, closedBecause: null, caller: 'known', contactName: null, roles: [], language: null };
    const decision = { outcome: { kind: 'voicemail' }, ruleId: null, facts, passedOver: [] };
    says('POST /routing/preview', { body: decision });
    says('POST /reconcile', { body: { compared: 40, healed: 2 } });
    const { telephony } = desk();
    const asked = { at: '2026-11-21T18:05:00.000Z', from: NUMBER, to: '+3225550100' };
    expect(await telephony.previewRoute(asked)).toEqual(decision);
    expect(await telephony.reconcile(2)).toEqual({ compared: 40, healed: 2 });
    says('POST /reconcile', { problem: 'not_allowed' });
    expect(await telephony.reconcile(2)).toEqual({ refused: 'not_allowed' });
    expect(await desk({ connected: false }).telephony.reconcile(2)).toEqual({ refused: 'offline' });
  });
});

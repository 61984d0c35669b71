import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { newPretendCall, type PretendCall } from '../../../../relay/simulator/pretend-call.ts';
import type { PretendCalls } from '../../../../relay/simulator/pretend-calls.ts';
import { callFact } from '../../../../relay/src/wire/call-fact.ts';
import { describeCall, noFacts, reduceCall } from '../../../../relay/src/wire/call-state.ts';
import type { PastCall } from '../../../../relay/src/providers/port.ts';
import { createManualClock } from '../../../support/manual-clock.ts';
import { ada, allOf, bea, CLIENT, KEY, LINE, refusalOf, ringoverDesk, talk } from './provider-desk.ts';

const truthOf = ({ facts }: PastCall) => describeCall(facts.reduce(reduceCall, noFacts));
const at = (text: string) => new Date(`2026-11-${text}.000Z`);
const FROM = '2026-11-10T00:00:00.000Z';
const TO = '2026-11-20T00:00:00.000Z';

/** A call that is over: rang, maybe was answered after five seconds, ended after a minute. */
function past(
  calls: PretendCalls,
  startedAt: Date,
  how: { answered?: boolean; state?: string; of?: Partial<PretendCall> },
) {
  const call = newPretendCall({ from: CLIENT, to: LINE, user: ada, startedAt, ...how.of });
  const phone = calls.begin(call);
  if (how.answered) calls.answer(call.callId, phone.channelId, new Date(startedAt.getTime() + 5_000));
  calls.end(call.callId, phone.channelId, new Date(startedAt.getTime() + 65_000), how.state);
  return call;
}

describe('Ringover’s log of calls', () => {
  it('tells of a call what its webhooks would have told', async () => {
    const { api, account } = await ringoverDesk();
    const call = past(api.calls, at('12T09:00:00'), { answered: true });
    const [read] = await allOf(account.pastCalls(FROM, TO));
    expect(read?.providerCallId).toBe(call.callId);
    expect(read && truthOf(read)).toMatchObject({
      outcome: 'answered',
      direction: 'inbound',
      fromNumber: CLIENT,
      toNumber: LINE,
      startedAt: '2026-11-12T09:00:00.000Z',
      answeredAt: '2026-11-12T09:00:05.000Z',
      endedAt: '2026-11-12T09:01:05.000Z',
      durationSeconds: 60,
      answeredBy: { providerUserId: ada.id, name: 'Ada Example' },
      legs: [{ legId: call.channelId, state: 'answered' }],
      healed: true,
    });
    for (const fact of read?.facts ?? []) expect(callFact.safeParse(fact).error).toBeUndefined();
  });

  it.each([
    ['MISSED', 'inbound', false, { outcome: 'missed', endCause: 'no_answer' }],
    ['QUEUE_TIMEOUT', 'inbound', false, { outcome: 'missed', endCause: 'no_answer' }],
    ['CANCELLED', 'inbound', false, { outcome: 'missed', endCause: 'cancelled' }],
    ['CANCELLED', 'outbound', false, { outcome: 'missed', endCause: 'cancelled' }],
    ['ANNOUNCE', 'inbound', true, { outcome: 'missed', endCause: 'closed' }],
    ['VOICEMAIL', 'inbound', true, { outcome: 'voicemail', answeredBy: null, voicemail: { durationSeconds: 60 } }],
    ['FAILED', 'outbound', false, { outcome: 'missed', endCause: 'no_answer' }],
    ['SOMETHING_NEW', 'inbound', true, { outcome: 'answered', endCause: 'unknown' }],
    ['SOMETHING_NEW', 'inbound', false, { outcome: 'missed', endCause: 'unknown' }],
  ] as const)('reads %s of an %s call (answered: %s)', async (state, direction, answered, expected) => {
    const { api, account } = await ringoverDesk();
    past(api.calls, at('12T09:00:00'), { answered, state, of: { direction } });
    const [read] = await allOf(account.pastCalls(FROM, TO));
    expect(read && truthOf(read)).toMatchObject(expected);
  });

  it('tells the same facts at every reading', async () => {
    const { api, account } = await ringoverDesk();
    past(api.calls, at('12T09:00:00'), { answered: true });
    const first = await allOf(account.pastCalls(FROM, TO));
    expect(await allOf(account.pastCalls(FROM, TO))).toEqual(first);
    const ids = first.flatMap(({ facts }) => facts.map(({ factId }) => factId));
    expect(ids).toEqual(expect.arrayContaining([expect.stringMatching(/^ringover-rest\/\d+\/answered$/)]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('joins the two parts of a transferred call', async () => {
    const { api, account } = await ringoverDesk();
    const call = newPretendCall({ from: CLIENT, to: LINE, user: ada, startedAt: at('12T09:00:00') });
    const first = api.calls.begin(call);
    api.calls.answer(call.callId, first.channelId, at('12T09:00:05'));
    const second = api.calls.addPhone(call.callId, '+3220002011', bea, at('12T09:01:00'));
    api.calls.end(call.callId, first.channelId, at('12T09:01:00'), 'BLIND_TRANSFERED');
    api.calls.answer(call.callId, second?.channelId ?? '', at('12T09:01:10'));
    api.calls.end(call.callId, second?.channelId ?? '', at('12T09:05:00'));
    const calls = await allOf(account.pastCalls(FROM, TO));
    expect(calls).toHaveLength(1);
    expect(calls[0] && truthOf(calls[0])).toMatchObject({
      outcome: 'answered',
      answeredBy: { name: 'Ada Example' },
      endedAt: '2026-11-12T09:05:00.000Z',
      legs: expect.arrayContaining([expect.objectContaining({ name: 'Bea Example', state: 'answered' })]),
    });
  });

  it('leaves faxes to the messages', async () => {
    const { api, account } = await ringoverDesk();
    past(api.calls, at('12T09:00:00'), { state: 'FAX_RECEIVED' });
    expect(await allOf(account.pastCalls(FROM, TO))).toEqual([]);
  });

  it('is empty without a body (204)', async () => {
    const { account } = await ringoverDesk();
    expect(await allOf(account.pastCalls(FROM, TO))).toEqual([]);
  });

  it('is asked for in windows that Ringover takes, and comes oldest first without a double', async () => {
    const { api, account } = await ringoverDesk();
    const days = [1, 5, 16, 17, 30];
    // A newer entry may be of an older call.
    for (const day of days.toReversed()) past(api.calls, new Date(Date.UTC(2026, 9, day, 9)), { answered: true });
    const calls = await allOf(account.pastCalls('2026-10-01T00:00:00.000Z', '2026-11-05T00:00:00.000Z'));
    expect(calls.map((call) => truthOf(call)?.startedAt.slice(8, 10))).toEqual(['01', '05', '16', '17', '30']);
    const windows = api.seenOf('past_calls');
    expect(windows.length).toBe(3);
    expect(windows.map(({ status }) => status)).not.toContain(400);
  });

  it('keeps a call whole that a window’s line cuts in two', async () => {
    const { api, account } = await ringoverDesk();
    const call = newPretendCall({ from: CLIENT, to: LINE, user: ada, startedAt: new Date('2026-10-15T23:58:00.000Z') });
    const first = api.calls.begin(call);
    const second = api.calls.addPhone(call.callId, LINE, bea, new Date('2026-10-16T00:30:00.000Z'));
    api.calls.end(call.callId, first.channelId, new Date('2026-10-16T00:30:00.000Z'), 'NOANSWER_TRANSFERED');
    api.calls.end(call.callId, second?.channelId ?? '', new Date('2026-10-16T00:31:00.000Z'));
    const calls = await allOf(account.pastCalls('2026-10-01T00:00:00.000Z', '2026-10-25T00:00:00.000Z'));
    expect(calls).toHaveLength(1);
    expect(calls[0] && truthOf(calls[0])?.legs).toHaveLength(2);
  });

  it('is read to its end, page behind page', async () => {
    const { api, account } = await ringoverDesk();
    for (let i = 0; i < 2_500; i += 1) past(api.calls, new Date(Date.UTC(2026, 10, 12, 9, 0, i % 60)), {});
    const calls = await allOf(account.pastCalls(FROM, TO));
    expect(calls).toHaveLength(2_500);
    const pages = api.seenOf('past_calls').map(({ query }) => query.get('last_id_returned'));
    expect(pages).toHaveLength(3);
    expect(pages[0]).toBeNull();
    expect(new Set(pages).size).toBe(3);
  });

  it('is read to its end also where the cursor is not heeded', async () => {
    const { api } = await ringoverDesk();
    for (let i = 0; i < 1_500; i += 1) past(api.calls, at('12T09:00:00'), {});
    const deaf: typeof fetch = (input, init) => {
      const url = new URL(input as string);
      url.searchParams.delete('last_id_returned');
      return fetch(url, init);
    };
    const { account } = await ringoverDesk({
      deps: { fetch: deaf, account: { apiKey: KEY, baseUrl: api.url, defaultCallerId: null } },
    });
    expect(await allOf(account.pastCalls(FROM, TO))).toHaveLength(1_500);
  });

  it('survives an entry that is none', async () => {
    const entries = [null, 'x', { cdr_id: 1 }, { cdr_id: 2, call_id: '9', start_time: 'yesterday' }];
    const good = {
      cdr_id: 3,
      call_id: '9058220947198957713',
      start_time: '2026-11-12T10:00:00+01:00',
      direction: 'in',
    };
    const { account } = await ringoverDesk({ deps: { fetch: answerOf({ call_list: [...entries, good] }) } });
    const calls = await allOf(account.pastCalls(FROM, TO));
    expect(calls.map(({ providerCallId }) => providerCallId)).toEqual(['9058220947198957713']);
    expect(calls[0] && truthOf(calls[0])?.startedAt).toBe('2026-11-12T09:00:00.000Z');
  });

  it('brings tags, note, recording and message along, and no fact that storage would refuse', async () => {
    const entry = {
      cdr_id: 7,
      call_id: '9058220947198957713',
      channel_id: '9058220947198957714',
      direction: 'in',
      is_answered: true,
      last_state: 'ANSWERED',
      start_time: '2026-11-12T10:00:00+01:00',
      answered_time: '2026-11-12T10:00:04+01:00',
      end_time: '2026-11-12T10:02:04+01:00',
      incall_duration: 120,
      from_number: 'Unknown',
      to_number: '3220002010',
      record: 'https://cdn.ringover.example/records/x.mp3',
      voicemail: 'x'.repeat(3_000),
      note: 'call back Friday',
      tags: [{ tag_id: 1, name: 'RDV' }, { tag_id: 2 }],
      digits_entered: ['1', '0'],
      user: { user_id: 22673838, firstname: 'Ada', lastname: null },
    };
    const { account } = await ringoverDesk({ deps: { fetch: answerOf({ call_list: [entry] }) } });
    const [read] = await allOf(account.pastCalls(FROM, TO));
    expect(read && truthOf(read)).toMatchObject({
      anonymous: true,
      added: { tags: ['RDV'], comment: 'call back Friday', recording: { durationSeconds: 120 }, digits: '1 0' },
    });
    for (const fact of read?.facts ?? []) expect(callFact.safeParse(fact).error).toBeUndefined();
  });
});

/** A provider that always answers this. */
const answerOf =
  (body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));

describe('Colleagues at Ringover', () => {
  it('are free, on the phone, snoozing, away, or not there', async () => {
    const { api, account } = await ringoverDesk({
      deps: { clock: { now: () => at('25T10:00:00'), after: () => () => {} } },
    });
    const states = async () => (await account.presence()).map(({ state, until }) => [state, until]);
    expect(await states()).toEqual([
      ['free', null],
      ['free', null],
    ]);
    api.setPresence(bea.id, { connectedDevices: 0 });
    const { live } = talk(api.calls);
    expect(await states()).toEqual([
      ['talking', null],
      ['not_connected', null],
    ]);
    api.calls.end(live.providerCallId, live.legId, new Date());
    // Ringover tells no zone: it is the firm's.
    api.setPresence(ada.id, { isSnoozed: true, snoozeEnd: '2026-11-25 14:00:00' });
    api.setPresence(bea.id, { isPlannedSnooze: true });
    expect(await states()).toEqual([
      ['snoozed', '2026-11-25T13:00:00.000Z'],
      ['snoozed', null],
    ]);
  });

  it('snooze without an end when the end is past or no time', async () => {
    const { api, account } = await ringoverDesk();
    api.setPresence(ada.id, { isSnoozed: true, snoozeEnd: '2020-07-17 10:14:24' });
    api.setPresence(bea.id, { isSnoozed: true, snoozeEnd: 'soon' });
    expect((await account.presence()).map(({ until }) => until)).toEqual([null, null]);
  });
});

describe('A read at Ringover that fails', () => {
  it('is asked once more, and then given up', async () => {
    const { api, account } = await ringoverDesk();
    api.failNext('presence', '500');
    expect(await account.presence()).toHaveLength(2);
    api.failNext('presence', '500', 2);
    expect((await refusalOf(account.presence())).code).toBe('provider_failed');
    expect(api.seenOf('presence')).toHaveLength(4);
  });

  it('certainly did nothing, also when no answer came', async () => {
    const { api, account } = await ringoverDesk({ deps: { timeoutMs: 60 } });
    api.failNext('presence', 'hang', 2);
    expect(await refusalOf(account.presence())).toMatchObject({ code: 'provider_unreachable', didNotHappen: true });
  });

  it.each(['broken_json', 'huge', 'redirect'] as const)('is told apart from an answer (%s)', async (fault) => {
    const { api, account } = await ringoverDesk();
    api.failNext('presence', fault, 2);
    expect((await refusalOf(account.presence())).code).toBe('provider_failed');
  });

  it('is not asked again when somebody has waited long already', async () => {
    const clock = createManualClock();
    const { api, account } = await ringoverDesk({ deps: { clock, timeoutMs: 8_000 } });
    api.failNext('current_calls', 'hang');
    const error = refusalOf(account.hangUp(talk(api.calls).live));
    await vi.waitFor(() => expect(api.seen).toHaveLength(1));
    clock.advance(8_000);
    expect(await error).toMatchObject({ code: 'provider_unreachable', didNotHappen: true });
    expect(clock.pending()).toEqual([]);
    expect(api.seen).toHaveLength(1);
  });

  it('never says a key that no header can carry', async () => {
    const { api, account } = await ringoverDesk({ key: 'a-key\nwith-a-line-break' });
    const error = await refusalOf(account.presence());
    expect(error.code).toBe('provider_no_right');
    expect(`${error.message} ${String(error.cause)}`).not.toContain('a-key');
    expect(api.seen).toHaveLength(0);
  });

  it('never follows where an answer points: the key would go along', async () => {
    const stolen: (string | undefined)[] = [];
    const thief = createServer((req, res) => {
      stolen.push(req.headers.authorization);
      res.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    onTestFinished(() => void thief.close());
    const target = `http://127.0.0.1:${(thief.address() as AddressInfo).port}/`;
    const pointing = createServer((_req, res) => res.writeHead(307, { location: target }).end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => pointing.once('listening', resolve));
    onTestFinished(() => void pointing.close());
    const baseUrl = `http://127.0.0.1:${(pointing.address() as AddressInfo).port}`;
    const { account } = await ringoverDesk({ deps: { account: { apiKey: KEY, baseUrl, defaultCallerId: null } } });
    expect((await refusalOf(account.presence())).code).toBe('provider_failed');
    expect(stolen).toEqual([]);
  });

  it.each([
    ['a key that Ringover does not know', { key: 'somebody-elses-key' }, 'Invalid user'],
    ['a key with a word before it', { key: `Bearer ${KEY}` }, 'Missing API key'],
    ['a key without the right', { keys: [{ key: KEY, rights: ['calls' as const] }] }, 'Unauthorized'],
  ])('for %s is a missing right, with Ringover’s own word', async (_what, options, detail) => {
    const { account, api } = await ringoverDesk(options);
    expect(await refusalOf(account.presence())).toMatchObject({ code: 'provider_no_right', detail });
    expect(api.seen).toHaveLength(1);
  });
});

describe('Ringover’s transcript of a call', () => {
  it('comes as it is answered; a call that has none yet is no error, and a missing right is one', async () => {
    const { api, account } = await ringoverDesk();
    expect(await account.transcription?.('7534779999276888538')).toBeNull();
    api.setTranscription('7534779999276888538', 'pending');
    // The id is longer than a JavaScript number.
    expect(await account.transcription?.('7534779999276888538')).toEqual([
      { call_id: '7534779999276888538', transcription_status: 'PENDING' },
    ]);
    const speeches = [{ speaker_id: 1 as const, content: 'Hello' }];
    api.setTranscription('7534779999276888538', speeches);
    expect(JSON.stringify(await account.transcription?.('7534779999276888538'))).toContain('"content":"Hello"');
    const { account: other } = await ringoverDesk({ keys: [{ key: KEY, rights: ['users'] }] });
    expect((await refusalOf(Promise.resolve(other.transcription?.('1')))).code).toBe('provider_no_right');
  });
});

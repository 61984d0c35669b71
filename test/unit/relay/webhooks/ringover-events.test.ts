import { describe, expect, it } from 'vitest';
import { signRingoverV1, signRingoverV3 } from '../../../../relay/simulator/sign-ringover.ts';
import { firm, KEY, openDesk, type Desk } from './webhook-desk.ts';

const PATH = '/hooks/ringover/t_delcourt/call';
const URL = `https://relay.example.test${PATH}`;
const open = () => openDesk([firm('delcourt', { ringoverWebhookKeys: [KEY] })]);
const send = (desk: Desk, body: string) =>
  desk.post(PATH, body, { 'X-Ringover-Webhook-Signature': signRingoverV1(KEY, URL, body) });

/** telephony facts 7.3, as sent. */
const user =
  '"user_id":"USER22673838","user":{"user_id":22673838,"firstname":"Ada","lastname":"Example","email":"a@b.example"}';
const common =
  '"call_id":7534779999276888538,"channel_id":7534779999276888539,"start_time":1790000000.123456,"direction":"inbound","from_number":"32470123456","to_number":"3225551234","is_internal":false,"is_anonymous":false,"is_ivr":true,"ivr_data":{"number":"3225551234","scenario_name":"Opened","ivr_name":"Kanzlei"}';
const ringing = `{"event":"ringing","resource":"call","timestamp":1790000000.123456,"data":{${common},${user},"status":"ringing"},"attempt":1}`;
const answered = `{"event":"answered","resource":"call","timestamp":1790000008.5,"data":{${common},${user},"status":"answered"},"attempt":1}`;
const hangup = `{"event":"hangup","resource":"call","timestamp":1790000130.9,"data":{${common},${user},"hangup_time":1790000130.9,"duration_in_seconds":122,"record":"https://cdn.ringover.example/x.mp3","status":"hangup"},"attempt":1}`;
const lost =
  '"call_id":7534779999276888600,"start_time":1790000010,"direction":"inbound","from_number":"4930123456","to_number":"3225551234","user_id":22673838,"is_internal":false,"is_anonymous":false';
const missed = `{"event":"missed","resource":"call","timestamp":1790000040,"data":{${lost},"hangup_time":1790000040,"status":"missed","reason":"OUT_PLANNING"},"attempt":2}`;
const voicemail = `{"event":"voicemail","resource":"call","timestamp":1790000075,"data":{${lost},"answered_time":1790000043,"hangup_time":1790000075,"duration_in_seconds":32,"message":"https://cdn.ringover.example/vm/x.mp3"}}`;

describe('Ringover’s own events become the call', () => {
  it('rings, is answered and ends, with ids that no number can hold', async () => {
    await using desk = await open();
    for (const body of [ringing, answered, hangup]) expect((await send(desk, body)).text).toBe('{"status":"accepted"}');
    const calls = await desk.calls('delcourt');
    expect(calls).toMatchObject([
      {
        providerCallId: '7534779999276888538',
        direction: 'inbound',
        outcome: 'answered',
        fromNumber: '+32470123456',
        toNumber: '+3225551234',
        startedAt: new Date(1_790_000_000_123).toISOString(),
        answeredAt: new Date(1_790_000_008_500).toISOString(),
        endedAt: new Date(1_790_000_130_900).toISOString(),
        durationSeconds: 122,
        answeredBy: { providerUserId: '22673838', name: 'Ada Example' },
      },
    ]);
    expect(desk.published.map((p) => p.events.map((e) => e.type))).toEqual([
      ['call_changed'],
      ['call_changed'],
      ['call_changed', 'call_event_created', 'recording_changed'],
    ]);
  });

  it('is one and the same call when the events come backwards and twice', async () => {
    await using desk = await open();
    for (const body of [hangup, answered, ringing, hangup, ringing]) await send(desk, body);
    expect(await desk.calls('delcourt')).toMatchObject([{ outcome: 'answered', durationSeconds: 122 }]);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 3 });
  });

  it('missed because the office was closed, then a voicemail', async () => {
    await using desk = await open();
    await send(desk, missed);
    expect(await desk.calls('delcourt')).toMatchObject([{ outcome: 'missed', endCause: 'closed' }]);
    await send(desk, voicemail);
    expect(await desk.calls('delcourt')).toMatchObject([{ outcome: 'voicemail', voicemail: { durationSeconds: 32 } }]);
  });

  it('of a withheld caller has no number and says so', async () => {
    await using desk = await open();
    await send(desk, ringing.replace('"is_anonymous":false', '"is_anonymous":1'));
    expect(await desk.calls('delcourt')).toMatchObject([{ fromNumber: null, anonymous: true }]);
  });

  it.each([
    ['milliseconds', '"start_time":1790000000123'],
    ['ISO 8601 with an offset', '"start_time":"2026-09-21T16:13:20.123+02:00"'],
  ])('reads times in %s', async (_, start) => {
    await using desk = await open();
    await send(
      desk,
      ringing
        .replace('"start_time":1790000000.123456', start)
        .replace('"timestamp":1790000000.123456', '"timestamp":1790000000.2'),
    );
    expect(await desk.calls('delcourt')).toMatchObject([{ startedAt: '2026-09-21T14:13:20.123Z' }]);
  });

  it('takes the time of the answer from the event where it says it, else from the envelope', async () => {
    await using desk = await open();
    const said = answered.replace('"status":"answered"', '"status":"answered","answered_time":1790000007');
    for (const body of [ringing, said]) await send(desk, body);
    expect(await desk.calls('delcourt')).toMatchObject([{ answeredAt: '2026-09-21T14:13:27.000Z' }]);
  });

  it('of an end without any time ended when we heard of it, and was not given up at once', async () => {
    await using desk = await open();
    const timeless = missed.replace('"timestamp":1790000040,', '').replace('"hangup_time":1790000040,', '');
    const rang = ringing.replaceAll('7534779999276888538', '7534779999276888600');
    for (const body of [rang, timeless.replace('OUT_PLANNING', 'MISSED')]) await send(desk, body);
    expect(await desk.calls('delcourt')).toMatchObject([{ outcome: 'missed', endCause: 'no_answer' }]);
  });

  it.each([
    [
      '1 and 0 for yes and no',
      '"is_internal":false,"is_anonymous":false,"is_ivr":true',
      '"is_internal":0,"is_anonymous":0,"is_ivr":1',
    ],
    ['the user’s number without USER', '"USER22673838"', '22673838'],
    ['ids as text', ':7534779999276888538', ':"7534779999276888538"'],
  ])('reads %s as the same call', async (_, usual, odd) => {
    await using desk = await open();
    for (const body of [ringing, answered, hangup]) await send(desk, body.replace(usual, odd));
    expect(ringing).toContain(usual);
    expect(await desk.calls('delcourt')).toMatchObject([
      {
        providerCallId: '7534779999276888538',
        outcome: 'answered',
        fromNumber: '+32470123456',
        anonymous: false,
        answeredBy: { providerUserId: '22673838', name: 'Ada Example' },
        added: { recording: { durationSeconds: null } },
      },
    ]);
  });

  it('survives fields of strange types: the call is there, what cannot be read is absent', async () => {
    await using desk = await open();
    const strange =
      '{"event":"ringing","resource":"call","timestamp":"soon","data":{"call_id":"c1","channel_id":{},"from_number":[1],"to_number":3225551234,"direction":7,"user":"Ada","user_id":null}}';
    await send(desk, strange);
    expect(await desk.calls('delcourt')).toMatchObject([
      { providerCallId: 'c1', fromNumber: null, toNumber: '+3225551234' },
    ]);
  });
});

describe('what makes neither a call nor a message is kept and acknowledged', () => {
  const question = (event: string, resource = 'resource', of = 'call') =>
    `{"event":"${event}","${resource}":"${of}","timestamp":1790000000,"data":{"call_id":7534779999276888538,"from_number":"32470123456"}}`;

  it.each([
    [
      'a comment before its call',
      0,
      '{"event":"comments_updated","resource":"aftercall","data":{"call_id":7,"comments":"x"}}',
    ],
    ['the question who calls', 0, question('contact')],
    ['the question where to ring', 0, question('routing')],
    ['a code typed into the menu', 0, question('ivr_response_code')],
    ['a search, spelled with two s', 0, question('contact', 'ressource', 'search')],
    ['an event nobody has heard of', 1, question('teleported')],
    ['after-call work nobody has heard of', 1, '{"event":"rated","resource":"aftercall","data":{"call_id":7}}'],
    ['an SMS that does neither come nor go', 1, '{"event":"delivered","resource":"sms","data":{"message_id":7}}'],
  ])('%s', async (_, unknown, body) => {
    await using desk = await open();
    expect((await send(desk, body)).text).toBe('{"status":"accepted"}');
    expect((await send(desk, body)).text).toBe('{"status":"duplicate"}');
    expect(await desk.inbox('delcourt')).toEqual({ total: 1, unreadable: 0, unknown });
    expect(await desk.calls('delcourt')).toEqual([]);
    expect(desk.published).toEqual([]);
  });

  it('after-call work without its call is unreadable', async () => {
    await using desk = await open();
    await send(desk, '{"event":"comments_updated","resource":"aftercall","data":{"comments":"x"}}');
    expect(await desk.inbox('delcourt')).toMatchObject({ unreadable: 1 });
  });

  it('a second comment on the same call is not taken for the first', async () => {
    await using desk = await open();
    const comment = (text: string) =>
      `{"event":"comments_updated","resource":"aftercall","timestamp":1790000300,"data":{"call_id":1,"comments":"${text}"}}`;
    await send(desk, comment('call back Friday'));
    expect((await send(desk, comment('call back Monday'))).text).toBe('{"status":"accepted"}');
  });

  it.each([
    ['broken JSON under a valid V3 signature', '{"event":"ringing",'],
    ['no JSON object', '[]'],
    ['an empty body', ''],
    ['a call without its id', '{"event":"ringing","resource":"call","data":{"from_number":"32470123456"}}'],
    ['JSON nested without end', '['.repeat(30_000)],
  ])('raw, counted as unreadable: %s', async (_, body) => {
    await using desk = await open();
    const headers = { ...signRingoverV3(KEY, URL, body, new Date()) };
    expect((await desk.post(PATH, body, headers)).status).toBe(200);
    expect(await desk.inbox('delcourt')).toMatchObject({ total: 1, unreadable: 1 });
    expect(desk.counts.unreadable).toBe(1);
    expect((await desk.post(PATH, body, headers)).text).toBe('{"status":"duplicate"}');
  });

  it('raw, when the bytes are not UTF-8', async () => {
    await using desk = await open();
    const body = Buffer.from('{"event":"\xff"}', 'latin1');
    const { createHmac } = await import('node:crypto');
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', KEY).update(`POST${URL}`).update(body).update(timestamp).digest('base64');
    const headers = {
      'X-Ringover-Webhook-Signature-V3': signature,
      'X-Ringover-Request-Signature-V3-Timestamp': timestamp,
    };
    expect((await desk.post(PATH, body, headers)).status).toBe(200);
    expect(await desk.inbox('delcourt')).toMatchObject({ unreadable: 1 });
  });

  it('a broken body beside a good JWT still rings, because the JWT holds the call', async () => {
    await using desk = await open();
    const headers = { 'X-Ringover-Webhook-Signature': signRingoverV1(KEY, URL, ringing) };
    expect((await desk.post(PATH, '{"event":', headers)).status).toBe(200);
    expect(await desk.calls('delcourt')).toMatchObject([{ outcome: 'ringing' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { message } from '@callbrief/relay/wire/message';
import { loggedEvent } from '@callbrief/relay/wire/events';
import { parseLosslessly } from '../../../../relay/src/webhooks/lossless-json.ts';
import { ringoverDelivery } from '../../../../relay/src/webhooks/providers/ringover/delivery.ts';
import { signRingoverV1 } from '../../../../relay/simulator/sign-ringover.ts';
import { firm, KEY, openDesk } from './webhook-desk.ts';

const receivedAt = '2026-09-21T14:30:00.000Z';

function delivered(envelope: Record<string, unknown> | string) {
  const rawBody = Buffer.from(typeof envelope === 'string' ? envelope : JSON.stringify(envelope));
  const raw = { provider: 'ringover', receivedAt, contentType: 'application/json', rawBody } as const;
  return ringoverDelivery(raw, parseLosslessly(rawBody), 'BE');
}
function told(envelope: Record<string, unknown> | string) {
  const { facts, messages = [], unreadable } = delivered(envelope);
  expect([facts, unreadable, messages.length]).toEqual([[], null, 1]);
  return messages[0];
}
/** telephony facts 7.3, as sent. */
const sms = {
  id: '234567-1234567',
  message_id: 1234567,
  conversation_id: 234567,
  time: 1_790_000_399,
  direction: 'inbound',
  from_number: '32470123456',
  to_number: '3225551234',
  body: 'Danke',
  is_internal: false,
  is_collaborative: false,
  user_id: 22673838,
};
const received = (data: object = {}) => ({
  event: 'received',
  resource: 'sms',
  timestamp: 1_790_000_400,
  data: { ...sms, ...data },
  attempt: 1,
});

describe('an SMS', () => {
  it('comes as it was sent', () => {
    expect(told(received())).toEqual({
      providerMessageId: '1234567',
      kind: 'sms',
      direction: 'inbound',
      fromNumber: '+32470123456',
      toNumber: '+3225551234',
      senderName: null,
      body: 'Danke',
      pages: null,
      at: '2026-09-21T14:19:59.000Z',
      providerUserId: '22673838',
    });
  });

  it.each([
    ['seconds', 1_790_000_399.5, '2026-09-21T14:19:59.500Z'],
    ['milliseconds', 1_790_000_399_123, '2026-09-21T14:19:59.123Z'],
    ['ISO 8601 with an offset', '2026-09-21T16:19:59+02:00', '2026-09-21T14:19:59.000Z'],
    ['nothing: when it was told', null, '2026-09-21T14:20:00.000Z'],
  ])('tells its time in %s', (_, time, at) => {
    expect(told(received({ time }))?.at).toBe(at);
  });

  it.each([
    ['Proximus', { fromNumber: null, senderName: 'Proximus' }],
    ['8850', { fromNumber: null, senderName: '8850' }],
    ['anonymous', { fromNumber: null, senderName: null }],
    ['0470 12 34 56', { fromNumber: '+32470123456', senderName: null }],
    [32470123456, { fromNumber: '+32470123456', senderName: null }],
    ['x'.repeat(300), { fromNumber: null, senderName: 'x'.repeat(100) }],
  ])('from %s', (from_number, expected) => {
    expect(told(received({ from_number }))).toMatchObject(expected);
  });

  it('that went out is outbound by its event where it says no direction, and USER stands before no id', () => {
    const sent = { ...received({ direction: undefined, user_id: 'USER22673838' }), event: 'sent' };
    expect(told(sent)).toMatchObject({ direction: 'outbound', providerUserId: '22673838' });
  });

  it('has an id that no number can hold, digit by digit', () => {
    const big = JSON.stringify(received()).replace('"message_id":1234567', '"message_id":18446744073709551557');
    expect(told(big)?.providerMessageId).toBe('18446744073709551557');
  });

  it('without ids is named by what it says, so that a repetition is the same', () => {
    const nameless = { id: undefined, message_id: undefined };
    const first = told(received(nameless))?.providerMessageId;
    expect(told({ ...received(nameless), timestamp: 1_790_000_777, attempt: 2 })?.providerMessageId).toBe(first);
    expect(told(received({ ...nameless, body: 'Bitte' }))?.providerMessageId).not.toBe(first);
  });

  it('by its old name, with the fields of earlier integrations, is an SMS too', () => {
    const old = {
      event_type: 'sms_received',
      caller_number: '+32470123456',
      callee_number: '+3225551234',
      content: 'Hi',
    };
    expect(told(old)).toMatchObject({ kind: 'sms', direction: 'inbound', fromNumber: '+32470123456', body: 'Hi' });
    expect(told({ ...old, event_type: 'sms_sent' })).toMatchObject({ direction: 'outbound' });
  });

  it('with fields of strange types is kept with what can be read', () => {
    const strange = {
      message_id: 5,
      from_number: {},
      to_number: [],
      body: 7,
      time: 'soon',
      direction: 3,
      user_id: null,
    };
    expect(told({ event: 'received', resource: 'sms', data: strange })).toMatchObject({
      providerMessageId: '5',
      fromNumber: null,
      senderName: null,
      body: '7',
      at: receivedAt,
    });
  });
});

describe('a fax, of which neither the event’s name nor its fields are known', () => {
  it.each([
    ['fax', 'received', 'inbound'],
    ['fax', 'sent', 'outbound'],
    ['call', 'fax_received', 'inbound'],
    ['aftercall', 'fax_available', 'inbound'],
  ])('is one as %s/%s', (resource, event, direction) => {
    const data = { call_id: 77, from_number: '32470123456', to_number: '3225551234', start_time: 1_790_000_000 };
    expect(told({ resource, event, data })).toMatchObject({
      providerMessageId: 'fax/77',
      kind: 'fax',
      direction,
      fromNumber: '+32470123456',
      body: '',
      pages: null,
      at: '2026-09-21T14:13:20.000Z',
    });
  });

  it.each(['pages', 'page_count', 'nb_pages'])('has pages as %s, number or text', (name) => {
    const fax = (pages: unknown) => told({ resource: 'fax', event: 'received', data: { id: 'a', [name]: pages } });
    expect([fax(3)?.pages, fax('3')?.pages, fax(0)?.pages, fax('many')?.pages]).toEqual([3, 3, null, null]);
  });

  it('of which nothing can be read is kept, once', () => {
    const fax = { resource: 'fax', event: 'received', data: { document: 'https://cdn.ringover.example/fax/x.pdf' } };
    const first = told({ ...fax, timestamp: 1_790_000_000 });
    expect(first).toMatchObject({ fromNumber: null, toNumber: null, pages: null, senderName: null });
    expect(told({ ...fax, timestamp: 1_790_000_060, attempt: 2 })?.providerMessageId).toBe(first?.providerMessageId);
  });

  it('does not share its id with an SMS of the same number', () => {
    const fax = told({ resource: 'fax', event: 'received', data: { message_id: 1234567 } });
    expect(fax?.providerMessageId).not.toBe(told(received())?.providerMessageId);
  });
});

it('over the signed wire an SMS and a fax stand in the history, and a repetition changes nothing', async () => {
  const path = '/hooks/ringover/t_delcourt/call';
  await using desk = await openDesk([firm('delcourt', { ringoverWebhookKeys: [KEY] })]);
  const send = (envelope: object) => {
    const body = JSON.stringify(envelope);
    const signature = signRingoverV1(KEY, `https://relay.example.test${path}`, body);
    return desk.post(path, body, { 'X-Ringover-Webhook-Signature': signature });
  };
  const fax = { event: 'received', resource: 'fax', timestamp: 1_790_000_500, data: { id: 'f1', pages: 2 } };
  for (const envelope of [received(), fax, { ...received(), attempt: 2, timestamp: 1_790_000_460 }])
    await send(envelope);
  const { items } = await desk.storage.tenant('delcourt').messagePage(null, 10);
  expect(items.map((m) => message.parse(m).kind)).toEqual(['fax', 'sms']);
  expect(desk.published.flatMap((p) => p.events.map((e) => loggedEvent.parse(JSON.parse(e.json)).type))).toEqual([
    'message_changed',
    'call_event_created',
    'message_changed',
    'call_event_created',
  ]);
  expect(await desk.inbox('delcourt')).toEqual({ total: 2, unreadable: 0, unknown: 0 });
});

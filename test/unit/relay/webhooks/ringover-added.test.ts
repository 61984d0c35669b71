import { describe, expect, it } from 'vitest';
import { describeCall, noFacts, reduceCall } from '@callbrief/relay/wire/call-state';
import { callFact, type CallFact } from '@callbrief/relay/wire/call-fact';
import { parseLosslessly } from '../../../../relay/src/webhooks/lossless-json.ts';
import { ringoverDelivery } from '../../../../relay/src/webhooks/providers/ringover/delivery.ts';

const receivedAt = '2026-09-21T14:30:00.000Z';

function deliveryOf(json: string) {
  const rawBody = Buffer.from(json);
  const raw = { provider: 'ringover', receivedAt, contentType: 'application/json', rawBody } as const;
  return ringoverDelivery(raw, parseLosslessly(rawBody), 'BE');
}
/** The fact of one event about call 7534779999276888538. */
function factOf(resource: string, event: string, data: string, timestamp = '1790000200'): CallFact {
  const json = `{"event":"${event}","resource":"${resource}","timestamp":${timestamp},"data":{"call_id":7534779999276888538,"channel_id":7534779999276888539${data && `,${data}`}}}`;
  const [only, ...more] = deliveryOf(json).facts;
  expect(more).toEqual([]);
  expect(only?.providerCallId).toBe('7534779999276888538');
  return callFact.parse(only?.fact);
}
const added = (...of: Parameters<typeof factOf>) => factOf(...of).added;
const cdn = 'https://cdn.ringover.example/records/x.mp3';
const own = 'https://private.ringover.example/records/x';

describe('the recording of a call', () => {
  it.each([
    ['the private link before the public one', `"record":"${cdn}","private_record":"${own}"`, own],
    ['the public one where there is no other', `"record":"${cdn}"`, cdn],
    ['by the names of after-call work', `"record_link":"${cdn}","private_record_link":"${own}"`, own],
    ['by the name of earlier integrations', `"recording_url":"${cdn}"`, cdn],
  ])('comes with the hangup: %s', (_, data, url) => {
    expect(added('call', 'hangup', data)).toEqual({ recording: { url, durationSeconds: null } });
  });

  it.each([
    '"record":null',
    '"record":false',
    '"record":""',
    '"record":"yes"',
    '"record":"file:///etc/passwd"',
    `"record":"https://x/${'x'.repeat(2_000)}"`,
  ])('is absent where the field is no address of the web: %s', (data) => {
    expect(factOf('call', 'hangup', data)).not.toHaveProperty('added');
  });

  it.each([
    ['a number', '122'],
    ['text', '"122"'],
  ])('comes twenty minutes later, its length as %s', (_, length) => {
    const data = `"record_link":"${cdn}","private_record_link":"${own}","record_duration":${length}`;
    expect(factOf('aftercall', 'record_available', data, '1790001200')).toMatchObject({
      kind: 'added',
      at: '2026-09-21T14:33:20.000Z',
      startedAt: null,
      legId: null,
      added: { recording: { url: own, durationSeconds: 122 } },
    });
  });
});

describe('a voicemail', () => {
  const message = 'https://cdn.ringover.example/vm/x.mp3';
  it.each([
    [`"message":"${message}","private_message":"${own}"`, own],
    [`"message":"${message}"`, message],
    [`"voicemail_link":"${message}"`, message],
  ])('brings its message: %s', (data, url) => {
    const fact = factOf('call', 'voicemail', `"duration_in_seconds":32,${data}`);
    expect(fact).toMatchObject({
      kind: 'voicemail',
      durationSeconds: 32,
      added: { voicemailRecording: { url, durationSeconds: 32 } },
    });
  });

  it('whose message comes later brings its length as text', () => {
    const data = `"voicemail_link":"${message}","voicemail_duration":"32"`;
    expect(added('aftercall', 'voicemail_available', data)).toEqual({
      voicemailRecording: { url: message, durationSeconds: 32 },
    });
  });
});

describe('after-call work', () => {
  it.each([
    ['aftercall', '"comments":"done","tags":["RDV"]', { comment: 'done', tags: ['RDV'] }],
    ['aftercall', '', {}],
    ['aftercall', '"comments":"","tags":[]', { comment: '', tags: [] }],
    ['comments_updated', '"comments":" call back Friday "', { comment: 'call back Friday' }],
    ['comments_updated', '"comments":null,"tags":"RDV"', {}],
    [
      'tags_updated',
      '"tags":["RDV",{"tag_id":4,"name":"Urgent"},{"tag_id":5},7,null,"","RDV"]',
      { tags: ['RDV', 'Urgent', '7'] },
    ],
    ['transcription_available', `"transcription_url":"${cdn}"`, { transcriptionUrl: cdn }],
    ['transcription_available', `"transcription_link":"${cdn}"`, { transcriptionUrl: cdn }],
    ['summary_available', '"summary":"Client asks for a copy."', { summary: 'Client asks for a copy.' }],
    ['something_new', '"comments":"said all the same"', { comment: 'said all the same' }],
  ])('%s with {%s}', (event, data, expected) => {
    expect(factOf('aftercall', event, data)).toMatchObject({ kind: 'added', legId: null, fromNumber: null });
    expect(added('aftercall', event, data)).toEqual(expected);
  });

  it('without a time is of when it came', () => {
    expect(factOf('aftercall', 'tags_updated', '"tags":["RDV"]', 'null').at).toBe(receivedAt);
  });

  it('that is too long for the wire is cut, not lost', () => {
    const tags = Array.from({ length: 60 }, (_, i) => `"${String(i).padEnd(150, 'x')}"`).join();
    const { comment, tags: kept } =
      added('aftercall', 'aftercall', `"comments":"${'y'.repeat(25_000)}","tags":[${tags}]`) ?? {};
    expect([comment?.length, kept?.length, kept?.[0]?.length]).toEqual([20_000, 50, 100]);
  });

  it('told again is the same fact, another comment is another, and the newer comment stands', () => {
    const told = (comment: string, timestamp: string) =>
      factOf('aftercall', 'comments_updated', `"comments":"${comment}"`, timestamp);
    const first = told('Friday', '1790000300');
    expect(told('Friday', '1790000300').factId).toBe(first.factId);
    const second = told('Monday', '1790000400');
    expect(second.factId).not.toBe(first.factId);
    const ringing = factOf('call', 'ringing', '"start_time":1790000000,"direction":"inbound"', '1790000000');
    for (const order of [
      [ringing, first, second],
      [second, ringing, first],
      [second, first, ringing],
    ]) {
      const truth = describeCall(order.reduce(reduceCall, noFacts));
      expect(truth?.added.comment).toBe('Monday');
      expect(truth?.startedAt).toBe('2026-09-21T14:13:20.000Z');
    }
    // Whoever goes back to the first comment, word for word, is heard.
    const third = told('Friday', '1790000500');
    const truth = describeCall([ringing, third, second, first].reduce(reduceCall, noFacts));
    expect(truth?.added.comment).toBe('Friday');
  });
});

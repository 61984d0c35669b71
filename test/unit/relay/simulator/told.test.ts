import { createHmac, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inOldNames } from '../../../../relay/simulator/told/old-names-told.ts';
import {
  asOnTraffic,
  inNewEnvelope,
  ringoverAfterCall,
  ringoverCall,
  ringoverFax,
  ringoverQuestion,
  ringoverSms,
  type Envelope,
  type RingoverCallMoment,
} from '../../../../relay/simulator/told/ringover-told.ts';
import { asCaptured, sipgateForm, sipgateJson } from '../../../../relay/simulator/told/sipgate-told.ts';
import { createSign, WireNotConfigured, type Wire } from '../../../../relay/simulator/told/wires.ts';

const at = new Date('2026-09-21T11:33:20.500Z');
const user = { id: '22673838', firstname: 'Ada', lastname: 'Example', email: 'ada@firm.example' };
const sides = { direction: 'inbound' as const, from: '+32470123456', to: '+3225551234' };
const CALL_ID = '7534779999276888538';
const moment = (event: RingoverCallMoment['event'], more: Partial<RingoverCallMoment> = {}): RingoverCallMoment => ({
  event,
  callId: CALL_ID,
  channelId: '7534779999276888539',
  ...sides,
  startedAt: at,
  at,
  answeredAt: null,
  user,
  ...more,
});
const bodyOf = (told: Envelope, odd = asOnTraffic) =>
  JSON.parse(inNewEnvelope(told, 1, odd)) as Record<string, unknown> & { data: Record<string, unknown> };

describe('Ringover', () => {
  it.each([
    ['ringing', ['call_id', 'channel_id', 'start_time', 'user_id', 'user', 'status', 'ivr_data']],
    ['answered', ['call_id', 'channel_id', 'start_time', 'user_id', 'user', 'status']],
    ['hangup', ['hangup_time', 'duration_in_seconds', 'record', 'private_record', 'answering_machine_detection']],
    ['missed', ['hangup_time', 'reason', 'ivr', 'status']],
    ['voicemail', ['answered_time', 'hangup_time', 'duration_in_seconds', 'message', 'private_message']],
  ] as const)('%s has the fields of the documented payload', (event, fields) => {
    const { data, ...envelope } = bodyOf(ringoverCall(moment(event)));
    expect(envelope).toMatchObject({ event, resource: 'call', timestamp: at.getTime() / 1000 });
    for (const field of fields) expect(data).toHaveProperty(field);
    expect(data).toMatchObject({ from_number: '32470123456', to_number: '3225551234' });
  });

  it('writes ids as bare digits above 2^53, as text only where asked', () => {
    expect(inNewEnvelope(ringoverCall(moment('ringing')))).toContain(`"call_id":${CALL_ID},`);
    const odd = { ...asOnTraffic, idsAsText: true };
    expect(inNewEnvelope(ringoverCall(moment('ringing'), odd), 1, odd)).toContain(`"call_id":"${CALL_ID}"`);
  });

  it('names neither user nor channel in missed and voicemail, and no attempt in voicemail', () => {
    for (const event of ['missed', 'voicemail'] as const) {
      expect(bodyOf(ringoverCall(moment(event))).data).not.toHaveProperty('user_id');
      expect(bodyOf(ringoverCall(moment(event))).data).not.toHaveProperty('channel_id');
    }
    expect(bodyOf(ringoverCall(moment('voicemail')))).not.toHaveProperty('attempt');
    expect(bodyOf(ringoverCall(moment('ringing')))).toHaveProperty('attempt', 1);
  });

  it('has no answered_time on traffic, and one where asked', () => {
    expect(bodyOf(ringoverCall(moment('answered'))).data).not.toHaveProperty('answered_time');
    const odd = { ...asOnTraffic, answeredTime: true };
    expect(bodyOf(ringoverCall(moment('answered'), odd)).data).toHaveProperty('answered_time');
  });

  it('has every oddity that was asked for', () => {
    const odd = { ...asOnTraffic, numberBooleans: true, userPrefix: false, withheld: null, time: 'iso' as const };
    const { data, timestamp } = bodyOf(ringoverCall(moment('ringing', { from: null }), odd), odd);
    expect(data).toMatchObject({ is_anonymous: 1, is_internal: 0, user_id: 22673838, from_number: null });
    expect(timestamp).toBe(at.toISOString());
    const empty = { ...asOnTraffic, user: 'empty' as const };
    expect(bodyOf(ringoverCall(moment('ringing'), empty)).data).toMatchObject({ user: {} });
    const absent = { ...asOnTraffic, user: 'absent' as const };
    expect(bodyOf(ringoverCall(moment('ringing'), absent)).data).not.toHaveProperty('user');
    expect(bodyOf(ringoverCall(moment('ringing'))).data).toMatchObject({ user_id: 'USER22673838' });
  });

  it('spells contact search with two s where asked', () => {
    const asked = ringoverQuestion({ event: 'search', query: 'Muster', user, at });
    expect(bodyOf(asked)).toMatchObject({ event: 'contact', resource: 'search', data: { query_search: 'Muster' } });
    expect(bodyOf(asked, { ...asOnTraffic, ressource: true })).toHaveProperty('ressource', 'search');
    expect(bodyOf(asked, { ...asOnTraffic, ressource: true })).not.toHaveProperty('resource');
  });

  it('tells all seven of after-call', () => {
    const about = { callId: CALL_ID, channelId: null, at };
    const tags = ['RDV'];
    const data = (told: Parameters<typeof ringoverAfterCall>[1], odd = asOnTraffic) =>
      bodyOf(ringoverAfterCall(about, told, odd)).data;
    expect(data({ event: 'aftercall', tags, comments: 'done' })).toMatchObject({ tags, comments: 'done' });
    expect(data({ event: 'comments_updated', tags, comments: 'Friday' })).toMatchObject({ comments: 'Friday' });
    expect(data({ event: 'tags_updated', tags })).toMatchObject({ tags });
    const url = 'https://cdn.ringover.example/records/x.mp3';
    const record = data({ event: 'record_available', url, seconds: 122 });
    expect(record).toMatchObject({ record_link: url, record_duration: 122 });
    expect(record['private_record_link']).toBe('https://private.ringover.example/records/x.mp3');
    const held = { url: 'http://127.0.0.1:9/r/a.wav?signature=1', privateUrl: 'http://127.0.0.1:9/p/a.wav' };
    expect(data({ event: 'record_available', ...held, seconds: 36 })).toMatchObject({
      record_link: held.url,
      private_record_link: held.privateUrl,
    });
    const asText = { ...asOnTraffic, durationsAsText: true };
    expect(data({ event: 'voicemail_available', url, seconds: 32 }, asText)).toMatchObject({
      voicemail_duration: '32',
    });
    expect(data({ event: 'transcription_available', url })).toHaveProperty('transcription_url', url);
    const link = { ...asOnTraffic, transcriptionLink: true };
    expect(data({ event: 'transcription_available', url }, link)).toHaveProperty('transcription_link', url);
    expect(data({ event: 'summary_available', summary: 'A copy.' })).toHaveProperty('summary', 'A copy.');
  });

  it('tells of SMS, fax and the questions', () => {
    const sms = { ...sides, conversationId: 234567, messageId: 1234567, at, body: 'Danke', user };
    expect(bodyOf(ringoverSms({ event: 'received', ...sms }))).toMatchObject({
      resource: 'sms',
      data: { id: '234567-1234567', message_id: 1234567, conversation_id: 234567, body: 'Danke' },
    });
    expect(bodyOf(ringoverFax({ ...sides, faxId: CALL_ID, at, pages: 3 })).data).toHaveProperty('pages', 3);
    const about = { callId: CALL_ID, at, ...sides };
    expect(bodyOf(ringoverQuestion({ event: 'routing', ...about }))).toHaveProperty('event', 'routing');
    expect(bodyOf(ringoverQuestion({ event: 'ivr_response_code', code: 1234, ...about })).data).toMatchObject({
      code: 1234,
      direction: 'inbound',
    });
  });
});

describe('the old names', () => {
  it('are flat, with plus and ISO times', () => {
    const told = ringoverCall(moment('hangup', { answeredAt: new Date(at.getTime() - 5_000) }));
    const text = inOldNames(told, 'tenant-1') ?? '';
    expect(text).toContain(`"call_id":${CALL_ID}`);
    expect(JSON.parse(text)).toMatchObject({
      event_type: 'call_ended',
      tenant_id: 'tenant-1',
      caller_number: '+32470123456',
      callee_number: '+3225551234',
      started_at: at.toISOString(),
      ended_at: at.toISOString(),
      duration_seconds: 5,
    });
  });

  it('have no word for what came later', () => {
    const about = { callId: CALL_ID, channelId: null, at };
    expect(inOldNames(ringoverAfterCall(about, { event: 'summary_available', summary: 'x' }), null)).toBeNull();
  });
});

describe('sipgate', () => {
  const leg = {
    callId: '54566B15',
    origCallId: '54566B15',
    direction: 'inbound' as const,
    from: '+4930123456',
    to: '+4940987654',
    diversion: null,
  };
  const users = [
    { ...user, id: 'w0', firstname: 'Alice', lastname: '' },
    { ...user, id: 'w1', firstname: 'Bob', lastname: '' },
  ];

  it('lists everybody whose phone rings, brackets percent-encoded', () => {
    const form = sipgateForm({ event: 'newCall', ...leg, users });
    expect(form).toContain(
      'event=newCall&callId=54566B15&origCallId=54566B15&from=4930123456&to=4940987654&direction=in',
    );
    expect(form).toContain(
      '&user%5B%5D=Alice&user%5B%5D=Bob&userId%5B%5D=w0&userId%5B%5D=w1&fullUserId%5B%5D=1234567w0&fullUserId%5B%5D=1234567w1',
    );
  });

  it('sends an empty user, anonymous and the diversion', () => {
    const form = sipgateForm({ event: 'newCall', ...leg, from: null, diversion: '+4940111222', users: [] });
    expect(form).toContain('from=anonymous');
    expect(form).toContain('&diversion=4940111222&user%5B%5D=&');
  });

  it('names one user who answered, and a cause of the end', () => {
    const [alice = user] = users;
    expect(sipgateForm({ event: 'answer', ...leg, user: alice })).toContain(
      '&user=Alice&userId=w0&fullUserId=1234567w0',
    );
    expect(sipgateForm({ event: 'hangup', ...leg, cause: 'forwarded' })).toMatch(/^event=hangup&cause=forwarded&/);
  });

  it('keeps leading zeros of keys, and leaves them out or empty when nothing was pressed', () => {
    const press = (digits: string | null) => sipgateForm({ event: 'dtmf', callId: 'A', digits });
    expect([press('012'), press(''), press(null)]).toEqual([
      'event=dtmf&dtmf=012&callId=A',
      'event=dtmf&dtmf=&callId=A',
      'event=dtmf&callId=A',
    ]);
  });

  it('has the aliases of its skill texts where asked', () => {
    const odd = { ...asCaptured, aliases: true, numberedBrackets: true };
    expect(sipgateForm({ event: 'newCall', ...leg, users }, odd)).toContain('user%5B1%5D=Bob');
    expect(sipgateForm({ event: 'hangup', ...leg, cause: 'busy' }, odd)).toMatch(
      /^event=onHangup&.*originalCallId=54566B15&from=%2B4930123456/,
    );
  });

  it('has a JSON dialect', () => {
    expect(JSON.parse(sipgateJson({ event: 'newCall', ...leg, users }) ?? '')).toMatchObject({
      event: 'newCall',
      callId: '54566B15',
      user: ['w0', 'w1'],
      direction: 'in',
    });
    expect(sipgateJson({ event: 'dtmf', callId: 'A', digits: '1' })).toBeNull();
  });
});

describe('each wire', () => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const side = {
    relayUrl: 'http://127.0.0.1:8000/',
    publicBaseUrl: 'https://relay.example',
    hookToken: 'token',
    ringoverKey: 'call-key',
    searchKey: 'search-key',
    sipgatePrivateKeyPem: pair.privateKey,
    sipgateSecret: 'json-secret',
  };
  const sign = createSign(side);
  const jwtOf = (wire: Wire) => sign(wire, '{}').headers['X-Ringover-Webhook-Signature'] ?? '';
  const signedWith = (jwt: string, key: string) => {
    const [head, claims, signature] = jwt.split('.');
    return createHmac('sha512', key).update(`${head}.${claims}`).digest('base64url') === signature;
  };

  it.each([
    ['ringover/call', 'call', 'call-key'],
    ['ringover/contact', 'contact', 'call-key'],
    ['ringover/search', 'search', 'search-key'],
    ['ringover/routing', 'routing', 'call-key'],
  ] as const)('%s has its own address and key, and signs the public address', (wire, block, key) => {
    const jwt = jwtOf(wire);
    expect(sign(wire, '{}').url).toBe(`http://127.0.0.1:8000/hooks/ringover/token/${block}`);
    expect(signedWith(jwt, key)).toBe(true);
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as { url: string };
    expect(claims.url).toBe(`https://relay.example/hooks/ringover/token/${block}`);
  });

  it('ringover/ivr is not signed at all', () => {
    expect(sign('ringover/ivr', '{}').headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('sipgate signs the form, its JSON dialect and the event address sign with a secret', () => {
    const signature = sign('sipgate', 'event=hangup').headers['X-Sipgate-Signature'] ?? '';
    const key = createPublicKey(pair.publicKey);
    expect(verify('RSA-SHA256', Buffer.from('event=hangup'), key, Buffer.from(signature, 'base64'))).toBe(true);
    const hex = (secret: string) => createHmac('sha256', secret).update('{}').digest('hex');
    expect(sign('sipgate_json', '{}').headers).toHaveProperty('X-Sipgate-Signature', hex('json-secret'));
    expect(sign('event', '{}').headers).toHaveProperty('X-Ringover-Signature', hex('call-key'));
  });

  it('says what it needs when nobody gave it', () => {
    const bare = createSign({ relayUrl: 'http://127.0.0.1:8000' });
    const needed: [Wire, string][] = [
      ['ringover/call', '--hook-token'],
      ['event', '--key'],
      ['sipgate', '--private-key'],
      ['sipgate_json', '--sipgate-secret'],
    ];
    for (const [wire, option] of needed) {
      expect(() => bare(wire, '{}')).toThrow(new WireNotConfigured(wire, option));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { twilioPhone } from '../../../../relay/simulator/phone/phone-dialect.ts';
import { twilioSignature } from '../../../../relay/src/media/voice-url/twilio-signature.ts';
import { echo, loudFrames, mediaUnderTest, tone, until } from './media-under-test.ts';

const base = 'https://relay.firm.example';
const path = '/api/v1/media/voice/hook-a';
const form = {
  CallSid: 'CA1234567890ABCDE',
  AccountSid: 'AC0',
  From: '+32470123456',
  To: '+3225550100',
  CallStatus: 'ringing',
  Direction: 'inbound',
};

async function bridge(voiceAuthTokens: string[] = ['bridge-token']) {
  const parts = await mediaUnderTest({
    tenantByHook: (hook) =>
      Promise.resolve(hook === 'hook-a' ? { tenantId: 'firm-a', voiceAuthTokens, flowTokens: [] } : null),
  });
  const ask = (fields: Record<string, string> = form, signature?: string) => {
    const body = new URLSearchParams(fields);
    return fetch(`http://127.0.0.1:${parts.media.server.port}${path}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature ?? twilioSignature('bridge-token', base + path, body) },
      body,
    });
  };
  return { ...parts, ask };
}

describe('the voice URL', () => {
  it('has the signature that Twilio documents', () => {
    const fields = new URLSearchParams({
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    });
    expect(twilioSignature('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', fields)).toBe(
      'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
    );
  });

  it('leads a signed call to a stream that opens', async () => {
    const { ask, media, phone, url } = await bridge();
    media.setAudioHandler(echo);
    const answer = await ask();
    expect(answer.headers.get('content-type')).toBe('application/xml');
    const xml = await answer.text();
    const stream = /<Connect><Stream url="(wss:\/\/relay\.firm\.example[^"]+)">/.exec(xml)?.[1] ?? '';
    expect(xml).toContain('<Parameter name="From" value="+32470123456"/>');
    const caller = await phone({ url: url(new URL(stream).pathname), dialect: twilioPhone() });
    await caller.say(tone(100));
    await until(() => expect(loudFrames(caller.heard.frames)).toBe(5));
    expect(media.activeCalls('firm-a')).toEqual([form.CallSid]);
  });

  it('is busy as long as nobody here takes calls', async () => {
    const { ask } = await bridge();
    expect(await (await ask()).text()).toContain('<Reject reason="busy"/>');
  });

  it('refuses what is not signed, signed with another token, or changed on the way', async () => {
    const { ask, media, logged } = await bridge();
    media.setAudioHandler(echo);
    const right = twilioSignature('bridge-token', base + path, new URLSearchParams(form));
    for (const [fields, signature] of [
      [form, ''],
      [form, twilioSignature('other', base + path, new URLSearchParams(form))],
      [{ ...form, From: '+32470999999' }, right],
    ] as const)
      expect((await ask(fields, signature)).status).toBe(401);
    expect(logged.filter((line) => line === 'Webhook signature verification failed')).toHaveLength(3);
  });

  it('never opens without a token of its own', async () => {
    const { ask } = await bridge([]);
    expect((await ask()).status).toBe(503);
  });

  it('names a field that is missing, and writes none of them into the answer as it came', async () => {
    const { ask, media } = await bridge();
    media.setAudioHandler(echo);
    const { CallSid: _, ...without } = form;
    expect((await ask(without)).status).toBe(422);
    const xml = await (await ask({ ...form, From: '"/><Dial>+1900</Dial>' })).text();
    expect(xml).not.toContain('<Dial>');
  });
});

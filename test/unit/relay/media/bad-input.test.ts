import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../relay/simulator/random.ts';
import { gaps } from '../../../../relay/simulator/phone/heard.ts';
import { plainPhone, ringoverPhone, twilioPhone } from '../../../../relay/simulator/phone/phone-dialect.ts';
import { echo, loudFrames, mediaUnderTest, tone, until } from './media-under-test.ts';

const call = { tenantId: 'firm-a', callId: 'call-1' };
const quick = { pingEveryMs: 150, pongMs: 150, firstSoundMs: 400, lookEveryMs: 50 };

async function live(kind: 'ringover' | 'twilio' | 'plain', more: Parameters<typeof mediaUnderTest>[0] = {}) {
  const parts = await mediaUnderTest(more);
  parts.media.setAudioHandler(echo);
  const { urls } = parts.media.expect(call);
  const { pathname, search } = new URL(urls[kind]);
  return { ...parts, address: parts.url(pathname + search) };
}

describe('a stream with a token that does not fit is never opened', () => {
  it.each([
    ['none', '/ws/audio/call-1'],
    ['one that was made up', `/ws/audio/call-1?token=${'a'.repeat(43)}`],
    ['one that was made up, for Ringover', `/ws/ringover/call-1/${'a'.repeat(43)}`],
    ['one that was made up, for a bridge', `/ws/twilio/call-1/${'a'.repeat(43)}`],
    ['the streamer token, where none is set up', '/ws/ringover/some-token'],
  ])('%s', async (_, path) => {
    const { phone, url, media } = await mediaUnderTest();
    media.expect(call);
    await expect(phone({ url: url(path), dialect: plainPhone(8_000) })).rejects.toThrow('answered 401');
    expect(media.sessionCount).toBe(0);
  });

  it('one that was used', async () => {
    const { phone, media, address, logged } = await live('plain');
    await phone({ url: address, dialect: plainPhone(8_000) });
    await expect(phone({ url: address, dialect: plainPhone(8_000) })).rejects.toThrow('answered 401');
    expect(logged).toContain('media_stream_refused');
    expect(media.sessionCount).toBe(1);
  });

  it('one that is too old', async () => {
    let atMs = Date.now();
    const { phone, address } = await live('plain', { now: () => new Date(atMs) });
    atMs += 61_000;
    await expect(phone({ url: address, dialect: plainPhone(8_000) })).rejects.toThrow('answered 401');
  });

  it('one of another call', async () => {
    const { phone, media, url } = await live('plain');
    const { token } = media.expect({ tenantId: 'firm-a', callId: 'call-2' });
    await expect(phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) })).rejects.toThrow(
      'answered 401',
    );
  });

  it('one of another firm, whose call has the same id', async () => {
    const { phone, media, url, events } = await mediaUnderTest({
      streamer: { token: 'streamer-of-a', tenantId: 'firm-a' },
    });
    // The streamer of firm A finds no call of firm B.
    media.expect({ tenantId: 'firm-b', callId: 'call-1' });
    await expect(phone({ url: url('/ws/ringover/streamer-of-a'), dialect: ringoverPhone(8_000) })).rejects.toThrow(
      '409',
    );
    // And a token opens the call of its own firm, whoever shows it.
    const { token } = media.expect({ tenantId: 'firm-b', callId: 'call-1' });
    await phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) });
    await until(() => expect(events[0]).toMatchObject({ type: 'started', call: { tenantId: 'firm-b' } }));
  });

  it('nothing else lives there', async () => {
    const { phone, url } = await mediaUnderTest();
    for (const path of ['/', '/ws', '/ws/audio/', '/ws/audio/a/b', '/ws/other/a', '/ws/audio/%E0%A4%A'])
      await expect(phone({ url: url(path), dialect: plainPhone(8_000) })).rejects.toThrow('answered 404');
  });

  it('one too many is refused and keeps its token for the next try', async () => {
    const { phone, media, url, address } = await live('plain', { limits: { mostSessions: 1 } });
    const first = await phone({ url: address, dialect: plainPhone(8_000) });
    const { token } = media.expect({ tenantId: 'firm-a', callId: 'call-2' });
    const second = { url: url(`/ws/audio/call-2?token=${token}`), dialect: plainPhone(8_000) };
    await expect(phone(second)).rejects.toThrow('answered 503');
    first.hangUp();
    await until(() => expect(media.sessionCount).toBe(0));
    await phone(second);
  });
});

describe("Ringover's streamer with its one address", () => {
  const streamer = { token: 'the-streamer-token', tenantId: 'firm-a' };

  it('gets the call that its metadata names, else the newest that waits', async () => {
    const { phone, media, url, events } = await mediaUnderTest({ streamer });
    for (const callId of ['call-1', 'call-2', 'call-3']) media.expect({ tenantId: 'firm-a', callId });
    await phone({ url: url('/ws/ringover/the-streamer-token'), dialect: ringoverPhone(8_000, { call_id: 'call-2' }) });
    await until(() => expect(events).toHaveLength(1));
    await phone({
      url: url('/ws/ringover'),
      headers: { authorization: 'Bearer the-streamer-token' },
      dialect: ringoverPhone(8_000),
    });
    await until(() => expect(events.map(({ call: { callId } }) => callId)).toEqual(['call-2', 'call-3']));
  });

  it('is shut out when it names a call that nobody expects', async () => {
    const { phone, media, url } = await mediaUnderTest({ streamer });
    media.expect(call);
    const wrong = await phone({
      url: url('/ws/ringover/the-streamer-token'),
      dialect: ringoverPhone(8_000, { call_id: 'x' }),
    });
    expect(await wrong.closed).toMatchObject({ code: 1_008 });
    expect(media.activeCalls('firm-a')).toEqual([]);
  });
});

describe('sound that is none', () => {
  it('a rate that was announced and does not fit the frames ends the stream with the reason', async () => {
    const { phone, address, events, logged } = await live('ringover');
    const caller = await phone({
      url: address,
      dialect: { ...ringoverPhone(8_000), hello: () => ['{"sampleRate":16000}'] },
    });
    const { code, reason } = await caller.closed;
    expect([code, reason]).toEqual([1_007, 'The sound does not have the rate that was announced.']);
    expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'wrong_rate', call });
    expect(logged).toContain('Failed to start audio streaming for call call-1');
  });

  it('twice as much sound as time is found out within seconds, and the caller hears no squeaking for long', async () => {
    const { phone, address, events } = await live('plain');
    // 16 kHz where 8 kHz was said: each 20 ms bring 40 ms of sound.
    const caller = await phone({
      url: address,
      dialect: { ...plainPhone(16_000), sound: (pcm) => Buffer.from(pcm.buffer) },
    });
    expect((await caller.closed).code).toBe(1_007);
    expect(events.at(-1)).toMatchObject({ reason: 'wrong_rate' });
  });

  it('frames of odd sizes', async () => {
    const { phone, address } = await live('ringover');
    const caller = await phone({ url: address, dialect: ringoverPhone(8_000), sendsSilence: false });
    caller.sendRaw(randomBytes(333));
    expect(await caller.closed).toMatchObject({ code: 1_007 });
  });

  it.each(['ringover', 'plain', 'twilio'] as const)(
    'text where sound belongs (%s): some is overlooked, more ends it',
    async (kind) => {
      const { phone, address, events } = await live(kind);
      const dialect = { ringover: ringoverPhone(8_000), plain: plainPhone(8_000), twilio: twilioPhone() }[kind];
      const caller = await phone({ url: address, dialect });
      await until(() => expect(events[0]?.type).toBe('started'));
      for (let i = 0; i < 9; i += 1) caller.sendRaw('hello, is this the relay?');
      await caller.say(tone(200));
      await until(() => expect(loudFrames(caller.heard.frames)).toBe(10));
      caller.sendRaw('hello?');
      expect(await caller.closed).toMatchObject({ code: 1_003 });
      expect(events.filter(({ type }) => type === 'fault')).toHaveLength(1);
    },
  );

  it('a codec that nobody here knows', async () => {
    const { phone, address, events } = await live('twilio');
    const hello = () =>
      twilioPhone()
        .hello()
        .map((message) => String(message).replace('audio/x-mulaw', 'G722'));
    const caller = await phone({ url: address, dialect: { ...twilioPhone(), hello } });
    expect(await caller.closed).toMatchObject({ code: 1_003 });
    expect(events.at(-1)).toMatchObject({ reason: 'codec_unknown' });
  });

  it.each(['ringover', 'plain', 'twilio'] as const)(
    'noise of every kind leaves the relay standing (%s)',
    async (kind) => {
      const { phone, address, media } = await live(kind);
      const caller = await phone({ url: address, dialect: plainPhone(8_000), sendsSilence: false });
      const random = createRandom(kind);
      const texts = [
        '{}',
        '[]',
        'null',
        '{"event":1}',
        '{"event":"media","media":null}',
        '{"event":"media","media":{"payload":"\u0000"}}',
        '{"event":"start","start":{}}',
        '{"event":"dtmf","dtmf":{"digit":"12"}}',
        '{"event":"mark","mark":{}}',
        '{"__proto__":{"x":1}}',
      ];
      for (let i = 0; i < 300; i += 1)
        caller.sendRaw(random() < 0.5 ? randomBytes(Math.floor(random() * 2_000)) : (texts[i % texts.length] ?? ''));
      await caller.closed;
      await until(() => expect(media.sessionCount).toBe(0));
      expect(media.clock.memberCount).toBe(0);
    },
  );

  it('a message that is too large, and too many of them', async () => {
    const { phone, media, url, address } = await live('plain');
    const large = await phone({ url: address, dialect: plainPhone(8_000) });
    large.sendRaw(Buffer.alloc(65 * 1_024));
    expect((await large.closed).code).toBe(1_009);
    const { token } = media.expect({ tenantId: 'firm-a', callId: 'call-2' });
    const fast = await phone({
      url: url(`/ws/audio/call-2?token=${token}`),
      dialect: plainPhone(8_000),
      sendsSilence: false,
    });
    for (let i = 0; i < 600; i += 1) fast.sendRaw(Buffer.alloc(2));
    expect((await fast.closed).code).toBe(1_008);
  });
});

describe('a line that is not what it should be', () => {
  it('half open: the network is gone and nobody said so', async () => {
    const { phone, address, media, events } = await live('plain', { limits: quick });
    const caller = await phone({ url: address, dialect: plainPhone(8_000) });
    await until(() => expect(media.activeCalls('firm-a')).toHaveLength(1));
    caller.goSilent();
    await until(() => expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'half_open' }));
    expect(media.sessionCount).toBe(0);
    expect(media.clock.memberCount).toBe(0);
  });

  it('a caller on hold, whose provider sends nothing but answers pings, stays', async () => {
    const { phone, address, media, events } = await live('plain', { limits: quick });
    const caller = await phone({ url: address, dialect: plainPhone(8_000), sendsSilence: false });
    await caller.say(tone(100));
    await until(() => expect(caller.heard.frames.length).toBeGreaterThan(50));
    expect(media.activeCalls('firm-a')).toEqual(['call-1']);
    expect(events.map(({ type }) => type)).toEqual(['started']);
  });

  it('opened and never used', async () => {
    const { phone, address, logged } = await live('plain', { limits: quick });
    const caller = await phone({ url: address, dialect: plainPhone(8_000), sendsSilence: false });
    await caller.closed;
    expect(logged).toContain('Failed to start audio streaming for call call-1');
  });

  it('30 % of the frames are lost: what arrives is said back in order, and the call stays', async () => {
    const { phone, address, media } = await live('ringover');
    const caller = await phone({
      url: address,
      dialect: ringoverPhone(8_000),
      line: { lossPercent: 30, burst: null },
      chance: createRandom('loss'),
    });
    await caller.say(tone(2_000));
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThan(55));
    expect(loudFrames(caller.heard.frames)).toBeLessThan(85);
    expect(media.activeCalls('firm-a')).toEqual(['call-1']);
  });

  it('300 ms are held back and come at once: nothing is lost and nothing comes back faster than it was said', async () => {
    const { phone, address, media } = await live('ringover');
    const caller = await phone({
      url: address,
      dialect: ringoverPhone(8_000),
      line: { lossPercent: 0, burst: { everyMs: 1_000, heldMs: 300 } },
    });
    await caller.say(tone(2_000));
    await until(() => expect(loudFrames(caller.heard.frames)).toBe(100));
    // The first hold is heard as a pause; after it 300 ms wait in the queue and bridge the others.
    expect(gaps(caller.heard).filter((frames) => frames > 5).length).toBeLessThanOrEqual(2);
    expect(media.activeCalls('firm-a')).toEqual(['call-1']);
  });
});

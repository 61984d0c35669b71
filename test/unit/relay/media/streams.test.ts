import { describe, expect, it } from 'vitest';
import { plainPhone, ringoverPhone, twilioPhone } from '../../../../relay/simulator/phone/phone-dialect.ts';
import { joinedPcm } from '../../../../relay/src/media/sound/pcm.ts';
import { firstFrameLatency, soundAfterClear } from '../../../../relay/simulator/phone/heard.ts';
import type { MediaCall } from '../../../../relay/src/media/session/handlers.ts';
import { echo, loudFrames, mediaUnderTest, tone, until } from './media-under-test.ts';

const call = { tenantId: 'firm-a', callId: 'call-1' };
const dialects = [
  ['Ringover at 8 kHz', 'ringover', () => ringoverPhone(8_000)],
  [
    'Ringover at 16 kHz with metadata',
    'ringover',
    () => ringoverPhone(16_000, { sampleRate: 16_000, call_id: 'ro-1' }),
  ],
  ['Twilio, mu-law', 'twilio', () => twilioPhone()],
  ['Twilio, A-law', 'twilio', () => twilioPhone('PCMA')],
  ['plain', 'plain', () => plainPhone(8_000)],
  ['plain with marks', 'plain', () => plainPhone(8_000, true)],
] as const;

const ports = ['own', 'main'] as const;
const ways = dialects.flatMap(([name, ...rest]) => ports.map((port) => [name, port, ...rest] as const));

describe.each(ways)('a call over the %s dialect, at the %s port', (_, port, kind, dialect) => {
  it('says back what the caller said, whole and in order, within half a second', async () => {
    const { media, phone } = await mediaUnderTest({}, port);
    media.setAudioHandler(echo);
    const { urls } = media.expect(call);
    const { pathname, search } = new URL(urls[kind]);
    const speaker = dialect();
    const caller = await phone({
      url: `ws://127.0.0.1:${media.server.port}${pathname}${search}`,
      dialect: speaker,
    });
    const saidAtMs = caller.nowMs();
    await caller.say(tone(400));
    await until(() => expect(loudFrames(caller.heard.frames)).toBe(20));
    expect(firstFrameLatency(caller.heard, saidAtMs)).toBeLessThan(500);
    const loud = joinedPcm(caller.heard.frames.filter((frame) => frame.some((sample) => Math.abs(sample) > 1_000)));
    const { samples } = tone(400, speaker.rate);
    const off = Math.max(...loud.map((sample, i) => Math.abs(sample - (samples[i] ?? 0))));
    // Companding, and the resampling of the phone.
    expect(off).toBeLessThan(kind === 'twilio' ? 300 : speaker.rate === 16_000 ? 2_000 : 1);
    expect(caller.heard.unreadable).toEqual([]);
  });

  it('tells the beginning, keys and the end, and the call is listed as long as it lasts', async () => {
    const { media, phone, events, logged } = await mediaUnderTest({}, port);
    media.setAudioHandler(echo);
    const { urls } = media.expect(call);
    const { pathname, search } = new URL(urls[kind]);
    const caller = await phone({ url: `ws://127.0.0.1:${media.server.port}${pathname}${search}`, dialect: dialect() });
    await until(() => expect(media.activeCalls('firm-a')).toEqual(['call-1']));
    expect(media.activeCalls('firm-b')).toEqual([]);
    caller.press('5');
    await until(() => expect(events.map(({ type }) => type)).toContain('digit'));
    caller.hangUp();
    await until(() => expect(events.at(-1)?.type).toBe('ended'));
    expect(media.activeCalls('firm-a')).toEqual([]);
    expect(media.clock.memberCount).toBe(0);
    expect(logged).toContain('Call answered: call-1 - Initiating real-time audio streaming');
    expect(logged).toContain('Real-time audio streaming started for call call-1');
  });

  it('after a barge-in the caller hears nothing of the old sentence', async () => {
    const { media, phone } = await mediaUnderTest({}, port);
    let live: MediaCall | null = null;
    media.setAudioHandler({ begin: (begun) => void (live = begun), frame: () => {} });
    const { urls } = media.expect(call);
    const { pathname, search } = new URL(urls[kind]);
    const caller = await phone({ url: `ws://127.0.0.1:${media.server.port}${pathname}${search}`, dialect: dialect() });
    const mine = await until(() => live ?? Promise.reject(new Error('not yet')));
    const old = mine.playout.generation;
    mine.playout.enqueue(old, tone(3_000, mine.rate).samples, { chars: 300 });
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThan(10));
    const heard = mine.playout.clear();
    mine.playout.enqueue(old, tone(1_000, mine.rate).samples);
    await until(() => expect(caller.heard.clearedAtMs).toHaveLength(1));
    const loudAtClear = loudFrames(caller.heard.frames);
    const played = caller.heard.frames.length;
    await until(() => expect(caller.heard.frames.length).toBeGreaterThan(played + 20));
    expect(loudFrames(caller.heard.frames)).toBeLessThanOrEqual(loudAtClear);
    expect(soundAfterClear(caller.heard)).toBe(0);
    // What we believe was heard and what was played differ by the way there and one frame on each side.
    expect(Math.abs(heard.playedMs - loudAtClear * 20)).toBeLessThan(100);
    expect(heard.heardChars).toBe(Math.floor(heard.playedMs / 10));
  });
});

describe('what a provider can be told', () => {
  it('Ringover plays, sends digits as they are and transfers', async () => {
    const { media, phone, url } = await mediaUnderTest();
    media.setAudioHandler({
      begin(live) {
        live.play('https://firm.example/a.mp3');
        live.sendDigits('01*#');
        live.transfer('+3225550100');
      },
      frame: () => {},
    });
    const { token } = media.expect(call);
    const caller = await phone({ url: url(`/ws/ringover/call-1/${token}`), dialect: ringoverPhone(8_000) });
    await until(() => expect(caller.heard.commands).toHaveLength(3));
    expect(caller.heard.commands.map(({ kind, value }) => [kind, value])).toEqual([
      ['play', 'https://firm.example/a.mp3'],
      ['digits', '01*#'],
      ['transfer', '3225550100'],
    ]);
  });

  it('a bridge has no command to transfer, and says so', async () => {
    const { media, phone, url } = await mediaUnderTest();
    let could: boolean | null = null;
    media.setAudioHandler({ begin: (live) => void (could = live.transfer('+3225550100')), frame: () => {} });
    const { token } = media.expect(call);
    await phone({ url: url(`/ws/twilio/call-1/${token}`), dialect: twilioPhone() });
    await until(() => expect(could).toBe(false));
  });
});

describe('handlers', () => {
  it('can be replaced during a call, and taken away', async () => {
    const { media, phone, url } = await mediaUnderTest();
    const counts = [0, 0];
    media.setAudioHandler({ frame: () => void ((counts[0] ?? 0) >= 0 && (counts[0] = (counts[0] ?? 0) + 1)) });
    const { token } = media.expect(call);
    await phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) });
    await until(() => expect(counts[0]).toBeGreaterThan(2));
    const undo = media.setAudioHandler({ frame: () => void (counts[1] = (counts[1] ?? 0) + 1) });
    await until(() => expect(counts[1]).toBeGreaterThan(2));
    undo();
    const [first] = counts;
    expect(counts[0]).toBe(first);
  });

  it('one that fails at every frame costs neither the call nor the log', async () => {
    const { media, phone, url, events, logged } = await mediaUnderTest();
    media.setAudioHandler({
      frame() {
        throw new Error('a mistake of the handler');
      },
    });
    const { token } = media.expect(call);
    const caller = await phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) });
    await caller.say(tone(300));
    expect(media.activeCalls('firm-a')).toEqual(['call-1']);
    expect(events.filter(({ type }) => type === 'fault')).toHaveLength(1);
    expect(logged.filter((line) => line === 'media_handler_failed')).toHaveLength(1);
  });

  it('hears that the stream is over through the signal of the call', async () => {
    const { media, phone, url } = await mediaUnderTest();
    let signal: AbortSignal | null = null;
    media.setAudioHandler({ begin: (live) => void (signal = live.signal), frame: () => {} });
    const { token } = media.expect(call);
    const caller = await phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) });
    await until(() => expect(signal?.aborted).toBe(false));
    caller.hangUp();
    await until(() => expect(signal?.aborted).toBe(true));
  });

  it('a relay that stops ends its streams with a goodbye', async () => {
    const { media, phone, url, events } = await mediaUnderTest();
    media.setAudioHandler(echo);
    const { token } = media.expect(call);
    const caller = await phone({ url: url(`/ws/audio/call-1?token=${token}`), dialect: plainPhone(8_000) });
    await until(() => expect(media.activeCalls('firm-a')).toHaveLength(1));
    await media.close();
    expect((await caller.closed).code).toBe(1_001);
    expect(events.at(-1)).toMatchObject({ type: 'ended', reason: 'relay_stops' });
  });
});

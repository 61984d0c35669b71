import { describe, expect, it } from 'vitest';
import { soundAfterClear } from '../../../../../relay/simulator/phone/heard.ts';
import { plainPhone, ringoverPhone, twilioPhone } from '../../../../../relay/simulator/phone/phone-dialect.ts';
import type { SpeechTalk } from '../../../../../relay/src/agent/speech-to-speech/port.ts';
import type { MediaCall } from '../../../../../relay/src/media/session/handlers.ts';
import { loudFrames, mediaUnderTest, tone, until } from '../../media/media-under-test.ts';
import { realtimeUnderTest } from './realtime-under-test.ts';

const callOf = { tenantId: 'firm-a', callId: 'call-1' };
/** 440 Hz, where the engine has 400: so it is known who speaks. */
const notice = tone(600).samples;
const dialects = [
  ['Ringover', 'ringover', () => ringoverPhone(8_000)],
  ['Ringover at 16 kHz', 'ringover', () => ringoverPhone(16_000)],
  ['Twilio', 'twilio', () => twilioPhone()],
  ['plain', 'plain', () => plainPhone(8_000)],
] as const;

/** A call whose caller hears a notice that cannot be interrupted, and then speaks with the engine. */
async function calling(kind: 'ringover' | 'twilio' | 'plain', dialect: ReturnType<(typeof dialects)[number][2]>) {
  const media = await mediaUnderTest();
  const realtime = await realtimeUnderTest();
  const talks: ReturnType<typeof realtime.open>[] = [];
  const calls: MediaCall[] = [];
  let talk: SpeechTalk | null = null;
  media.media.setAudioHandler({
    async begin(call) {
      calls.push(call);
      call.playout.enqueue(call.playout.generation, tone(600, call.rate).samples, { chars: 60 });
      await call.playout.played();
      const opened = realtime.open(call.playout, { rate: call.rate, signal: call.signal });
      talks.push(opened);
      ({ talk } = opened);
    },
    frame: (_, pcm) => talk?.frame(pcm),
  });
  const { urls } = media.media.expect(callOf);
  const { pathname, search } = new URL(urls[kind]);
  const caller = await media.phone({ url: media.url(pathname + search), dialect });
  const engine = await realtime.session();
  const opened = await until(() => talks[0] ?? Promise.reject(new Error('not yet')));
  const call = await until(() => calls[0] ?? Promise.reject(new Error('not yet')));
  await until(() => expect(opened.of('ready')).toHaveLength(1));
  return { ...realtime, media: media.media, caller, engine, opened, call };
}

describe.each(dialects)('a caller over %s speaks with a speech engine', (_, kind, dialect) => {
  it('hears the notice to its end, then the greeting, and the engine hears the caller', async () => {
    const { caller, engine, opened } = await calling(kind, dialect());
    expect(loudFrames(caller.heard.frames)).toBeGreaterThanOrEqual(notice.length / 160 - 3);
    const before = engine.heardMs();
    engine.begin();
    engine.speak({ text: 'How may I help you?', ms: 400 });
    await until(() => expect(opened.spoken()).toMatchObject([{ text: 'How may I help you?', isCutOff: false }]));
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThanOrEqual(30 + 20));
    await caller.say(tone(200));
    await until(() => expect(engine.heardMs()).toBeGreaterThan(before + 200));
  });

  it('talks over it, and hears nothing more of the old sentence, which the engine knows', async () => {
    const { caller, engine, opened } = await calling(kind, dialect());
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThanOrEqual(30));
    const ofNotice = loudFrames(caller.heard.frames);
    const old = engine.begin();
    engine.speak({ text: 'Our office is open from nine to five, and on Fridays until four.', ms: 4_000 }, false);
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThan(ofNotice + 15));
    engine.speechStarts();
    for (let i = 0; i < 10; i += 1) engine.late(old, 100);
    await until(() => expect(caller.heard.clearedAtMs).toHaveLength(1));
    const atClear = loudFrames(caller.heard.frames);
    await until(() => expect(engine.truncated).toHaveLength(1));
    const played = caller.heard.frames.length;
    await until(() => expect(caller.heard.frames.length).toBeGreaterThan(played + 25));
    expect(loudFrames(caller.heard.frames)).toBeLessThanOrEqual(atClear + 1);
    expect(soundAfterClear(caller.heard)).toBe(0);
    const [cut] = engine.truncated;
    expect(cut?.item).toBe(old.item);
    // Two clocks and the way between; to the frame it is shown where the test turns the clock.
    expect(Math.abs((cut?.audioEndMs ?? 0) - (atClear - ofNotice) * 20)).toBeLessThan(100);
    expect(opened.spoken()).toMatchObject([{ isCutOff: true }]);
    expect(opened.spoken()[0]?.heardMs).toBeCloseTo(cut?.audioEndMs ?? 0, -1);
    expect(engine.complaints).toEqual([]);
  });
});

describe('the line to the engine breaks in the middle of a call', () => {
  it('the call goes on with another voice at once', async () => {
    const { caller, engine, opened, call, media } = await calling('plain', plainPhone(8_000));
    engine.begin();
    engine.speak({ text: 'Our office is open from nine to five.', ms: 4_000 }, false);
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThan(40));
    engine.cut();
    await until(() => expect(opened.failures).toHaveLength(1));
    const before = loudFrames(caller.heard.frames);
    call.playout.enqueue(call.playout.generation, tone(400).samples, { chars: 20 });
    await until(() => expect(loudFrames(caller.heard.frames)).toBeGreaterThanOrEqual(before + 20));
    expect(media.activeCalls('firm-a')).toEqual(['call-1']);
  });

  it('hanging up closes the line to the engine', async () => {
    const { caller, server, opened } = await calling('plain', plainPhone(8_000));
    caller.hangUp();
    await until(() => expect(server.openSockets()).toBe(0));
    expect(opened.failures).toEqual([]);
  });
});

import { onTestFinished, vi } from 'vitest';
import type { AgentTalk } from '../../relay/src/wire/agent-talk.ts';
import type { Callback } from '../../relay/src/wire/callback.ts';
import type { ReceptionistSettings } from '../../relay/src/wire/receptionist.ts';
import type { Language } from '../../relay/src/wire/scalars.ts';
import type { RelayOverrides } from '../../relay/src/relay.ts';
import type { TenantStore } from '../../relay/src/storage/port.ts';
import { createPlayoutClock, type PlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import { startPretendBridge, type BridgedCall } from '../../relay/simulator/phone/pretend-bridge.ts';
import { ringoverPhone } from '../../relay/simulator/phone/phone-dialect.ts';
import { callRelay, type VirtualPhone } from '../../relay/simulator/phone/virtual-phone.ts';
import { newPretendCall, newUint64 } from '../../relay/simulator/pretend-call.ts';
import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { speakOnce } from '../../relay/simulator/sound/speak.ts';
import { startTestRelay, TENANT, type RelayUnderTest } from './relay-under-test.ts';
import { testModelsDir } from './test-speech.ts';

const STREAMER = 'streamer-secret-of-the-test';
const BRIDGE = { authToken: 'bridge-token', accountSid: 'AC0123456789abcdef0123456789abcdef' };
export const CALLER = '+32479999999';
export const LINE = '+3225550100';

/** One voice for all callers of a test run: each sentence is spoken once. */
export const say = speakOnce();

export interface TalkingFirm {
  relay: RelayUnderTest;
  store: TenantStore;
  clock: PlayoutClock;
  /** A call over Ringover's webhook and streamer. */
  ringover(from?: string): Promise<VirtualPhone>;
  /** A call over the SIP bridge: voice URL, and Twilio Media Streams. */
  bridge(from?: string): Promise<BridgedCall>;
  /** What the firm owes for this call, once it is there. */
  callbackOf(this: void, callId: string): Promise<Callback>;
  talkOf(this: void, callId: string): Promise<AgentTalk>;
  /** Everything that happened in the talk with this number, for the message of a test that fails. */
  whatHappened(this: void, from: string): Promise<string>;
}

/** The receptionist would take a call now. */
const isTaken = async (relay: RelayUnderTest) => (await relay.receptionist.takes(TENANT)) === true;

/** A relay whose receptionist is on, hears with ci-stt-espeak and speaks with espeak-ng. */
export async function talkingFirm(
  given: {
    languages?: Language[];
    settings?: Partial<ReceptionistSettings>;
    environment?: Record<string, string>;
    overrides?: RelayOverrides;
  } = {},
): Promise<TalkingFirm> {
  const clock = createPlayoutClock();
  const options = { voiceUrl: '', ...BRIDGE, clock, returnsCallers: true, tellsAnswers: true };
  const bridge = await startPretendBridge(options);
  onTestFinished(() => bridge.api.close());
  const relay = await startTestRelay({
    environment: {
      RINGOVER_STREAMER_AUTH_TOKEN: STREAMER,
      RINGOVER_WEBSOCKET_PORT: '0',
      TWILIO_AUTH_TOKEN: BRIDGE.authToken,
      TWILIO_API_BASE_URL: bridge.api.origin,
      TWILIO_RETURNS_CALLERS: '1',
      AGENT_HEARING: 'sherpa:ci-stt-espeak',
      RELAY_ALLOW_TEST_STT: '1',
      MODELS_DIR: testModelsDir,
      ...given.environment,
    },
    ...(given.overrides && { overrides: given.overrides }),
  });
  const store = relay.storage.tenant(TENANT);
  const settings = await store.receptionist();
  const on = { ...settings, isOn: true, revision: 1, languages: given.languages ?? settings.languages };
  await store.putReceptionist({ ...on, ...given.settings }, settings.revision);
  await vi.waitFor(
    async () => {
      if (!(await isTaken(relay))) throw new Error('not ready yet');
    },
    { timeout: 30_000, interval: 100 },
  );
  const tenant = await relay.storage.tenants.byId(TENANT);
  options.voiceUrl = `${relay.publicBaseUrl}/api/v1/media/voice/${tenant?.hookToken ?? ''}`;
  const ringover = createPretendRingover({
    relayUrl: relay.url,
    publicBaseUrl: relay.publicBaseUrl,
    hookToken: tenant?.hookToken ?? '',
    key: tenant?.secrets.ringoverWebhookKeys[0] ?? '',
  });
  const { port } = relay.media.server;
  return {
    relay,
    store,
    clock,
    async ringover(from = CALLER) {
      const callId = newUint64();
      const at = new Date();
      const call = newPretendCall({ callId, from, to: LINE, startedAt: at });
      const tell = async (moment: 'ringing' | 'hangup', answeredAt: Date | null) => {
        const signed = ringover.sign(call, { moment, at: new Date(), answeredAt, attempt: 1 });
        if (!signed) throw new Error('Ringover tells of it');
        await fetch(signed.url, { method: 'POST', headers: signed.headers, body: signed.body });
      };
      await tell('ringing', null);
      const phone = await vi.waitFor(
        () =>
          callRelay({
            url: `ws://127.0.0.1:${port}/ws/ringover/${STREAMER}`,
            dialect: ringoverPhone(8_000, { call_id: callId }),
            clock,
          }),
        10_000,
      );
      onTestFinished(() => phone.hangUp());
      // The relay is told of the end by Ringover alone.
      const closed = phone.closed.then(async (how) => {
        // The relay may be gone with the test.
        await tell('hangup', at).catch(() => undefined);
        return how;
      });
      return { ...phone, closed };
    },
    async bridge(from = CALLER) {
      const going = await bridge.call({ from, to: LINE });
      onTestFinished(() => going.hangUp());
      return going;
    },
    callbackOf: (callId) =>
      vi.waitFor(
        async () => {
          const one = (await store.openCallbacks()).find((owed) => owed.callId === callId);
          if (!one) throw new Error('nothing is owed yet');
          return one;
        },
        { timeout: 10_000 },
      ),
    async whatHappened(from) {
      const call = (await store.callPage(null, 50)).items.find(({ fromNumber }) => fromNumber === from);
      const talk = call ? await store.agentTalk(call.id) : null;
      const moments = talk?.moments ?? [];
      const lines = moments.map(({ atMs, kind, text }) => `${String(atMs)} ${kind} ${text ?? ''}`);
      return [`${call?.outcome ?? 'no call'}, ${talk?.ended ?? 'not kept yet'}`, ...lines].join('\n');
    },
    talkOf: (callId) =>
      vi.waitFor(
        async () => {
          const talk = await store.agentTalk(callId);
          if (!talk) throw new Error('no talk is kept yet');
          return talk;
        },
        { timeout: 10_000 },
      ),
  };
}

import { onTestFinished, vi } from 'vitest';
import type { CallOnLine } from '../../relay/src/agent/call-on-line.ts';
import type { ReceptionistOnDuty } from '../../relay/src/agent/line/line-deps.ts';
import { createPlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import type { EndReason, MediaCall } from '../../relay/src/media/session/handlers.ts';
import type { RelayOverrides } from '../../relay/src/relay.ts';
import type { TenantStore } from '../../relay/src/storage/port.ts';
import type { Call } from '../../relay/src/wire/call.ts';
import {
  startPretendBridge,
  type BridgedCall,
  type PretendBridge,
  type PretendBridgeOptions,
} from '../../relay/simulator/phone/pretend-bridge.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { personNamed, startTestRelay, TENANT, type RelayUnderTest } from './relay-under-test.ts';

export const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
export const TOKEN = 'bridge-token';
export const CALLER = '+32470271836';
export const LINE = '+3225550100';
export const ADA = { id: 'ada', line: '+3225550111' };
export const never = new AbortController().signal;

/** Waits for a condition; a shared machine can stall for seconds. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, 10_000);

/** One stream as the talk sees it. */
export interface SeenStream {
  media: MediaCall;
  line: CallOnLine | null;
  ended: EndReason | null;
}

export interface OnDuty {
  duty?: Partial<ReceptionistOnDuty>;
  environment?: Record<string, string>;
  overrides?: RelayOverrides;
}

export interface RelayOnDuty {
  relay: RelayUnderTest;
  store: TenantStore;
  clock: ManualClock;
  streams: SeenStream[];
  hookToken: string;
  /** Of a stream, once it is known. */
  lineOf(this: void, index: number): Promise<CallOnLine>;
  /** The firm's only call, as it is now. */
  onlyCall(this: void): Promise<Call>;
}

export interface RelayWithBridge extends RelayOnDuty {
  bridge: PretendBridge;
  voiceUrl: string;
  call(this: void, of?: { from?: string; to?: string; callSid?: string }): Promise<BridgedCall>;
}

/** A relay with a receptionist on duty that takes every call and says nothing. */
export async function relayOnDuty(given: OnDuty = {}): Promise<RelayOnDuty> {
  const clock = createManualClock(new Date().toISOString());
  const relay = await startTestRelay({
    environment: { TWILIO_AUTH_TOKEN: TOKEN, ...given.environment },
    overrides: {
      receptionist: { takes: () => true, lastResort: () => null, ...given.duty },
      providerClock: clock,
      ...given.overrides,
    },
  });
  const store = relay.storage.tenant(TENANT);
  await store.putPerson({ ...personNamed(ADA.id, 'lawyer'), lines: [ADA.line], providerUserIds: ['22673838', 'w0'] });
  const streams: SeenStream[] = [];
  relay.media.setAudioHandler({
    async begin(media) {
      const seen: SeenStream = { media, line: null, ended: null };
      streams.push(seen);
      const line = await relay.lines.lineOf(media);
      await line?.took();
      seen.line = line;
    },
    frame: () => {},
    async end(media, reason) {
      const seen = streams.find((one) => one.media === media);
      if (!seen) return;
      seen.ended = reason;
      await seen.line?.left(reason);
    },
  });
  const tenant = await relay.storage.tenants.byId(TENANT);
  const hookToken = tenant?.hookToken ?? '';
  return {
    relay,
    store,
    clock,
    streams,
    hookToken,
    lineOf: (index: number) =>
      until(() => {
        const line = streams[index]?.line;
        if (!line) throw new Error('no line yet');
        return line;
      }),
    onlyCall: async () => {
      const [call, another] = (await store.callPage(null, 10)).items;
      if (!call || another) throw new Error('not one call');
      return call;
    },
  };
}

/** The same with a SIP bridge that is controlled over its REST API. */
export async function relayWithBridge(
  given: OnDuty & { bridge?: Partial<PretendBridgeOptions> } = {},
): Promise<RelayWithBridge> {
  // Its address is part of the relay's configuration, and the relay's port of its own: one of them has to begin.
  const returnsCallers = given.bridge?.returnsCallers ?? true;
  const options: PretendBridgeOptions = {
    voiceUrl: '',
    authToken: TOKEN,
    accountSid: ACCOUNT,
    clock: createPlayoutClock(),
    returnsCallers,
    ...given.bridge,
  };
  const bridge = await startPretendBridge(options);
  onTestFinished(() => bridge.api.close());
  const duty = await relayOnDuty({
    ...given,
    environment: {
      TWILIO_API_BASE_URL: bridge.api.origin,
      TWILIO_RETURNS_CALLERS: returnsCallers ? '1' : '0',
      ...given.environment,
    },
  });
  options.voiceUrl = `${duty.relay.publicBaseUrl}/api/v1/media/voice/${duty.hookToken}`;
  const call = async (of: { from?: string; to?: string; callSid?: string } = {}) => {
    const going = await bridge.call({ from: CALLER, to: LINE, ...of });
    onTestFinished(() => going.hangUp());
    return going;
  };
  return { ...duty, bridge, call, voiceUrl: options.voiceUrl };
}

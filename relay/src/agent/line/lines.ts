import type { VoiceHandler } from '../../media/media-deps.ts';
import type { MediaCall } from '../../media/session/handlers.ts';
import type { TurnCall } from '../../media/turns/turn-calls.ts';
import type { StoredEvent } from '../../storage/port.ts';
import type { Media } from '../../media/open-media.ts';
import type { ReceptionistDoor } from '../../webhooks/receptionist-door.ts';
import { normaliseNumber } from '../../webhooks/phone-number.ts';
import type { Provider } from '../../wire/scalars.ts';
import type { CallOnLine } from '../call-on-line.ts';
import { createBlindLine } from './blind-line.ts';
import { createBridgeLine } from './bridge-line.ts';
import { bridgeCall } from './bridge-rest.ts';
import { createDials } from './dials.ts';
import { createExpectedCalls } from './expected-calls.ts';
import { createFirmCalls, ownFact, type KnownCall, type NamedCall } from './firm-calls.ts';
import { createFlowLine, type FlowLine } from './flow-line.ts';
import { createHandedOver, type HandedOver } from './handed-over.ts';
import type { LineDeps, ReceptionistOnDuty } from './line-deps.ts';
import { createVoiceCalls } from './voice-calls.ts';
import { createVoiceDoor } from './voice-door.ts';
import { createAnswerWatch } from './watch-answer.ts';

/** How media streams and the firms' calls belong together. */
export interface Lines {
  /**
   * The firm's call of this stream; one that no webhook told of is made here.
   * @returns null: it could not be found or kept, so nothing can be done with it
   */
  lineOf(call: MediaCall): Promise<CallOnLine | null>;
  /** The same of a call of which only words come. */
  flowLineOf(call: TurnCall): Promise<FlowLine | null>;
  /** For `media.setVoiceHandler`. */
  readonly voice: VoiceHandler;
  /** A push handed this call to the SIP bridge. */
  readonly handedOver: HandedOver;
  /** To call after the commit, with what was committed. */
  follow(tenantId: string, events: readonly StoredEvent[]): void;
  close(): void;
}

export function createLines(deps: LineDeps): Lines {
  const calls = createFirmCalls(deps);
  const watch = createAnswerWatch({ calls, clock: deps.clock });
  const voice = createVoiceCalls(deps, calls);
  const dials = createDials(deps.now);
  const handedOver = createHandedOver(deps.now);
  const expected = createExpectedCalls(deps);

  async function voiceUrlOf(tenantId: string): Promise<string> {
    const tenant = await deps.storage.tenants.byId(tenantId);
    return `${deps.publicBaseUrl}/api/v1/media/voice/${tenant?.hookToken ?? ''}`;
  }

  async function bridgeLine(media: MediaCall): Promise<CallOnLine | null> {
    const state =
      voice.find(media) ??
      // Its voice URL was asked before a restart: known by its id, and no longer to be controlled.
      voice.begin({
        named: { tenantId: media.tenantId, provider: 'sipgate', providerCallId: media.callId },
        isOwn: true,
        callSid: media.callId,
        accountSid: '',
      });
    voice.returned(state);
    const known = (await calls.find(state.named)) ?? (await beginFromStream(state.named, media));
    if (known === null) return null;
    const { callSid, accountSid } = state;
    const control =
      deps.bridge === null || accountSid === '' ? null : bridgeCall(deps.bridge, deps, { accountSid, callSid });
    return createBridgeLine({
      deps,
      voice,
      dials,
      state,
      known,
      media,
      control,
      voiceUrl: await voiceUrlOf(media.tenantId),
    });
  }

  /** What the stream says of numbers is used only where nothing better is known: it files the call, and proves nothing. */
  async function beginFromStream(named: NamedCall, media: MediaCall): Promise<KnownCall | null> {
    const tenant = await deps.storage.tenants.byId(named.tenantId);
    if (!tenant) return null;
    const { country } = tenant.firm;
    const fromNumber = normaliseNumber(media.facts['From'] ?? null, country);
    const fact = ownFact('ringing', `${named.providerCallId}/ringing`, deps.now(), {
      direction: 'inbound',
      fromNumber,
      toNumber: normaliseNumber(media.facts['To'] ?? null, country),
      anonymous: fromNumber === null,
    });
    return calls.tell(named, [fact]);
  }

  async function blindLine(media: MediaCall): Promise<CallOnLine | null> {
    const { tenantId, callId } = media;
    const usual: Provider = media.dialect === 'ringover' ? 'ringover' : 'sipgate';
    const other: Provider = usual === 'ringover' ? 'sipgate' : 'ringover';
    let named: NamedCall = { tenantId, provider: usual, providerCallId: callId };
    let known = await calls.find(named);
    if (known === null && media.dialect === 'plain') {
      const elsewhere = { ...named, provider: other };
      known = await calls.find(elsewhere);
      if (known !== null) named = elsewhere;
    }
    const byOurId = known === null ? await deps.storage.tenant(tenantId).call(callId) : null;
    if (byOurId !== null) {
      named = { tenantId, provider: byOurId.provider, providerCallId: byOurId.providerCallId };
      known = await calls.find(named);
    }
    const isFromStream = known === null;
    known ??= await beginFromStream(named, media);
    if (known === null) return null;
    const account = await deps.accounts.of(tenantId, named.provider);
    // Ringover tells the end of each of its calls, also of one whose beginning we know from the stream.
    const isOwn = isFromStream && named.provider !== 'ringover';
    return createBlindLine({ deps, calls, watch, named, known, media, account, isOwn });
  }

  return {
    async lineOf(call) {
      try {
        return await (call.dialect === 'twilio' ? bridgeLine(call) : blindLine(call));
      } catch (error) {
        deps.log.error({ tenantId: call.tenantId, callId: call.callId, err: error }, 'line_not_found');
        return null;
      }
    },
    async flowLineOf(call) {
      try {
        return await createFlowLine(deps, { calls, handedOver }, call);
      } catch (error) {
        deps.log.error({ tenantId: call.tenantId, callId: call.sessionId, err: error }, 'line_not_found');
        return null;
      }
    },
    voice: createVoiceDoor(deps, { voice, dials, handedOver, voiceUrlOf }),
    handedOver,
    follow(tenantId, events) {
      watch.follow(tenantId, events);
      expected.follow(tenantId, events);
    },
    close() {
      voice.close();
      expected.close();
    },
  };
}

/** For the routes that say to a provider where a call goes. The numbers belong to the first tenant. */
export function doorOf(
  lines: Pick<Lines, 'handedOver'>,
  of: {
    receptionist: ReceptionistOnDuty | null;
    media: Pick<Media, 'expect'>;
    numbers: { readonly sipNumber: string | null; readonly ringoverNumber: string | null };
    firstTenantId: string | null;
  },
): ReceptionistDoor {
  const isFirst = (tenantId: string) => tenantId === of.firstTenantId;
  return {
    takes: (tenantId) => of.receptionist?.takes(tenantId) ?? false,
    bridgeNumber: (tenantId) => (isFirst(tenantId) ? of.numbers.sipNumber : null),
    streamerNumber: (tenantId) => (isFirst(tenantId) ? of.numbers.ringoverNumber : null),
    handedOver: ({ tenantId, providerCallId, from }) =>
      lines.handedOver.put({ tenantId, provider: 'sipgate', providerCallId }, from),
    streamOf: (call) => of.media.expect(call).urls.plain,
  };
}

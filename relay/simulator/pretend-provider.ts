import { compactPayload } from './compact-payload.ts';
import { compactSignature } from './compact-signature.ts';
import type { PretendCall, PretendEvent } from './pretend-call.ts';
import type { RecordingLink } from './life/call-life.ts';
import { ringoverPayload } from './ringover-payload.ts';
import { inNewEnvelope, ringoverAfterCall } from './told/ringover-told.ts';
import type { SignedDelivery } from './signed-delivery.ts';
import { sipgatePayload } from './sipgate-payload.ts';
import { createSign } from './told/wires.ts';

export type { SignedDelivery } from './signed-delivery.ts';

export interface PretendProvider {
  name: 'ringover' | 'sipgate' | 'compact';
  /** Null when this provider tells nothing at that moment. */
  sign(call: PretendCall, event: PretendEvent): SignedDelivery | null;
  /** What is told when the recording is there, some time after the call; absent: this provider tells nothing. */
  signRecorded?(call: PretendCall, link: RecordingLink, at: Date): SignedDelivery;
}

export interface RingoverSide {
  /** Where to send: `http://127.0.0.1:8000`. */
  relayUrl: string;
  /** What the firm configured at the provider, when that is not `relayUrl` (a proxy in between); it is signed. */
  publicBaseUrl?: string;
  hookToken: string;
  key: string;
  /** Ringover sends V1 today, and both on accounts that asked for V3. */
  signatures?: 'v1' | 'v3' | 'both';
}

export function createPretendRingover({ key, ...side }: RingoverSide): PretendProvider {
  const sign = createSign({ ...side, ringoverKey: key });
  return {
    name: 'ringover',
    sign: (call, event) => sign('ringover/call', ringoverPayload(call, event)),
    signRecorded: ({ callId, channelId }, link, at) =>
      sign(
        'ringover/call',
        inNewEnvelope(ringoverAfterCall({ callId, channelId, at }, { event: 'record_available', ...link })),
      ),
  };
}

export interface SipgateSide {
  relayUrl: string;
  hookToken: string;
  /** PKCS#8 PEM; the relay's tenant must have the public half in `sipgatePublicKeys`. */
  privateKeyPem: string;
}

export function createPretendSipgate({ privateKeyPem, ...side }: SipgateSide): PretendProvider {
  const sign = createSign({ ...side, sipgatePrivateKeyPem: privateKeyPem });
  return { name: 'sipgate', sign: (call, event) => sign('sipgate', sipgatePayload(call, event)) };
}

export interface CompactSide {
  relayUrl: string;
  tenantId: string;
  key: string;
}

export function createPretendCompact(side: CompactSide): PretendProvider {
  return {
    name: 'compact',
    sign(call, event) {
      const body = compactPayload(call, event, side.tenantId);
      if (body === null) return null;
      return {
        url: `${withoutSlash(side.relayUrl)}/api/v1/webhooks/ringover`,
        headers: { 'Content-Type': 'application/json', 'X-Ringover-Signature': compactSignature(side.key, body) },
        body,
      };
    },
  };
}

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

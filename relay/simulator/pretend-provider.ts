import { createPrivateKey } from 'node:crypto';
import { compactPayload } from './compact-payload.ts';
import { compactSignature } from './compact-signature.ts';
import type { PretendCall, PretendEvent } from './pretend-call.ts';
import { ringoverPayload } from './ringover-payload.ts';
import { signRingoverV1, signRingoverV3 } from './sign-ringover.ts';
import { signSipgate } from './sign-sipgate.ts';
import { sipgatePayload } from './sipgate-payload.ts';

/** One signed request, ready to be sent, and sent again unchanged. */
export interface SignedDelivery {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface PretendProvider {
  name: 'ringover' | 'sipgate' | 'compact';
  /** Null when this provider tells nothing at that moment. */
  sign(call: PretendCall, event: PretendEvent): SignedDelivery | null;
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

export function createPretendRingover(side: RingoverSide): PretendProvider {
  const path = `/hooks/ringover/${side.hookToken}/call`;
  const signedUrl = withoutSlash(side.publicBaseUrl ?? side.relayUrl) + path;
  const signatures = side.signatures ?? 'both';
  return {
    name: 'ringover',
    sign(call, event) {
      const body = ringoverPayload(call, event);
      const headers: Record<string, string> = { 'Content-Type': 'application/json' };
      if (signatures !== 'v3') headers['X-Ringover-Webhook-Signature'] = signRingoverV1(side.key, signedUrl, body);
      if (signatures !== 'v1') Object.assign(headers, signRingoverV3(side.key, signedUrl, body, new Date()));
      return { url: withoutSlash(side.relayUrl) + path, headers, body };
    },
  };
}

export interface SipgateSide {
  relayUrl: string;
  hookToken: string;
  /** PKCS#8 PEM; the relay's tenant must have the public half in `sipgatePublicKeys`. */
  privateKeyPem: string;
}

export function createPretendSipgate(side: SipgateSide): PretendProvider {
  const privateKey = createPrivateKey(side.privateKeyPem);
  return {
    name: 'sipgate',
    sign(call, event) {
      const body = sipgatePayload(call, event);
      return {
        url: `${withoutSlash(side.relayUrl)}/hooks/sipgate/${side.hookToken}`,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'User-Agent': 'sipgate.io',
          'X-Sipgate-Signature': signSipgate(privateKey, body),
        },
        body,
      };
    },
  };
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

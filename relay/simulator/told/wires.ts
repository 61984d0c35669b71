import { createPrivateKey } from 'node:crypto';
import { compactSignature } from '../compact-signature.ts';
import type { SignedDelivery } from '../signed-delivery.ts';
import { signRingoverV1, signRingoverV3 } from '../sign-ringover.ts';
import { signSipgate } from '../sign-sipgate.ts';

/**
 * Where a delivery goes and how it is signed. Ringover's dashboard has a block with an address and a key of its own for
 * the events, for each kind of question, and for none but the IVR leaves out the signature (telephony facts 2.3).
 */
export type Wire =
  | 'ringover/call'
  | 'ringover/contact'
  | 'ringover/search'
  | 'ringover/routing'
  | 'ringover/ivr'
  /** HTTP contract section 2: old names or the new envelope, with the compact dialect's signature. */
  | 'event'
  | 'sipgate'
  /** HTTP contract section 3. */
  | 'sipgate_json';

export interface WireSide {
  /** Where to send: `http://127.0.0.1:8000`. */
  relayUrl: string;
  /** What the firm configured at the provider, when that is not `relayUrl`; it is signed. */
  publicBaseUrl?: string;
  /** Secret part of the address; only the wires `event` and `sipgate_json` do without. */
  hookToken?: string;
  /** Of Ringover's call events and of `event`. */
  ringoverKey?: string;
  /** Of the other blocks; absent: `ringoverKey`. */
  contactKey?: string;
  searchKey?: string;
  routingKey?: string;
  /** PKCS#8 PEM; the relay's tenant must have the public half. */
  sipgatePrivateKeyPem?: string;
  /** Of `sipgate_json`. */
  sipgateSecret?: string;
  /** Ringover sends V1 today, and both on accounts that asked for V3. */
  signatures?: 'v1' | 'v3' | 'both';
}

/** What a wire needs and nobody gave. `option` is the word of the command line. */
export class WireNotConfigured extends Error {
  constructor(wire: Wire, option: string) {
    super(`${wire} needs ${option}`);
    this.name = 'WireNotConfigured';
  }
}

export type Sign = (wire: Wire, body: string) => SignedDelivery;

/** @returns a function that throws WireNotConfigured for a wire whose key or address is missing */
export function createSign(side: WireSide): Sign {
  const relayUrl = side.relayUrl.replace(/\/+$/, '');
  const publicUrl = (side.publicBaseUrl ?? side.relayUrl).replace(/\/+$/, '');
  const privateKey = side.sipgatePrivateKeyPem === undefined ? null : createPrivateKey(side.sipgatePrivateKeyPem);
  const signatures = side.signatures ?? 'both';

  function ringover(wire: Wire, body: string, block: string, key: string | undefined): SignedDelivery {
    const path = `/hooks/ringover/${need(wire, side.hookToken, '--hook-token')}/${block}`;
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (block !== 'ivr') {
      const secret = need(wire, key ?? side.ringoverKey, '--key');
      const url = publicUrl + path;
      if (signatures !== 'v3') headers['X-Ringover-Webhook-Signature'] = signRingoverV1(secret, url, body);
      if (signatures !== 'v1') Object.assign(headers, signRingoverV3(secret, url, body, new Date()));
    }
    return { url: relayUrl + path, headers, body };
  }

  return (wire, body) => {
    switch (wire) {
      case 'ringover/call':
        return ringover(wire, body, 'call', side.ringoverKey);
      case 'ringover/contact':
        return ringover(wire, body, 'contact', side.contactKey);
      case 'ringover/search':
        return ringover(wire, body, 'search', side.searchKey);
      case 'ringover/routing':
        return ringover(wire, body, 'routing', side.routingKey);
      case 'ringover/ivr':
        return ringover(wire, body, 'ivr', side.routingKey);
      case 'event': {
        const signature = compactSignature(need(wire, side.ringoverKey, '--key'), body);
        return json(`${relayUrl}/api/v1/webhooks/ringover/event`, { 'X-Ringover-Signature': signature }, body);
      }
      case 'sipgate': {
        if (!privateKey) throw new WireNotConfigured(wire, '--private-key');
        const headers = {
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'User-Agent': 'sipgate.io',
          'X-Sipgate-Signature': signSipgate(privateKey, body),
        };
        return { url: `${relayUrl}/hooks/sipgate/${need(wire, side.hookToken, '--hook-token')}`, headers, body };
      }
      case 'sipgate_json': {
        const signature = compactSignature(need(wire, side.sipgateSecret, '--sipgate-secret'), body);
        return json(`${relayUrl}/api/v1/webhooks/sipgate/call`, { 'X-Sipgate-Signature': signature }, body);
      }
      default:
        return wire satisfies never;
    }
  };
}

function json(url: string, headers: Record<string, string>, body: string): SignedDelivery {
  return { url, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

function need(wire: Wire, value: string | undefined, option: string): string {
  if (value === undefined) throw new WireNotConfigured(wire, option);
  return value;
}

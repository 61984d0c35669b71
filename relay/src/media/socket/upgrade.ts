import type { Duplex } from 'node:stream';
import { createPlainDialect } from '../dialect/plain.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { dialectNamed } from '../dialect/dialect-named.ts';
import type { MediaDeps } from '../media-deps.ts';
import type { BoundCall, StreamTokens, TokenRefusal } from '../session/stream-tokens.ts';
import { isOneOf } from './same-secret.ts';
import type { SoundAddress, StreamAddress } from './stream-address.ts';

/** What a connection may become, or why not. */
export type Admission =
  | { kind: 'sound'; dialect: Dialect; knownCall: BoundCall | null; bind: (named: string | null) => BoundCall | null }
  | { kind: 'turns'; tenantId: string }
  | {
      kind: 'refused';
      status: RefusedStatus;
      why: TokenRefusal | 'no_such_path' | 'bad_rate' | 'not_expected' | 'wrong_secret' | 'full';
    };

export type RefusedStatus = keyof typeof phrases;

const refused = (status: RefusedStatus, why: Extract<Admission, { kind: 'refused' }>['why']): Admission => ({
  kind: 'refused',
  status,
  why,
});

/** Decides before anything is upgraded. The answer says little; the log says why. */
export async function admit(
  address: StreamAddress | null,
  { deps, tokens, answered }: { deps: MediaDeps; tokens: StreamTokens; answered: (call: BoundCall) => void },
): Promise<Admission> {
  if (!address) return refused(404, 'no_such_path');
  switch (address.kind) {
    case 'bad-rate':
      return refused(400, 'bad_rate');
    case 'plain':
    case 'twilio':
    case 'ringover': {
      const redeemed = tokens.redeem(address.token, { callId: address.callId });
      if ('refused' in redeemed) return refused(401, redeemed.refused);
      const { call } = redeemed;
      answered(call);
      // A name that is not ours (the provider's own id) is no contradiction where the address was exact.
      return { kind: 'sound', dialect: dialectAt(address), knownCall: call, bind: () => call };
    }
    case 'ringover-any': {
      const { streamer } = deps;
      if (!streamer || !isOneOf(address.token, [streamer.token])) return refused(401, 'wrong_secret');
      const expected = () => tokens.expected(streamer.tenantId);
      if (expected().length === 0) return refused(409, 'not_expected');
      return {
        kind: 'sound',
        dialect: dialectAt(address),
        knownCall: null,
        // The call that the metadata names, else the newest that waits for its stream.
        bind(named) {
          const call = expected().find(({ callId }) => named === null || callId === named);
          if (!call || !tokens.take(call)) return null;
          answered(call);
          return call;
        },
      };
    }
    case 'flow': {
      const tenant = await deps.tenantByHook(address.hookToken);
      if (!tenant || !isOneOf(address.apiToken, tenant.flowTokens)) return refused(401, 'wrong_secret');
      return { kind: 'turns', tenantId: tenant.tenantId };
    }
    default:
      return address satisfies never;
  }
}

export const dialectAt = (address: SoundAddress): Dialect =>
  address.kind === 'plain'
    ? createPlainDialect(address)
    : dialectNamed(address.kind === 'twilio' ? 'twilio' : 'ringover');

const phrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  409: 'Conflict',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export function refuseUpgrade(socket: Duplex, status: keyof typeof phrases): void {
  socket.end(`HTTP/1.1 ${status} ${phrases[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

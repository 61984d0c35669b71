import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { MediaError } from '../ports.ts';
import { isPublicAddress } from './public-address.ts';

export type ResolveHost = (host: string) => Promise<string[]>;

export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * All addresses of a host, each checked. One that is private refuses them all: a name that points both outside and inside
 * is an attack or a mistake. The connection must then go to one of these and ask no name server again (DNS rebinding).
 * @throws MediaError private_address, unreachable
 */
export async function checkedAddresses(
  host: string,
  deps: { resolve: ResolveHost; isAllowed: (address: string) => boolean },
): Promise<string[]> {
  const isLiteral = isIP(host) !== 0;
  let addresses: string[];
  try {
    addresses = isLiteral ? [host] : await deps.resolve(host);
  } catch (cause) {
    throw new MediaError('unreachable', `The name ${host} could not be resolved.`, { retryable: true, cause });
  }
  if (addresses.length === 0) throw new MediaError('unreachable', `${host} has no address.`, { retryable: true });
  if (!addresses.every((address) => isPublicAddress(address) || deps.isAllowed(address))) {
    throw new MediaError('private_address', `${host} is at an address that is not of the Internet.`, {
      retryable: false,
    });
  }
  return addresses;
}

/** For `http.request`: answers with what was checked, whatever is asked. */
export function lookupAmong(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    // On the next tick, as a real one: a socket that fails within its constructor has no listeners yet.
    process.nextTick(() => {
      if (options.all === true) callback(null, all);
      else callback(null, all[0]?.address ?? '', all[0]?.family ?? 4);
    });
  };
}

import { isIP } from 'node:net';
import type { Provider } from '../../wire/scalars.ts';
import { MediaError } from '../ports.ts';
import { isPublicAddress } from './public-address.ts';

/**
 * Where a provider keeps recordings: Ringover's `cdn.ringover.com` and its private hosts (telephony facts 1.2, 2.2),
 * sipgate's `secure.sipgate.com` and API. A host of theirs elsewhere is for the operator to name (RECORDING_HOSTS).
 */
const hostsOf: Record<Provider, readonly string[]> = {
  ringover: ['.ringover.com'],
  sipgate: ['.sipgate.com', '.sipgate.de', '.sipgate.net', '.sipgate.co.uk'],
};

export interface AudioHosts {
  provider: Provider;
  /** As in RECORDING_HOSTS: `host`, or `.suffix`. Only these are also asked without TLS, and at any port. */
  named: readonly string[];
}

/**
 * @returns the address, and whether it is a host of the provider's own, which may be shown the firm's key
 * @throws MediaError host_not_allowed, private_address (which a name can still turn out to be when it is resolved)
 */
export function allowedUrl(text: string, hosts: AudioHosts): { url: URL; isProviders: boolean } {
  const refused = (why: string) => new MediaError('host_not_allowed', why, { retryable: false });
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refused('The link is no address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(`${url.protocol} is not fetched.`);
  if (url.username !== '' || url.password !== '') throw refused('A link with a password in it is not fetched.');
  const host = hostOf(url);
  const isNamed = matches(host, hosts.named);
  const isProviders = url.protocol === 'https:' && url.port === '' && matches(host, hostsOf[hosts.provider]);
  if (!isNamed && !isProviders && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new MediaError('private_address', 'The link points into a private network.', { retryable: false });
  }
  if (!isNamed && !isProviders) throw refused(`${url.protocol}//${url.host} is not one of the hosts of recordings.`);
  return { url, isProviders };
}

/** Without the brackets of an IPv6 address, and without the dot that a full name may end with. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** A suffix never matches an IP address: `.1` would be a quarter of them. */
function matches(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith('.') ? host.endsWith(pattern) && isIP(host) === 0 : host === pattern,
  );
}

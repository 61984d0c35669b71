import { isIPv4 } from 'node:net';

/**
 * Whether what is sent there stays on this machine. Only its own loopback does: another machine of the office may be as
 * trusted, but "nothing leaves the machine" would no longer be true.
 */
export function staysHere(url: string): boolean {
  const { hostname } = new URL(url);
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}

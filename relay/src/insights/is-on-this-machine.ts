import { isIPv4 } from 'node:net';

/** Whether an engine's address is this machine's own, so that what it is sent does not leave it. */
export function isOnThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
}

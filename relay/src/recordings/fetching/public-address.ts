import { BlockList, isIP, isIPv4 } from 'node:net';

/** Addresses that are somebody's own network, this machine, or nobody's (IANA special-purpose registries). */
const privateIPv4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, and the metadata service of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4],
]);

/** Only this much of IPv6 is the Internet: loopback, unique local, link-local, multicast, IPv4-mapped are outside of it. */
const globalIPv6 = blockList('ipv6', [['2000::', 3]]);
const privateIPv6 = blockList('ipv6', [
  ['2001::', 23], // Teredo, ORCHID: tunnels and names, not hosts
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 carries an IPv4 address, maybe a private one
  ['3fff::', 20],
]);
/** How a network without IPv4 reaches IPv4 hosts; the last 32 bits are the address. */
const nat64 = blockList('ipv6', [['64:ff9b::', 96]]);

/** Whether a host of the Internet has this address. False for everything that is no address at all. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !privateIPv4.check(address, 'ipv4');
  // A zone (`fe80::1%eth0`) is only for link-local addresses.
  if (isIP(address) !== 6 || address.includes('%')) return false;
  if (nat64.check(address, 'ipv6')) return isPublicAddress(lastIPv4(address));
  return globalIPv6.check(address, 'ipv6') && !privateIPv6.check(address, 'ipv6');
}

function lastIPv4(address: string): string {
  const written = /[\d.]+$/.exec(address)?.[0] ?? '';
  if (isIPv4(written)) return written;
  // `new URL` writes an IPv6 address in its shortest form, so the last two groups are there unless they are zero.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const tail = (groups[1] ?? '').split(':').filter(Boolean).slice(-2);
  const [high = 0, low = 0] = (tail.length === 2 ? tail : ['0', ...tail]).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}

import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../../../relay/src/recordings/fetching/public-address.ts';

describe('an address that a recording is fetched from', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback in another form', '127.255.255.254'],
    ['nobody', '0.0.0.0'],
    ['a private network', '10.1.2.3'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.0.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['link-local', '169.254.1.1'],
    ['the metadata service of a cloud', '169.254.169.254'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['documentation', '203.0.113.9'],
    ['IPv6 loopback', '::1'],
    ['IPv6 nobody', '::'],
    ['IPv4 written as IPv6', '::ffff:127.0.0.1'],
    ['IPv4 written as IPv6, in hex', '::ffff:7f00:1'],
    ['even a public IPv4 written as IPv6', '::ffff:8.8.8.8'],
    ['unique local', 'fd00:ec2::254'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 link-local with a zone', 'fe80::1%eth0'],
    ['IPv6 multicast', 'ff02::1'],
    ['a tunnel to a private IPv4', '2002:7f00:1::'],
    ['Teredo', '2001:0:1::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['NAT64 to a private IPv4', '64:ff9b::a00:1'],
    ['NAT64 to a private IPv4, with dots', '64:ff9b::10.0.0.1'],
    ['NAT64 to nobody', '64:ff9b::'],
    ['no address', 'cdn.ringover.com'],
    ['nothing', ''],
  ])('is never %s (%s)', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '2001:4860:4860::8888', '64:ff9b::808:808'])(
    'may be %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

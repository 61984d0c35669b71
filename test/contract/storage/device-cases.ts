import { expect } from 'vitest';
import { deviceNamed, later, NOW } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

const howMany = <T>(values: readonly T[], value: T) => values.filter((v) => v === value).length;

export const deviceCases: StorageCase[] = [
  {
    name: 'an invitation works once, also when two desktops use it at the same moment',
    async run(subject) {
      const one = await openWithTenant(subject);
      const storage = await subject.open();
      const other = storage.tenant('firm-a');
      await one.createInvitation('code', 'person-1', later(900));
      expect(await storage.tenants.tenantIdOfInvitation('code')).toBe('firm-a');
      expect(await storage.tenants.tenantIdOfInvitation('other')).toBeNull();
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? one : other).redeemInvitation('code', NOW)),
      );
      expect(results.filter((r) => typeof r === 'object')).toEqual([{ personId: 'person-1' }]);
      expect(howMany(results, 'used')).toBe(9);
      expect(await one.redeemInvitation('other', NOW)).toBe('unknown');
      await one.createInvitation('late', 'person-1', later(900));
      expect(await one.redeemInvitation('late', later(901))).toBe('expired');
    },
  },
  {
    name: 'a stream ticket works once and 60 seconds',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
      await one.createTicket('ticket', 'd1', soon(60));
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? one : other).consumeTicket('ticket', soon(1))),
      );
      expect(results.filter((r) => r !== null)).toEqual([{ deviceId: 'd1' }]);
      await one.createTicket('late', 'd1', soon(60));
      expect(await one.consumeTicket('late', soon(61))).toBeNull();
    },
  },
  {
    name: 'of two rotations of one refresh token one succeeds',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const device = deviceNamed('d1');
      await one.putDevice(device);
      const rotated = (name: string) => ({
        ...device,
        refreshTokenHash: `refresh-${name}`,
        accessTokenHash: `access-${name}`,
        previousRefreshTokenHash: device.refreshTokenHash,
        rotationConfirmed: false,
      });
      const results = await Promise.all([
        one.rotateDevice(rotated('one'), device.refreshTokenHash),
        other.rotateDevice(rotated('other'), device.refreshTokenHash),
      ]);
      expect(howMany(results, true)).toBe(1);
      const winner = results[0] ? 'one' : 'other';
      expect(await one.device('d1')).toEqual(rotated(winner));
      await one.confirmRotation('d1');
      expect((await one.device('d1'))?.rotationConfirmed).toBe(true);
    },
  },
  {
    name: 'a revoked device stays revoked, also when it rotates at that moment, and is told of once',
    async run(subject) {
      const store = await openWithTenant(subject);
      const device = deviceNamed('d1');
      await store.putDevice(device);
      const revoked = await store.revokeDevice('d1', later(5));
      expect(revoked?.value).toMatchObject({ id: 'd1', revokedAt: later(5) });
      expect(JSON.stringify(revoked)).not.toContain('hash');
      expect(revoked?.events.map((e) => e.type)).toEqual(['device_revoked']);
      expect(await store.rotateDevice({ ...device, refreshTokenHash: 'new' }, device.refreshTokenHash)).toBe(false);
      const again = await store.revokeDevice('d1', later(9));
      expect(again).toMatchObject({ value: { revokedAt: later(5) }, events: [] });
      expect(await store.revokeDevice('d2', later(9))).toBeNull();
    },
  },
  {
    name: 'devices are listed with when they were last seen',
    async run(subject) {
      const store = await openWithTenant(subject);
      await store.putDevice(deviceNamed('d2', { enrolledAt: later(1) }));
      await store.putDevice(deviceNamed('d1'));
      await store.markDeviceSeen('d1', later(30));
      expect((await store.devices()).map((d) => [d.id, d.lastSeenAt])).toEqual([
        ['d1', later(30)],
        ['d2', null],
      ]);
    },
  },
];

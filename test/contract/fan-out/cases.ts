import { expect, vi } from 'vitest';
import type { FanOut } from '../../../relay/src/events/fan-out.ts';

/** Each call is another process of one installation; a fan-out within one process gives the same one again. */
export interface FanOutSubject {
  open(): FanOut;
}

export interface FanOutCase {
  name: string;
  run(subject: FanOutSubject): Promise<void>;
}

/** Announces until it is heard: an announcement is best effort, and one made before the other side listens is lost. */
async function heardBy(sender: FanOut, receiver: FanOut, tenantId: string): Promise<void> {
  const heard: string[] = [];
  const stop = receiver.onAnnounced((tenant) => heard.push(tenant));
  await vi.waitFor(() => {
    sender.announce(tenantId, 1);
    expect(heard).toContain(tenantId);
  }, 5_000);
  stop();
}

export const fanOutCases: readonly FanOutCase[] = [
  {
    name: 'brings an announcement to every listener of every process, with tenant and id',
    async run(subject) {
      const one = subject.open();
      const other = subject.open();
      await heardBy(one, other, 'warm-up');
      await heardBy(other, one, 'warm-up');
      const heard: string[] = [];
      one.onAnnounced((tenantId, id) => heard.push(`one ${tenantId} ${String(id)}`));
      other.onAnnounced((tenantId, id) => heard.push(`other ${tenantId} ${String(id)}`));
      one.announce('firm-a', 41);
      await vi.waitFor(() => expect(heard).toContain('other firm-a 41'), 5_000);
      expect(heard).toContain('one firm-a 41');
      expect(heard.filter((line) => line === 'one firm-a 41')).toHaveLength(1);
    },
  },
  {
    name: 'keeps the order of announcements',
    async run(subject) {
      const one = subject.open();
      const other = subject.open();
      await heardBy(one, other, 'warm-up');
      const ids: number[] = [];
      other.onAnnounced((tenantId, id) => {
        if (tenantId === 'firm-a') ids.push(id);
      });
      for (let id = 1; id <= 50; id++) one.announce('firm-a', id);
      await vi.waitFor(() => expect(ids).toContain(50), 5_000);
      expect(ids).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    },
  },
  {
    name: 'brings nothing to a listener that stopped',
    async run(subject) {
      const one = subject.open();
      const other = subject.open();
      await heardBy(one, other, 'warm-up');
      const heard: number[] = [];
      const stop = other.onAnnounced((_tenantId, id) => heard.push(id));
      stop();
      await heardBy(one, other, 'firm-a');
      expect(heard).toEqual([]);
    },
  },
  {
    name: 'can be announced to after it was closed',
    async run(subject) {
      const one = subject.open();
      await one.close();
      expect(() => one.announce('firm-a', 1)).not.toThrow();
    },
  },
  {
    name: 'is reachable once its processes hear one another',
    async run(subject) {
      const one = subject.open();
      const other = subject.open();
      await heardBy(one, other, 'warm-up');
      await heardBy(other, one, 'warm-up');
      expect(await Promise.allSettled([one.check(), other.check()])).toMatchObject([
        { status: 'fulfilled' },
        { status: 'fulfilled' },
      ]);
    },
  },
];

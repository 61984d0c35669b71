import { expect } from 'vitest';
import type { StoredEvent } from '../../../relay/src/storage/port.ts';
import { contactNamed, matterOf, NOW, personNamed, ringing, tenantNamed } from './made-up.ts';
import { openWithTenant, type StorageCase } from './subject.ts';

export const logCases: StorageCase[] = [
  {
    name: 'ids rise by one without a gap while several handles write everything at once',
    async run(subject) {
      const one = await openWithTenant(subject);
      const other = (await subject.open()).tenant('firm-a');
      const contact = contactNamed('Anneke', '+32470271836');
      const returned = await Promise.all([
        ...Array.from({ length: 30 }, (_, i) => (i % 2 ? one : other).accept(ringing(`c${String(i)}`))),
        one.putContact(contact, NOW),
        other.putMatter(matterOf(contact.id)),
        one.putPerson(personNamed('Ada')),
      ]);
      const last = await one.lastEventId();
      const events = await one.eventsAfter(0, 500);
      expect(events.map((e) => e.id)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      const told = returned.flatMap((r) => r.events).sort((a, b) => a.id - b.id);
      expect(told).toEqual(events);
    },
  },
  {
    name: 'a reader that follows the log never finds an id behind the one it has seen',
    async run(subject) {
      const writer = await openWithTenant(subject);
      const writer2 = (await subject.open()).tenant('firm-a');
      const reader = (await subject.open()).tenant('firm-a');
      let writing = true;
      const followed: StoredEvent[] = [];
      const follow = async () => {
        for (;;) {
          const wasWriting = writing;
          const next = await reader.eventsAfter(followed.at(-1)?.id ?? 0, 7);
          followed.push(...next);
          if (next.length === 0 && !wasWriting) return;
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const following = follow();
      for (let round = 0; round < 8; round++) {
        await Promise.all(
          Array.from({ length: 10 }, (_, i) =>
            (i % 2 ? writer : writer2).accept(ringing(`${String(round)}-${String(i)}`)),
          ),
        );
      }
      writing = false;
      await following;
      expect(followed.map((e) => e.id)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
    },
  },
  {
    name: 'events are read after a cursor, as many as asked for',
    async run(subject) {
      const store = await openWithTenant(subject);
      for (const id of ['1', '2', '3', '4']) await store.accept(ringing(id));
      expect((await store.eventsAfter(1, 2)).map((e) => e.id)).toEqual([2, 3]);
      expect(await store.eventsAfter(4, 10)).toEqual([]);
      expect(await store.lastEventId()).toBe(4);
    },
  },
  {
    name: 'everything is there after closing and opening again',
    async run(subject) {
      const storage = await subject.open();
      await storage.tenants.create(tenantNamed('firm-a'));
      const { calls, events } = await storage.tenant('firm-a').accept(ringing('1'));
      await storage.close();
      const again = (await subject.open()).tenant('firm-a');
      expect(await again.call(calls[0]?.id ?? '')).toEqual(calls[0]);
      expect(await again.eventsAfter(0, 10)).toEqual(events);
      expect((await again.accept(ringing('1'))).duplicate).toBe(true);
      expect((await again.accept(ringing('2'))).events[0]?.id).toBe(2);
    },
  },
  {
    name: 'a closed store says that it is unavailable, and a check of an open one succeeds',
    async run(subject) {
      const storage = await subject.open();
      await storage.check();
      const together = Array.from({ length: 10 }, () => storage.check());
      expect(await Promise.all(together)).toHaveLength(10);
      await storage.close();
      await expect(storage.check()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      await expect(storage.tenant('firm-a').accept(ringing('1'))).rejects.toMatchObject({ code: 'unavailable' });
    },
  },
];

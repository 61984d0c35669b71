import { expect } from 'vitest';
import { loggedEvent } from '@callbrief/relay/wire/events';
import type { TenantStore } from '../../../relay/src/storage/port.ts';
import { ringing } from './made-up.ts';
import { openWithTenant, type Subject } from './subject.ts';
import { startWriter } from './writer-process.ts';

export type Engine = { engine: 'sqlite'; where: string } | { engine: 'postgres'; where: string; schema: string };

/** Two real processes get the same deliveries. */
export async function twoProcessesTakeEachDeliveryOnce(subject: Subject, engine: Engine): Promise<void> {
  const store = await openWithTenant(subject);
  const writers = [1, 2].map(() => startWriter({ ...engine, prefix: 'same-', count: 210 }));
  await Promise.all(writers.map((w) => w.ended));
  const lines = writers.flatMap((w) => w.lines);
  expect(lines).toHaveLength(420);
  expect(lines.filter((line) => line.endsWith(' taken'))).toHaveLength(210);
  await expectWholeLog(store, 210);
}

/** SIGKILL in the middle of a burst, several times over. */
export async function killedProcessLosesNothing(subject: Subject, engine: Engine): Promise<void> {
  const store = await openWithTenant(subject);
  const acknowledged: string[] = [];
  for (const round of ['a', 'b', 'c']) {
    const writer = startWriter({ ...engine, prefix: `${round}-`, count: 1_000_000 });
    await writer.acknowledged(60);
    writer.kill();
    await writer.ended;
    expect(writer.lines.length).toBeGreaterThanOrEqual(60);
    acknowledged.push(...writer.lines.map((line) => line.replace(' taken', '')));
  }
  for (const id of acknowledged) expect(await store.accept(ringing(id))).toMatchObject({ duplicate: true });
  const { total } = await store.inboxCounts();
  await expectWholeLog(store, total);
}

/** One call and one event for every delivery, and no id missing: nothing half-written, nothing doubled. */
async function expectWholeLog(store: TenantStore, deliveries: number): Promise<void> {
  const events = await store.eventsAfter(0, 1_000_000);
  expect(events.map((e) => e.id)).toEqual(Array.from({ length: deliveries }, (_, i) => i + 1));
  const calls = events.map((e) => loggedEvent.parse(JSON.parse(e.json)));
  const ids = new Set(calls.map((event) => (event.type === 'call_changed' ? event.call.providerCallId : '')));
  expect(ids.size).toBe(deliveries);
  expect(await store.lastEventId()).toBe(deliveries);
  expect((await store.callPage(null, 1)).total).toBe(deliveries);
  expect((await store.inboxCounts()).total).toBe(deliveries);
}

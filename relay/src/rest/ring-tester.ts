import type { Logger } from 'pino';
import type { FanOut, RingTestOrder } from '../events/fan-out.ts';
import { streamOnlyFrame } from '../events/frame.ts';
import type { Hub } from '../events/hub.ts';
import type { Storage, TenantStore } from '../storage/port.ts';
import type { Contact } from '../wire/directory.ts';
import { ringTestCall } from './ring-test-call.ts';

/** Ofcom keeps it for drama: it can never ring at somebody's home. */
const FICTITIOUS_LINE = '+442079460100';

export interface RingTester {
  /** @returns false when a test of this device is running here. */
  start(order: RingTestOrder): boolean;
  /** Stops listening to other processes. */
  close(): void;
}

/**
 * Rings one device, and nobody else, over its own event stream. Nothing enters the log; but each ring waits for a real
 * write to the store, so that the hops are those of a call. The stream may be held by another process than the one that
 * was asked: then that one is told to do it.
 */
export function createRingTester(deps: {
  storage: Storage;
  hub: Hub;
  fanOut: Pick<FanOut, 'orderRingTest' | 'onRingTestOrdered'>;
  now: () => Date;
  log: Logger;
  isDraining: () => boolean;
}): RingTester {
  const running = new Set<string>();

  async function run(order: RingTestOrder): Promise<void> {
    const { tenantId, deviceId } = order;
    const store = deps.storage.tenant(tenantId);
    const [tenant, device, callers] = await Promise.all([
      deps.storage.tenants.byId(tenantId),
      store.device(deviceId),
      store.contactPage(null, 50),
    ]);
    if (!device) return;
    const line = tenant?.firm.lines[0]?.number ?? FICTITIOUS_LINE;
    for (let index = 0; index < order.rings && !deps.isDraining(); index += 1) {
      if (index > 0) await pause(order.everyMs);
      const receivedAt = deps.now().toISOString();
      const contact = callers.items[index % Math.max(1, callers.items.length)] ?? null;
      const matterId = contact ? await onlyMatterOf(store, contact) : null;
      await deps.storage.check();
      const hops = { providerAt: null, receivedAt, committedAt: deps.now().toISOString() };
      const { testId, rings: of } = order;
      const call = ringTestCall({ testId, index, contact, matterId, line, at: receivedAt, personId: device.personId });
      const frame = streamOnlyFrame({ type: 'ring_test', testId, index, of, call, hops }, deps.now().toISOString());
      if (deps.hub.toDevice(tenantId, deviceId, frame) === 0) return;
    }
  }

  function take(order: RingTestOrder): void {
    const { tenantId, deviceId } = order;
    if (running.has(deviceId)) return;
    running.add(deviceId);
    run(order)
      .catch((error: unknown) => deps.log.warn({ tenantId, deviceId, err: error }, 'ring_test_failed'))
      .finally(() => running.delete(deviceId));
  }

  const undo = deps.fanOut.onRingTestOrdered((order) => {
    if (deps.hub.holds(order.tenantId, order.deviceId)) take(order);
  });
  return {
    start(order) {
      if (running.has(order.deviceId)) return false;
      if (deps.hub.holds(order.tenantId, order.deviceId)) take(order);
      else deps.fanOut.orderRingTest(order);
      return true;
    },
    close: undo,
  };
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });

async function onlyMatterOf(store: TenantStore, contact: Contact): Promise<string | null> {
  const { items } = await store.matterPage(null, 500);
  const open = items.filter((m) => m.status === 'open' && m.parties.some((p) => p.contactId === contact.id));
  return open.length === 1 && open[0] ? open[0].id : null;
}

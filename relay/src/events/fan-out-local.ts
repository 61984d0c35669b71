import type { FanOut } from './fan-out.ts';

/** For a relay that is one process. Listeners are called at once, in the order in which they came. */
export function createLocalFanOut(): FanOut {
  const listeners = new Set<(tenantId: string, lastEventId: number) => void>();
  return {
    announce(tenantId, lastEventId) {
      for (const listener of listeners) listener(tenantId, lastEventId);
    },
    onAnnounced(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    // Nothing gets lost between two functions of one process, and there is no other process to reach.
    onReset: () => () => undefined,
    orderRingTest: () => undefined,
    onRingTestOrdered: () => () => undefined,
    check: () => Promise.resolve(),
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}

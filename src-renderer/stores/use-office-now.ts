import { useStore } from 'zustand';
import { useStores } from './stores.ts';
import { useNow } from './use-now.ts';

/** Now on the clock that wrote the calls: "Ringing now" and "37 min" stay true on a computer whose clock is wrong. */
export function useOfficeNow(everyMs: number): Date {
  const aheadMs = useStore(useStores().app.store, ({ clockAheadMs }) => clockAheadMs);
  return useNow(everyMs, aheadMs);
}
